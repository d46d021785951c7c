//! Exploration: runs every execution of a program, up to the order of independent steps, or a sample; the report says which.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use shuttle::scheduler::{PctScheduler, RandomScheduler};

use crate::freedom::{self, Freedoms};
use crate::linearizations::Counting;
use crate::object::Origin;
use crate::schedule::Schedule;
use crate::scheduler;
use crate::tree::Tree;
use crate::world::Line;
use crate::world::{self, Awaits, DIFFERS, End, Failure, Fineness, Limits, Loops, Strategy, World};

/// Progress is reported every time this many more executions have run.
const PROGRESS: usize = 5_000;

/// With more threads than this, a step counts twice; with more than twice as many, three times; and so on.
const MANY_THREADS: usize = 16;

/// A program: its `main`.
pub type Program = Arc<dyn Fn() + Send + Sync>;

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// What was printed.
    pub printed: String,
    /// How it ended.
    pub end: End,
    /// For a deadlock, which thread waits for what; for a panic, the first line of its message; for undefined behavior, the two accesses that race. Otherwise empty.
    pub note: String,
    /// How many schedules lead to it; a lower bound unless [`Report::counted`]. In a sample, how many of its schedules did. 0 if only freedoms lead to it.
    pub schedules: u128,
    /// The freedoms that lead to it.
    pub needs: Freedoms,
    /// A schedule that leads to it: of those executed, the first with the fewest freedoms, then the fewest switches between threads.
    pub schedule: Schedule,
}

/// What an exploration found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether every trace was explored, and no outcome is missing.
    ///
    /// If not, the search reached a [limit](Self::limit), and these are the outcomes of a sample: half of its schedules are random and half are chosen by PCT.
    /// If the limit is the number of outcomes, there's no sample, and these are the outcomes that the search has found.
    pub all: bool,
    /// The outcomes, in the order they were found.
    pub found: Vec<Found>,
    /// Whether everything that freedoms can add was searched.
    pub with_freedoms: bool,
    /// How many executions the search took, not counting the sample's.
    pub runs: usize,
    /// How many of them turned out to be equivalent to an earlier one. That isn't the program's fault; a better reduction would avoid them.
    pub redundant: usize,
    /// The limit of the [`Plan`] that the search reached.
    pub limit: Option<Limit>,
    /// Whether the schedules of every explored trace were counted. If so and [`all`](Self::all) is true, the numbers are exact. If not, counting stopped at
    /// [`Plan::most_counting`] or overflowed while the search went on, and each number is a lower bound. Always true for a sample, whose numbers count sampled schedules.
    pub counted: bool,
    /// The line that starts a thread that panics in some schedule and that nobody joins: its message goes to standard error, which no outcome shows, and may be lost.
    /// 0 if the line isn't known.
    pub lost_panic: Option<u32>,
}

/// A limit of a [`Plan`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Limit {
    /// [`Plan::most_runs`].
    Executions,
    /// [`Plan::most_steps`].
    Steps,
    /// [`Plan::most_outcomes`].
    Outcomes,
}

/// What a replay saw.
#[derive(Debug, Clone, Serialize)]
pub struct Replay {
    /// Each thing that happened.
    pub lines: Vec<Line>,
    /// The shared objects, by number.
    pub origins: Vec<Origin>,
    /// The threads' names, by number.
    pub names: Vec<String>,
    /// What was printed.
    pub printed: String,
    /// How it ended.
    pub end: End,
    /// As [`Found::note`].
    pub note: String,
}

/// How to explore. Limits are counts, never times: every machine agrees on whether to explore all schedules or a sample.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Called now and then with the number of executions so far.
    pub progress: fn(usize),
    /// Whether to explore one execution per trace instead of every schedule.
    pub reduced: bool,
    /// The most executions before a sample is taken instead.
    pub most_runs: usize,
    /// The most steps, in all executions together, before a sample is taken instead; each kind of sample takes no more, either. With more than 16 threads, each step counts more
    /// than once.
    pub most_steps: usize,
    /// The most outcomes: with more, the search stops and reports those it has found. This bounds its memory.
    pub most_outcomes: usize,
    /// The most work spent on counting schedules, after which the search continues without counting; about ten million take a second.
    pub most_counting: usize,
    /// How long one execution may be.
    pub limits: Limits,
    /// How many schedules each of the two kinds of sample runs.
    pub sample: usize,
    /// The seed of the samples.
    pub seed: u64,
    /// How many orderings between steps a bug that PCT looks for depends on: in its paper, the bug's depth.
    pub pct_depth: usize,
    /// What counts as a step from the start.
    pub fineness: Fineness,
    /// Whether to search for the outcomes that std's freedoms add.
    pub with_freedoms: bool,
    /// How often each thread may wake up or fail spuriously in one schedule: without a bound, a loop around a wait would never end. Beyond two, only one thread at a time
    /// does so.
    pub most_spurious: u8,
    /// The most executions of a program with loops that wait for any change. After that, each loop waits for the one atomic that it looks at, if every loop has just one:
    /// the numbers of schedules differ then, but steps can be independent.
    pub most_runs_with_loops: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            progress: |_| {},
            reduced: true,
            most_runs: 100_000,
            most_steps: 2_000_000,
            most_outcomes: 200,
            most_counting: 20_000_000,
            limits: Limits::default(),
            sample: 10_000,
            seed: 0x0067_7561_7264_6564,
            pct_depth: 3,
            fineness: Fineness::default(),
            with_freedoms: true,
            most_spurious: 3,
            most_runs_with_loops: 5_000,
        }
    }
}

