//! One run of the program: its threads, what each is about to do, which can go on, and what has happened so far.
//!
//! A thread stops before each step that others could notice and announces it. When all have stopped, one that can go on is chosen, takes its step and runs to
//! its next one. The order of these choices is the schedule. Waiting for others without touching anything (joining, say) isn't a step: the thread goes on as
//! soon as it can.

mod choose;
mod data_races;
mod fairness;
mod freedom;
mod happens_before;
mod memory;
mod op;
mod report;
mod states;
pub mod ways;

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::{Location, PanicHookInfo};
use std::sync::atomic::Ordering::{self, Relaxed};
use std::sync::atomic::{AtomicU32, AtomicU64};
use std::time::Duration;

use serde::Serialize;

pub use self::choose::Next;
pub use self::op::{Awaits, Fineness, Loops, Op, WaitsFor, Ways};
pub use self::report::{Line, detail, note};

use self::choose::Announced;
use self::data_races::{Access, Fences, OpenAccess};
pub use self::data_races::{CellId, Does};
use self::fairness::{Done, Gate, Looks, Seen};
use self::happens_before::AccessClocks;
pub use self::happens_before::{acquire, acquire_memory, release, release_memory};
use crate::clock::{Clock, VectorClock};
use crate::freedom::Freedoms;
use crate::memory::execution::Memory;
use crate::object::{Object, Origin};
use crate::place::{self, At};
use crate::race_reversal::Step;
use crate::states::Recorder;
use crate::tree::{Choice, ObjectId, Tree};

/// The message for a program whose behavior isn't determined by its schedule.
pub const DIFFERS: &str =
    "doesn't do the same thing every time under one schedule; remove whatever comes from outside: hash maps, times, addresses";

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum End {
    /// `main` returned, or a thread called `process::exit(0)`.
    Done,
    /// The process ended with this exit status, which is not 0: `main` returned an `Err`, say, or a thread called `process::exit`. `process::abort` counts as 134.
    Exit(u8),
    /// `main` panicked.
    Panic,
    /// No thread can go on.
    Deadlock,
    /// There is a data race, so the program could do anything.
    Undefined,
}

/// Why an exploration was given up, with the line of the program that caused it, if any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The line.
    pub line: Option<u32>,
    /// What's wrong, and what to do about it.
    pub what: String,
}

/// How the next thread is chosen.
#[derive(Debug, Default)]
pub enum Strategy {
    /// Every schedule in turn.
    Search(Tree),
    /// As chosen by one of shuttle's schedulers.
    #[default]
    Sample,
    /// As given: a thread and one of its ways for each step.
    Replay {
        /// The choices.
        steps: Vec<(usize, u32)>,
        /// Whether to log what happens.
        logged: bool,
    },
}

/// Where a thread is.
#[derive(Clone, Copy, Default)]
enum Place {
    /// It was started and hasn't reached its first step.
    #[default]
    Fresh,
    /// It's running: it was chosen last.
    Running,
    /// It has stopped before this operation. The pointer is to a closure on the stack of the thread, which waits there until it leaves this place.
    Before(Op, *const dyn Fn(&World) -> u32),
    /// It has ended.
    Ended,
}

