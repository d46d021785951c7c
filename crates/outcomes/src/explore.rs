//! Protects "all N schedules": explores a program to the end, or says that it only took a sample.

use std::collections::HashMap;
use std::sync::Arc;

use shuttle::scheduler::{PctScheduler, RandomScheduler};

use crate::clock;
use crate::conductor::{self, Nobody};
use crate::object::Origin;
use crate::schedule::Schedule;
use crate::trace::Line;
use crate::tree::Tree;
use crate::world::{self, DIFFERS, End, Failure, Fineness, Strategy, World};

/// More runs than this are not searched: bounds in numbers, not in time, so that every machine decides alike between all schedules and a sample.
const MOST_RUNS: usize = 100_000;

/// Nor more steps, in all runs together; and a sample takes no more.
const MOST_STEPS_TOGETHER: usize = 2_000_000;

/// Nor more work in counting the schedules that the runs stand for.
const MOST_WORK: usize = 2_000_000;

/// A program with more outcomes than this is not explored further: nobody reads them.
const MOST_OUTCOMES: usize = 200;

/// How many schedules each of the two kinds of sample takes.
const SAMPLE: usize = 10_000;

/// After so many runs their number is told.
const PROGRESS: usize = 5_000;

/// The seed of the samples.
const SEED: u64 = 0x0067_7561_7264_6564;

/// How many orderings of steps must come together in what PCT looks for: the depth of a bug, in its paper.
const PCT_DEPTH: usize = 3;

/// A program: its `main`.
pub type Program = Arc<dyn Fn() + Send + Sync>;

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was printed.
    pub printed: String,
    /// How it ended.
    pub end: End,
    /// Who waits for what, or the message of the panic.
    pub note: String,
    /// How many schedules lead to it.
    pub schedules: u128,
    /// One of them: among those that were run, the first with the fewest changes of threads.
    pub schedule: Schedule,
}

/// What an exploration found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether every schedule was searched; if not, half of the schedules are random and half are chosen by PCT.
    pub all: bool,
    /// The outcomes, in the order in which they were found.
    pub found: Vec<Found>,
    /// How many runs that took, the sample's not counted.
    pub runs: usize,
}

/// What a replay saw.
#[derive(Debug, Clone)]
pub struct Replay {
    /// Each thing that happened.
    pub lines: Vec<Line>,
    /// The things that were shared, by their numbers.
    pub origins: Vec<Origin>,
    /// What was printed.
    pub printed: String,
    /// How it ended.
    pub end: End,
    /// Who waits for what, or the message of the panic.
    pub note: String,
}

/// How to explore.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Told now and then how many runs there were.
    pub progress: fn(usize),
    /// Whether to let one run stand for all that differ only in the order of steps which do not see each other.
    pub reduced: bool,
    /// The most runs before a sample is taken instead.
    pub most_runs: usize,
    /// How many schedules each of the two kinds of sample takes.
    pub sample: usize,
    /// What counts as a step from the start.
    pub fineness: Fineness,
}

impl Default for Plan {
    fn default() -> Self {
        Self { progress: |_| {}, reduced: true, most_runs: MOST_RUNS, sample: SAMPLE, fineness: Fineness::default() }
    }
}

/// Explores a program.
pub fn explore(plan: Plan, program: &Program) -> Result<Report, Failure> {
    let mut fineness = plan.fineness;
    loop {
        let strategy = Strategy::Search(Tree::new(plan.reduced && fineness.is_reducible()));
        let search = conductor::run(Search::new(plan), strategy, fineness, program, Nobody)?;
        if search.all {
            verify(&search.found, program)?;
            return Ok(Report { all: true, found: search.found, runs: search.runs });
        }
        if is_fine_enough(fineness)
            && let Some(found) = sample(plan, fineness, program)?
        {
            verify(&found, program)?;
            return Ok(Report { all: false, found, runs: search.runs });
        }
        fineness = world::with(|world| world.wanted);
    }
}

/// What a sample of both kinds finds; nothing if it finds that it must be taken again with finer steps.
fn sample(plan: Plan, fineness: Fineness, program: &Program) -> Result<Option<Vec<Found>>, Failure> {
    let random = RandomScheduler::new_from_seed(SEED, plan.sample);
    let mut search = conductor::run(Search::new(plan), Strategy::Sample, fineness, program, random)?;
    if !is_fine_enough(fineness) {
        return Ok(None);
    }
    search.steps = 0;
    let pct = PctScheduler::new_from_seed(SEED, PCT_DEPTH, plan.sample);
    let search = conductor::run(search, Strategy::Sample, fineness, program, pct)?;
    Ok(is_fine_enough(fineness).then_some(search.found))
}