/// Explores a program.
pub fn explore(plan: Plan, program: &Program) -> Result<Report, Failure> {
    world::with(|world| {
        world.could = Freedoms::NONE;
        world.lost_panic = None;
        world.waited.clear();
    });
    let mut report = explore_from(plan, plan.fineness, program)?;
    if plan.with_freedoms {
        freedom::add(plan, &mut report, program)?;
    }
    report.lost_panic = world::with(|world| world.lost_panic);
    Ok(report)
}

/// Explores a program with this fineness of steps, or a finer one if a run asks for it.
pub(crate) fn explore_from(plan: Plan, mut fineness: Fineness, program: &Program) -> Result<Report, Failure> {
    loop {
        let strategy = Strategy::Search(Tree::new(plan.reduced && fineness.is_reducible()));
        if freedom::add_nothing(fineness) {
            return Ok(Search { all: true, ..Search::new(plan) }.report());
        }
        let may_await = fineness.loops != Loops::default() && fineness.awaits == Awaits::Anything;
        let most_runs = if may_await { plan.most_runs.min(plan.most_runs_with_loops) } else { plan.most_runs };
        let search = scheduler::run(Search::new(Plan { most_runs, ..plan }), strategy, fineness, program, None)?;
        let limit = search.limit();
        if search.all || limit == Some(Limit::Outcomes) && is_fine_enough(fineness) {
            verify(plan, &search.found, program)?;
            return Ok(search.report());
        }
        if is_fine_enough(fineness) && may_await && plan.reduced {
            fineness.awaits = Awaits::OneAtomic;
            continue;
        }
        // A search that only adds outcomes isn't sampled: those it has found so far are reported.
        if is_fine_enough(fineness) && plan.sample == 0 {
            verify(plan, &search.found, program)?;
            return Ok(search.report());
        }
        if is_fine_enough(fineness)
            && let Some(found) = sample(plan, fineness, program)?
        {
            verify(plan, &found, program)?;
            return Ok(Report { found, counted: true, ..search.report() });
        }
        fineness = world::with(|world| world.wanted);
    }
}

/// Runs every schedule of a program with this fineness of steps. Returns whether it ran them all.
pub(crate) fn search_all(plan: Plan, fineness: Fineness, program: &Program) -> Result<bool, Failure> {
    let strategy = Strategy::Search(Tree::new(false));
    Ok(scheduler::run(Search::new(plan), strategy, fineness, program, None)?.all)
}

/// Returns what a sample of both kinds finds, or `None` if it has to be taken again with finer steps.
fn sample(plan: Plan, fineness: Fineness, program: &Program) -> Result<Option<Vec<Found>>, Failure> {
    let random = RandomScheduler::new_from_seed(plan.seed, plan.sample);
    let mut search = scheduler::run(Search::new(plan), Strategy::Sample, fineness, program, Some(Box::new(random)))?;
    if !is_fine_enough(fineness) {
        return Ok(None);
    }
    search.steps = 0;
    let pct = PctScheduler::new_from_seed(plan.seed, plan.pct_depth, plan.sample);
    let search = scheduler::run(search, Strategy::Sample, fineness, program, Some(Box::new(pct)))?;
    Ok(is_fine_enough(fineness).then_some(search.found))
}

/// Whether no run has asked for finer steps.
fn is_fine_enough(fineness: Fineness) -> bool {
    world::with(|world| world.wanted == fineness)
}

/// Runs a program once under its schedule and reports each step.
pub fn replay(schedule: &Schedule, program: &Program) -> Result<Replay, Failure> {
    run_again(Plan::default(), schedule, program, true)
}

fn run_again(plan: Plan, schedule: &Schedule, program: &Program, logged: bool) -> Result<Replay, Failure> {
    let strategy = Strategy::Replay { steps: schedule.steps.clone(), logged };
    scheduler::run(Search::new(plan), strategy, schedule.fineness, program, None)?;
    let (lines, origins) = world::with(|world| (world.log.take(), std::mem::take(&mut world.origins)));
    let (printed, ended) = world::with(|world| (std::mem::take(&mut world.printed), world.ended.take()));
    let names = world::with(|world| (0..world.threads.len()).map(|thread| world.name(thread)).collect());
    let (end, note) = ended.ok_or_else(|| Failure { line: None, what: DIFFERS.to_owned() })?;
    Ok(Replay { lines: lines.unwrap_or_default(), origins, names, printed, end, note })
}

/// The least number of replays. A program whose behavior is a coin flip, such as the order of two keys in a `HashMap`, passes them all once in 256 times.
const REPLAYS: usize = 8;