/// One thread of the run.
#[derive(Default)]
pub struct Thread {
    /// Its name, if it was given one.
    pub name: Option<String>,
    /// The thread that started it.
    pub parent: usize,
    place: Place,
    way: u32,
    /// How many steps had been taken when it stopped.
    since: usize,
    /// The clock of everything that happens before its next step.
    pub clock: Clock,
    fences: Fences,
    at: Option<place::Place>,
    logged_blocked: bool,
    /// The locks it holds, in the order it took them.
    pub held: Vec<ObjectId>,
    /// How many panics are unwinding its stack.
    pub panics: u32,
    /// Whether anything has changed since it last went around a loop.
    changed: bool,
    /// Whether it has tried to take a lock in this round, so taking or releasing any lock counts as a change for it.
    pub tried: bool,
    /// Where it last yielded or timed out, if nothing has changed since.
    round: Option<place::Place>,
    /// What it has done since the last change.
    done: Vec<Done>,
    /// How many owners, of any `Arc`, it has created and not dropped.
    owned: u32,
    /// Where it may have changed something since the last definite change.
    signed: Vec<place::Place>,
    /// While it keeps looping although nothing changes, how many more operations it may do.
    goes_on: Option<u32>,
    /// What it has looked at in this round.
    looks: Looks,
    /// Where it has looked at an atomic since that changed.
    seen: Seen,
    /// What it waits for at the end of a round where nothing changed.
    gate: Option<Gate>,
    /// Whether it has read past a later store with a different value since it last went around a loop.
    has_missed: bool,
    /// Whether every load has to read from the last store.
    reads_last: bool,
    /// How often it has woken up or failed spuriously.
    spurious: u8,
    /// Whether its token for `park` is available.
    pub token: bool,
    /// Whether it has done its work, and only its thread-local values are left to drop.
    pub finished: bool,
    /// The object that `park` and `unpark` touch.
    pub parking: ObjectId,
    /// The object that its end touches.
    pub ending: ObjectId,
    /// Its thread-local values, by the address of their key; `None` once destroyed.
    pub locals: Vec<(usize, Option<*mut dyn std::any::Any>)>,
}

/// The limits on one execution.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The maximum number of steps. A longer execution counts as one that doesn't end, and the exploration fails with a [`Failure`].
    pub steps: usize,
    /// The number of steps in a row without a change that counts as a loop waiting for another thread.
    pub idle_steps: usize,
    /// The maximum number of bytes that one execution may print. More fails the exploration with a [`Failure`]; output is never cut off here.
    pub printed: usize,
    /// The stack size of each of the program's threads, in bytes: as large as most systems give `main`. Only the part that's used takes up memory.
    pub stack: usize,
    /// The maximum number of accesses to atomics in one execution under the memory model. With more, the search for their outcomes isn't completed, and
    /// [`Report::with_freedoms`](crate::Report::with_freedoms) is false.
    pub memory_events: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 10_000, idle_steps: 200, printed: 1 << 16, stack: 8 << 20, memory_events: 200 }
    }
}