/// Whether no run has asked for finer steps.
fn is_fine_enough(fineness: Fineness) -> bool {
    world::with(|world| world.wanted == fineness)
}

/// Runs a program once, as its schedule says, and tells each step.
pub fn replay(schedule: &Schedule, program: &Program) -> Result<Replay, Failure> {
    run_again(schedule, program, true)
}

fn run_again(schedule: &Schedule, program: &Program, traced: bool) -> Result<Replay, Failure> {
    let strategy = Strategy::Replay { steps: schedule.steps.clone(), traced };
    conductor::run(Search::new(Plan::default()), strategy, schedule.fineness, program, Nobody)?;
    let (lines, origins) = world::with(|world| (world.trace.take(), std::mem::take(&mut world.origins)));
    let (printed, ended) = world::with(|world| (std::mem::take(&mut world.printed), world.ended.take()));
    let (end, note) = ended.ok_or_else(|| Failure { line: None, what: DIFFERS.to_owned() })?;
    Ok(Replay { lines: lines.unwrap_or_default(), origins, printed, end, note })
}

/// Each outcome comes again from its schedule: it depends on nothing but the order of steps.
fn verify(found: &[Found], program: &Program) -> Result<(), Failure> {
    for found in found {
        let again = run_again(&found.schedule, program, false)?;
        if (&again.printed, again.end, &again.note) != (&found.printed, found.end, &found.note) {
            return Err(Failure { line: None, what: DIFFERS.to_owned() });
        }
    }
    Ok(())
}

/// What a search has found so far.
pub struct Search {
    plan: Plan,
    found: Vec<Found>,
    known: HashMap<(String, End, String), usize>,
    /// How many runs there were.
    runs: usize,
    /// How many steps they took.
    steps: usize,
    /// How much work the counting took.
    work: usize,
    /// Whether every schedule was searched.
    pub all: bool,
}

impl Search {
    fn new(plan: Plan) -> Self {
        Self { plan, found: Vec::new(), known: HashMap::new(), runs: 0, steps: 0, work: 0, all: false }
    }

    /// Whether there were as many steps as a sample may take.
    pub fn is_large_enough(&self) -> bool {
        self.steps >= MOST_STEPS_TOGETHER
    }

    /// Whether the search is to stop before its end.
    pub fn is_too_long(&self) -> bool {
        self.runs >= self.plan.most_runs || self.steps >= MOST_STEPS_TOGETHER || self.work >= MOST_WORK
    }

    /// Takes up what the run that has just ended has found.
    pub fn take_up(&mut self, world: &mut World) {
        self.runs += 1;
        self.steps += world.steps.len();
        if self.runs.is_multiple_of(PROGRESS) || [1, 10, 100, 1_000].contains(&self.runs) {
            (self.plan.progress)(self.runs);
        }
        let Some((end, note)) = world.ended.clone().filter(|_| world.counts && world.failure.is_none()) else { return };
        let Some(schedules) = self.stands_for(world) else { return };
        let at = *self.known.entry((world.printed.clone(), end, note.clone())).or_insert_with(|| {
            let schedule = Schedule { fineness: world.fineness, steps: Vec::new() };
            self.found.push(Found { printed: world.printed.clone(), end, note, schedules: 0, schedule });
            self.found.len() - 1
        });
        let found = &mut self.found[at];
        found.schedules = found.schedules.saturating_add(schedules);
        let steps: Vec<(usize, u32)> = world.steps.iter().map(|step| (step.thread, step.way)).collect();
        if found.schedule.steps.is_empty() || switches(&steps) < switches(&found.schedule.steps) {
            found.schedule.steps = steps;
        }
        if self.found.len() > MOST_OUTCOMES {
            let what = format!("has more than {MOST_OUTCOMES} outcomes; let it print less, or do less");
            world.failure.get_or_insert(Failure { line: None, what });
        }
    }

    /// How many schedules the run stands for; nothing if that is too much work to count, which ends the search.
    fn stands_for(&mut self, world: &World) -> Option<u128> {
        if !matches!(world.strategy, Strategy::Search(_)) || !self.plan.reduced || !world.fineness.is_reducible() {
            return Some(1);
        }
        let steps: Vec<_> = world.steps.iter().map(|step| (step.thread, step.before)).collect();
        let left = MOST_WORK - self.work.min(MOST_WORK);
        let (schedules, work) = clock::orders(&steps, left);
        self.work += work;
        schedules.filter(|_| !world.too_big)
    }
}

/// How often a schedule goes from one thread to another.
fn switches(steps: &[(usize, u32)]) -> usize {
    steps.windows(2).filter(|pair| pair[0].0 != pair[1].0).count()
}