/// Once replaying has taken this long, no outcome is replayed a second time.
const REPLAYING: Duration = Duration::from_millis(100);

/// Checks that replaying each outcome's schedule gives it again: it depends on nothing but the order of steps.
fn verify(plan: Plan, found: &[Found], program: &Program) -> Result<(), Failure> {
    let begun = Instant::now();
    for (number, known) in found.iter().cycle().take(found.len().max(REPLAYS)).enumerate() {
        if number >= found.len() && begun.elapsed() > REPLAYING {
            break;
        }
        world::with(|world| world.moves_stacks = true);
        let again = run_again(plan, &known.schedule, program, false);
        world::with(|world| world.moves_stacks = false);
        let again = again?;
        if (&again.printed, again.end, &again.note) != (&known.printed, known.end, &known.note) {
            return Err(Failure { line: None, what: DIFFERS.to_owned() });
        }
    }
    Ok(())
}

/// What a search has found so far.
#[derive(Default)]
pub struct Search {
    plan: Plan,
    found: Vec<Found>,
    known: HashMap<(String, End, String), usize>,
    /// How many executions there were.
    runs: usize,
    /// How many of them turned out to be equivalent to an earlier one.
    redundant: usize,
    /// How many steps they took.
    steps: usize,
    counting: Counting,
    /// The signatures of the memory model's executions seen so far.
    seen: HashSet<u128>,
    /// Whether all schedules were counted.
    counted: bool,
    /// Whether every trace was explored.
    pub all: bool,
}

impl Search {
    fn new(plan: Plan) -> Self {
        Self { plan, counting: Counting::new(plan.most_counting), counted: true, ..Self::default() }
    }

    /// Makes a report of what the search has found.
    fn report(self) -> Report {
        let limit = self.limit().filter(|_| !self.all);
        let Self { found, runs, redundant, all, counted, .. } = self;
        Report { all, found, with_freedoms: false, runs, redundant, limit, counted, lost_panic: None }
    }

    /// Whether the sample has taken as many steps as it may.
    pub fn is_large_enough(&self) -> bool {
        self.steps >= self.plan.most_steps
    }

    /// Returns the limit that the search has reached, if any.
    pub fn limit(&self) -> Option<Limit> {
        let Plan { most_runs, most_steps, most_outcomes, .. } = self.plan;
        match self {
            Self { found, .. } if found.len() > most_outcomes => Some(Limit::Outcomes),
            Self { runs, .. } if *runs >= most_runs => Some(Limit::Executions),
            Self { steps, .. } if *steps >= most_steps => Some(Limit::Steps),
            _ => None,
        }
    }

    /// Returns the plan of the search.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// Adds what the execution that has just ended found.
    pub fn take_up(&mut self, world: &mut World) {
        self.runs += 1;
        // A step takes longer if there are many threads.
        self.steps += world.steps.len() * world.threads.len().div_ceil(MANY_THREADS);
        self.redundant += usize::from(world.is_redundant);
        if self.runs.is_multiple_of(PROGRESS) || [1, 10, 100, 1_000].contains(&self.runs) {
            (self.plan.progress)(self.runs);
        }
        let Some((end, note)) = world.ended.clone().filter(|_| world.counts && world.failure.is_none()) else { return };
        let schedules = self.count_schedules(world);
        let at = *self.known.entry((world.printed.clone(), end, note.clone())).or_insert_with(|| {
            let schedule = Schedule { fineness: world.fineness, steps: Vec::new() };
            self.found.push(Found { printed: world.printed.clone(), end, note, schedules: 0, needs: world.used, schedule });
            self.found.len() - 1
        });
        let found = &mut self.found[at];
        match found.schedules.checked_add(schedules) {
            Some(sum) => found.schedules = sum,
            None => self.counted = false,
        }
        let steps: Vec<(usize, u32)> = world.steps.iter().map(|step| (step.thread, step.way)).collect();
        let is_simpler = (world.used.count(), switches(&steps)) < (found.needs.count(), switches(&found.schedule.steps));
        if found.schedule.steps.is_empty() || is_simpler {
            (found.schedule.steps, found.needs) = (steps, world.used);
        }
    }

    /// Returns how many schedules are in this execution's trace, or 1 if they're too much work to count. Under the memory model, executions are counted: 1 if this one
    /// wasn't seen before.
    fn count_schedules(&mut self, world: &World) -> u128 {
        if matches!(world.strategy, Strategy::Search(_)) && world.fineness.freedoms.have(Freedoms::WEAK) {
            return u128::from(self.seen.insert(world.memory.borrow().signature()));
        }
        if !matches!(world.strategy, Strategy::Search(_)) || !self.plan.reduced || !world.fineness.is_reducible() || !self.counted {
            return 1;
        }
        let steps: Vec<_> = world.steps.iter().map(|step| (step.thread, &step.before)).collect();
        let number = self.counting.linearizations(&steps);
        self.counted = number.is_some();
        number.unwrap_or(1)
    }
}

/// Returns how often a schedule switches threads.
fn switches(steps: &[(usize, u32)]) -> usize {
    steps.windows(2).filter(|pair| pair[0].0 != pair[1].0).count()
}