/// One run of the program.
#[derive(Default)]
pub struct World {
    run: u32,
    live: bool,
    over: bool,
    /// Whether this run counts: it was not searched before, and nothing in it asked for finer steps.
    pub counts: bool,
    /// The running thread.
    pub current: usize,
    /// All threads so far.
    pub threads: Vec<Thread>,
    access_clocks: Vec<AccessClocks>,
    /// How often the value of each object has changed, for atomics.
    versions: Vec<u32>,
    /// The places in loops where threads have waited for a change, in all runs.
    pub waited: Vec<(place::Place, usize)>,
    /// What the memory model knows about this execution.
    pub memory: RefCell<Memory>,
    /// Whether it has accessed plain memory.
    has_plain: bool,
    /// The accesses to each cell that a later access could race with.
    plain: Vec<Vec<Access>>,
    /// The current thread's accesses that are still open.
    open: Vec<OpenAccess>,
    /// What the last store to each atomic released, if all atomics share one order.
    released: HashMap<ObjectId, VectorClock>,
    /// What the owners of each `Arc` released, by the address of its counts.
    released_by_owners: HashMap<usize, VectorClock>,
    /// The first data race.
    data_race: Option<String>,
    /// The steps so far.
    pub steps: Vec<Step>,
    /// The choices for the next step.
    pub choices: Vec<Choice>,
    /// The line that starts a thread that panicked in some run and is never joined.
    pub lost_panic: Option<u32>,
    /// The freedoms that the program could use.
    pub could: Freedoms,
    /// The freedoms that this run has used.
    pub used: Freedoms,
    /// The threads, as bits, that have woken up or failed spuriously as often as allowed.
    pub exhausted: u64,
    /// What has been printed so far.
    pub printed: String,
    /// The thread that's printing.
    pub printer: Option<usize>,
    /// How much of the output has left standard output's buffer, where that matters.
    pub flushed: usize,
    /// Whether that buffer was removed when `main` ended.
    pub is_unbuffered: bool,
    /// Counts events that others could notice if they were steps.
    pub events: usize,
    /// Counts operations that aren't steps but depend on which thread does them, such as looking at its identity or its thread-local values.
    pub signs: usize,
    /// How many steps in a row have changed nothing.
    idle: usize,
    /// How many rounds of loops have passed without a step.
    blind_rounds: usize,
    /// Whether a panic has unwound out of `main`, which then ends the program as soon as it can.
    pub main_panicked: bool,
    /// The exit status that `main` returned.
    pub status: u8,
    /// How the run ended.
    pub ended: Option<(End, String)>,
    /// What counts as a step.
    pub fineness: Fineness,
    /// What should have counted as a step.
    pub wanted: Fineness,
    /// Why exploration is given up.
    pub failure: Option<Failure>,
    /// How the next thread is chosen.
    pub strategy: Strategy,
    /// Whether everything this execution could still do has been explored elsewhere.
    pub is_redundant: bool,
    /// The limits on each execution.
    pub limits: Limits,
    /// What happened, if the run is logged.
    pub log: Option<Vec<Line>>,
    /// Where this run's objects come from, if the run is logged.
    pub origins: Vec<Origin>,
    /// The counts of this run's `Arc`s that the program has pointers to, by the addresses of their values.
    pub counts_by_address: HashMap<usize, std::sync::Arc<Object>>,
    /// The panic hook that the program has set.
    pub hook: Option<Hook>,
    /// Whether a thread is running that hook.
    pub in_hook: bool,
    /// The values of this run's statics, by their addresses.
    pub statics: HashMap<usize, *const ()>,
    next: Option<Next>,
    /// Whether everything on a stack has a different address than in other runs.
    pub moves_stacks: bool,
    /// Records the states of a search, if requested.
    pub recorder: Option<Recorder>,
}

/// A panic hook.
pub type Hook = std::sync::Arc<dyn Fn(&PanicHookInfo<'_>) + Sync + Send>;

/// Odd while the program runs, even while the explorer runs; increases with each switch.
static TURNS: AtomicU64 = AtomicU64::new(0);

/// The line of the last step or spawn, if known.
static LINE: AtomicU32 = AtomicU32::new(0);

/// Sets the place where the program is now.
pub fn is_at(place: Option<place::Place>) {
    LINE.store(place.map_or(0, |(line, _)| line), Relaxed);
}

/// Notes that the program runs from here on.
pub fn enter_program() {
    TURNS.store((TURNS.load(Relaxed) + 1) | 1, Relaxed);
}

/// Begins a thread of the program.
pub fn begin_on_a_stack(f: impl FnOnce()) {
    enter_program();
    if with(|world| world.moves_stacks) { on_a_moved_stack(f) } else { f() }
}

/// Calls `f` a little further down the stack.
#[inline(never)]
fn on_a_moved_stack(f: impl FnOnce()) {
    let gap = std::hint::black_box([0_u8; 1040]);
    f();
    std::hint::black_box(&gap);
}

/// Notes that the explorer runs from here on.
pub fn enter_explorer() {
    TURNS.store((TURNS.load(Relaxed) | 1) + 1, Relaxed);
}

/// Returns the turn, if it's the program's, and the line it runs from. For a watching OS thread.
pub fn turn_of_the_program() -> Option<(u64, u32)> {
    let turn = TURNS.load(Relaxed);
    (turn % 2 == 1).then(|| (turn, LINE.load(Relaxed)))
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::default();
}

/// The object that all prints touch.
pub const STDOUT: ObjectId = 0;

/// The object that all thread starts touch, where their order matters.
pub const THREADS: ObjectId = 1;

/// Calls `f` with the world of this run; `f` must not call into the program.
pub fn with<R>(f: impl FnOnce(&mut World) -> R) -> R {
    WORLD.with_borrow_mut(f)
}

/// Watches a drop: if it panics or does anything that reveals which thread does it or when, exploration restarts with finer steps.
pub struct Watch {
    before: (usize, usize, u32),
    finer: fn(&mut Fineness),
}

impl Watch {
    fn seen(world: &mut World) -> (usize, usize, u32) {
        let panics = world.threads.get(world.current).map_or(0, |me| me.panics);
        (world.events, world.signs, panics)
    }

    /// Starts watching.
    pub fn new(finer: fn(&mut Fineness)) -> Self {
        Self { before: try_with(Self::seen).unwrap_or_default(), finer }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        try_with(|world| {
            if Self::seen(world) != self.before {
                world.refine(self.finer);
            }
        });
    }
}

/// Like [`with`], but returns `None` if the world is in use.
pub fn try_with<R>(f: impl FnOnce(&mut World) -> R) -> Option<R> {
    WORLD.try_with(|world| world.try_borrow_mut().ok().map(|mut world| f(&mut world))).ok().flatten()
}

/// Stops before `op` until it can be done and is chosen. Returns the chosen way.
pub fn take(op: Op, ways: Ways<'_>) -> u32 {
    enter_explorer();
    let way = choose_a_way(op, ways);
    enter_program();
    way
}

fn choose_a_way(op: Op, ways: Ways<'_>) -> u32 {
    if let Some(at) = with(|world| world.begins_a_round(&op)) {
        go_round(at, op.object);
    }
    let place = place_now(&op);
    loop {
        match with(|world| world.announce(op, place, ways)) {
            Announced::Stops => switch(),
            Announced::Passes => return 0,
            Announced::GoesRound(way) => return way,
            Announced::Leaves => leave(),
        }
        if !with(World::take_freely) {
            return with(|world| world.me().way);
        }
    }
}

/// Returns where the program is: exactly for a replay, otherwise as far as the operation knows.
fn place_now(op: &Op) -> Option<place::Place> {
    let known = place::of(op.at);
    if known.is_some() || with(|world| world.log.is_none()) {
        return known;
    }
    with(World::recorded_place).unwrap_or_else(place::by_backtrace)
}

/// Lets other threads go on at the end of a loop's round, or before the thread looks at this object in a loop that does nothing else. If nothing has changed since the
/// previous round, waits until something has.
pub fn go_round(at: At, looks_at: Option<ObjectId>) {
    let me = current();
    if with(|world| world.goes_round(place::site(at), looks_at)) {
        wait("yield", Some(at), WaitsFor::Rounds, &|world| world.has_changed(me));
        with(|world| world.goes_round(place::site(at), looks_at));
    } else if with(|world| world.is_blind(place::site(at))) {
        wait("yield", Some(at), WaitsFor::Rounds, &|_| true);
    }
}

/// Stops before a step that can always be done.
pub fn step(op: Op) {
    take(op, &|_| 1);
}

/// Waits until `ready`; not a step.
pub fn wait(verb: &'static str, at: Option<At>, waits_for: WaitsFor, ready: &dyn Fn(&World) -> bool) {
    take(Op::wait(verb, at, waits_for), &|world| u32::from(ready(world)));
}

/// Lets the chosen thread run, which may be this one.
fn switch() {
    let stays = with(|world| {
        let me = world.current;
        let next = world.decide();
        if world.in_hook && world.another_can_go_on(me, next) {
            world.current = me;
            world.give_up("has a panic hook that does something other threads can notice, in the middle of a panic; make it only write to standard error".to_owned());
            return true;
        }
        if next != Next::Thread(me) {
            world.next = Some(next);
        }
        next == Next::Thread(me)
    });
    if !stays {
        shuttle::thread::sleep(Duration::ZERO);
    }
}

/// Lets shuttle do something that isn't a step, although it asks which thread to run.
pub fn without_switch<R>(f: impl FnOnce() -> R) -> R {
    with(|world| world.next = Some(Next::Thread(world.current)));
    let result = f();
    enter_program();
    result
}

/// Leaves a run that is over; its threads stay where they are.
pub fn leave() -> ! {
    enter_explorer();
    shuttle::thread::sleep(Duration::ZERO);
    unreachable!("shuttle doesn't continue a stopped run")
}

/// See [`World::is_weak`].
pub fn is_weak(order: Ordering) -> bool {
    with(|world| world.is_weak(order))
}

/// See [`World::was_spurious`].
pub fn was_spurious(freedom: Freedoms) {
    with(|world| world.was_spurious(freedom));
}

/// Gives up the exploration at a call that has no double.
#[track_caller]
pub fn refuse(what: &str) -> ! {
    let place = place::of(Some(Location::caller()));
    with(|world| {
        let me = world.me();
        me.at = place.or(me.at);
        world.give_up(what.to_owned());
    });
    leave()
}

/// Notes a change that a thread in a loop may be waiting for.
pub fn stir() {
    with(World::stir);
}

/// Returns the running thread.
pub fn current() -> usize {
    with(|world| world.current)
}

/// Returns what counts as a step.
pub fn fineness() -> Fineness {
    with(|world| world.fineness)
}

/// See [`World::refine`].
pub fn refine(finer: impl FnOnce(&mut Fineness)) {
    with(|world| world.refine(finer));
}

/// Returns the number of events so far that others could notice.
pub fn events() -> usize {
    with(|world| world.events)
}

/// Reports the new value of an object to the state recorder.
pub fn shows(object: ObjectId, value: impl FnOnce() -> String) {
    if with(|world| world.recorder.is_some()) {
        let value = value();
        with(|world| world.recorder.get_or_insert_default().shows(object, value));
    }
}

/// Notes that the current thread has taken a lock.
pub fn hold(object: ObjectId) {
    with(|world| world.me().held.push(object));
}

/// Notes that the current thread has released a lock.
pub fn let_go(object: ObjectId) {
    with(|world| {
        let held = &mut world.me().held;
        if let Some(at) = held.iter().rposition(|held| *held == object) {
            held.remove(at);
        }
    });
}

impl World {
    /// Starts a run with nothing but `main` in it.
    pub fn begin(&mut self) {
        self.run += 1;
        (self.live, self.over, self.counts) = (true, false, true);
        self.is_redundant = false;
        self.current = 0;
        self.threads.clear();
        self.access_clocks.clear();
        self.versions.clear();
        self.memory.borrow_mut().clear();
        (self.has_plain, self.data_race) = (false, None);
        self.plain.clear();
        self.open.clear();
        self.released.clear();
        self.released_by_owners.clear();
        self.origins.clear();
        if let (Some(recorder), Strategy::Search(tree)) = (&mut self.recorder, &self.strategy) {
            recorder.begin(tree.depth_known());
            self.log = Some(Vec::new());
        }
        self.add_object(Origin { kind: "stdout", at: None, by: None });
        self.add_object(Origin { kind: "threads", at: None, by: None });
        self.steps.clear();
        self.printed.clear();
        (self.printer, self.idle, self.used) = (None, 0, Freedoms::NONE);
        (self.flushed, self.is_unbuffered, self.blind_rounds) = (0, false, 0);
        (self.main_panicked, self.status, self.ended) = (false, 0, None);
        self.statics.clear();
        self.counts_by_address.clear();
        (self.hook, self.in_hook, self.next) = (None, false, None);
        self.add_thread(Some("main".to_owned()));
    }

    /// Prepares for runs of this kind.
    pub fn open(&mut self, strategy: Strategy, fineness: Fineness, limits: Limits) {
        let is_recorded = matches!(strategy, Strategy::Search(_)) && self.recorder.is_some();
        self.log = (is_recorded || matches!(strategy, Strategy::Replay { logged: true, .. })).then(Vec::new);
        self.strategy = strategy;
        (self.fineness, self.wanted) = (fineness, fineness);
        (self.failure, self.limits) = (None, limits);
    }

    /// Ends all runs.
    pub fn close(&mut self) {
        self.live = false;
    }

    /// Whether there is no run, or it has ended.
    pub fn is_over(&self) -> bool {
        !self.live || self.over
    }

    /// Returns the number of this run, from 1, or 0 outside any run.
    pub fn run(&self) -> u32 {
        if self.live { self.run } else { 0 }
    }

    /// Adds an object that steps can touch.
    pub fn add_object(&mut self, origin: Origin) -> ObjectId {
        self.access_clocks.push(AccessClocks::default());
        self.versions.push(0);
        if self.log.is_some() {
            self.origins.push(origin);
        }
        if let Some(recorder) = &mut self.recorder {
            let ended = || self.threads.iter().map(|thread| matches!(thread.place, Place::Ended)).collect();
            recorder.numbers((!self.steps.is_empty()).then(|| (self.current, ended())));
        }
        ObjectId::try_from(self.access_clocks.len() - 1).expect("a run has fewer things than numbers")
    }

    /// Adds a thread, started by the current one.
    pub fn add_thread(&mut self, name: Option<String>) -> usize {
        let clock = self.threads.get(self.current).map_or_else(Clock::default, |parent| parent.clock.clone());
        let origin = Origin { kind: "thread", at: None, by: Some(self.threads.len()) };
        let (parking, ending) = (self.add_object(origin), self.add_object(origin));
        self.threads.push(Thread { name, parent: self.current, clock, changed: true, parking, ending, ..Thread::default() });
        self.threads.len() - 1
    }

    /// Returns the current thread.
    pub fn me(&mut self) -> &mut Thread {
        &mut self.threads[self.current]
    }

    /// Whether this thread has ended.
    pub fn has_ended(&self, thread: usize) -> bool {
        matches!(self.threads[thread].place, Place::Ended)
    }

    /// Whether no thread is left.
    pub fn all_have_ended(&self) -> bool {
        (0..self.threads.len()).all(|thread| self.has_ended(thread))
    }

    /// Whether a thread other than the current one has not ended.
    pub fn others_run(&self) -> bool {
        (0..self.threads.len()).any(|thread| thread != self.current && !self.has_ended(thread))
    }

    /// Returns whether a thread is about to do this to an object, or already waiting to.
    pub fn is_about_to(&self, verb: &str, object: ObjectId) -> bool {
        self.threads.iter().any(|thread| matches!(thread.place, Place::Before(op, _) if op.verb == verb && op.object == Some(object)))
    }

    /// Returns a thread's name in messages.
    pub fn name(&self, thread: usize) -> String {
        self.threads[thread].name.clone().unwrap_or_else(|| format!("thread {thread}"))
    }

    /// Ends the current thread, which isn't `main`.
    pub fn end_thread(&mut self) {
        self.close_accesses();
        self.update_held(self.current);
        self.events += 1;
        self.stir();
        self.me().place = Place::Ended;
    }

    /// Ends the program: `main` has ended, or a thread ends the process. Threads that haven't ended by now never take another step, so a schedule counts as an
    /// order of the steps up to here.
    pub fn end_program(&mut self, end: End, note: String) {
        self.update_held(self.current);
        self.cut_off_the_output();
        self.end_run(end, note);
    }

    /// Notes that `main` has ended completely. Returns whether all threads have.
    pub fn main_has_ended(&mut self) -> bool {
        self.threads[0].place = Place::Ended;
        self.all_have_ended()
    }

    fn end_run(&mut self, mut end: End, mut note: String) {
        self.close_accesses();
        self.over = true;
        if let Some(race) = self.data_race.take() {
            (end, note) = (End::Undefined, race);
            self.printed.clear();
            self.failure = None;
        }
        self.record_end(end, &note);
        self.ended = Some((end, note));
        self.find_races();
    }
}
