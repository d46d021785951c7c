//! Protects what a schedule is: one run's threads, what each is about to do, who can go on, and what has happened so far.
//!
//! A thread stops before each step that others could notice and says what it is about to do. When all have stopped, one that can go on is chosen, does its
//! step and runs to its next one. That order of choices is the schedule. What waits for others without touching anything (joining, say) is no step: it goes
//! on at once when it can.

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::Location;
use std::time::Duration;

use crate::clock::Clock;
use crate::object::{Object, Origin};
use crate::trace::{self, Line};
use crate::tree::{Choice, ObjectId, Pick, Touches, Tree};

/// More steps than this in one schedule: the program does not end.
pub const MOST_STEPS: usize = 10_000;

/// So many steps in a row that change nothing are a loop that waits for another thread.
const MOST_IDLE: usize = 200;

/// A schedule that prints more than this is not explored further.
const MOST_PRINTED: usize = 1 << 16;

/// What is wrong with a program whose schedule does not decide what it does.
pub const DIFFERS: &str =
    "does not do the same each time under one schedule; take out what comes from outside: hash maps, times, addresses";

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// `main` returned.
    Done,
    /// `main` panicked.
    Panic,
    /// Nobody can go on.
    Deadlock,
}

/// Why an exploration was given up, at a line of the program if it has to do with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The line.
    pub line: Option<u32>,
    /// What is wrong; what to do.
    pub what: String,
}

/// What counts as a step of its own. All but locks, atomics, channels and prints starts coarse: exploration begins again, finer, when a run does something that
/// could tell the difference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fineness {
    /// Dropping a sender: somebody asks whether a message is there without waiting for it.
    pub drops: bool,
    /// The end of a thread: somebody asks whether it has ended.
    pub ends: bool,
    /// Cloning and dropping an `Arc`: somebody asks for counts, or the last drop does something that can be seen.
    pub counts: bool,
    /// Nothing more than before, but no two steps count as apart: what somebody does depends on who waits at that moment.
    pub waits: bool,
    /// Nor here: a thread goes round a loop until another does something, and rounds in which nothing happened are left out.
    pub rounds: bool,
}

impl Fineness {
    /// Whether one run can stand for others, which only swap steps that are apart.
    pub fn is_reducible(&self) -> bool {
        !self.waits && !self.rounds
    }
}

/// How the next thread is chosen.
#[derive(Debug)]
pub enum Strategy {
    /// Every schedule in turn.
    Search(Tree),
    /// As one of shuttle's schedulers says.
    Sample,
    /// As given: a thread and one of its ways for each step.
    Replay {
        /// The choices.
        steps: Vec<(usize, u32)>,
        /// Whether to keep what happens.
        traced: bool,
    },
}

/// What a thread is about to do.
#[derive(Debug, Clone, Copy)]
pub struct Op {
    /// In a word: `lock`.
    pub verb: &'static str,
    /// What it is done to.
    pub object: Option<ObjectId>,
    /// What the thread waits for as long as it cannot.
    pub waits_for: WaitsFor,
    /// What it touches.
    pub touches: Touches,
    /// Whether it is a step; what is none goes on at once when it can.
    pub is_step: bool,
    /// Whether it changes something each time that it is done.
    pub stirs: bool,
    /// Where the program says so.
    pub at: Option<&'static Location<'static>>,
}

/// What a blocked thread waits for.
#[derive(Debug, Clone, Copy)]
pub enum WaitsFor {
    /// In words: `a lock`.
    Words(&'static str),
    /// The end of a thread.
    Thread(usize),
    /// Nothing that comes: it goes round in a loop.
    Rounds,
}

impl Op {
    /// A step that touches nothing yet.
    pub fn step(verb: &'static str, at: Option<&'static Location<'static>>) -> Self {
        Self { verb, object: None, waits_for: WaitsFor::Words("its turn"), touches: Touches::NOTHING, is_step: true, stirs: false, at }
    }

    /// Something that waits for others but is no step.
    pub fn wait(verb: &'static str, at: Option<&'static Location<'static>>, waits_for: WaitsFor) -> Self {
        Self { is_step: false, waits_for, ..Self::step(verb, at) }
    }

    /// Changes this.
    pub fn writes(mut self, object: ObjectId) -> Self {
        self.stirs = true;
        self.may_write(object)
    }

    /// Changes this, or finds that there is nothing to change; the one who does it calls [`stir`].
    pub fn may_write(mut self, object: ObjectId) -> Self {
        self.object = self.object.or(Some(object));
        self.touches = self.touches.and(object, true);
        self
    }

    /// Looks at this.
    pub fn reads(mut self, object: ObjectId) -> Self {
        self.object = self.object.or(Some(object));
        self.touches = self.touches.and(object, false);
        self
    }

    /// Waits for this as long as it cannot go on.
    pub fn waits_for(mut self, words: &'static str) -> Self {
        self.waits_for = WaitsFor::Words(words);
        self
    }
}

/// Which ways an operation can go now, as bits; none as long as it must wait.
pub type Ways<'a> = &'a dyn Fn(&World) -> u32;

/// Where a thread is.
#[derive(Clone, Copy)]
enum Place {
    /// It was started and has not come to its first step.
    Fresh,
    /// It runs: the one that was chosen last.
    Running,
    /// It has stopped before this. The pointer is to a closure on the stack of the thread, which waits there until this place is left.
    Before(Op, *const dyn Fn(&World) -> u32),
    /// It has ended.
    Ended,
}

/// One thread of the run.
pub struct Thread {
    /// Its name, if it was given one.
    pub name: Option<String>,
    place: Place,
    way: u32,
    clock: Clock,
    at: Option<trace::Place>,
    told_blocked: bool,
    /// What it holds, in the order in which it took it.
    pub held: Vec<ObjectId>,
    /// How many panics unwind its stack now.
    pub panics: u32,
    /// Whether something has changed since it last went round a loop.
    changed: bool,
    /// Whether it may be woken from `park`.
    pub token: bool,
    /// Whether it has done its work; what is left to it is dropping its thread-local values.
    pub finished: bool,
    /// The thing that `park` and `unpark` touch.
    pub parking: ObjectId,
    /// The thing that its end touches.
    pub ending: ObjectId,
    /// Its thread-local values, by the address of their key; null once destroyed.
    pub locals: Vec<(usize, Option<*mut dyn std::any::Any>)>,
}

/// One step that was taken.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The thread.
    pub thread: usize,
    /// The way that it went.
    pub way: u32,
    /// What it touched.
    pub touches: Touches,
    /// What must lie behind it.
    pub before: Clock,
}

/// The latest that happened to one shared thing.
#[derive(Debug, Clone, Copy, Default)]
struct Past {
    written: Clock,
    read: Clock,
}

/// What becomes of a thread that says what it is about to do.
enum Announced {
    /// It stops until it is chosen.
    Stops,
    /// It goes on at once: there is no run, or it unwinds after the end of one.
    Passes,
    /// The run is over.
    Leaves,
}

/// What the scheduler is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Run this thread.
    Thread(usize),
    /// Choose one of the choices.
    Choose,
    /// Give the run up: it is over.
    Stop,
}

/// One run of the program.
pub struct World {
    run: u32,
    live: bool,
    over: bool,
    /// Whether this run counts: it was not searched before, and nothing in it asked for finer steps.
    pub counts: bool,
    /// The thread that runs.
    pub current: usize,
    /// All threads so far.
    pub threads: Vec<Thread>,
    pasts: Vec<Past>,
    /// The steps so far.
    pub steps: Vec<Step>,
    /// What can be done next.
    pub choices: Vec<Choice>,
    /// What was printed so far.
    pub printed: String,
    /// The thread that prints.
    pub printer: Option<usize>,
    /// Counts what others could notice if it were a step.
    pub events: usize,
    /// How many steps in a row have changed nothing.
    idle: usize,
    /// How the run ended.
    pub ended: Option<(End, String)>,
    /// What counts as a step.
    pub fineness: Fineness,
    /// What should have.
    pub wanted: Fineness,
    /// Why exploration is given up.
    pub failure: Option<Failure>,
    /// How the next thread is chosen.
    pub strategy: Strategy,
    /// A step too many for a clock, or more choices than the search can hold.
    pub too_big: bool,
    /// What happened, if somebody wants to know.
    pub trace: Option<Vec<Line>>,
    /// Where the things of this run come from, if somebody wants to know.
    pub origins: Vec<Origin>,
    /// The values of this run's statics, by their addresses.
    pub statics: HashMap<usize, *const ()>,
    next: Option<Next>,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::new(World::new());
}

/// The thing that all prints touch.
pub const STDOUT: ObjectId = 0;

/// Looks at the world of this run; nothing in `f` may call into the program.
pub fn with<R>(f: impl FnOnce(&mut World) -> R) -> R {
    WORLD.with_borrow_mut(f)
}

/// Like [`with`], unless the world is being looked at.
pub fn try_with<R>(f: impl FnOnce(&mut World) -> R) -> Option<R> {
    WORLD.try_with(|world| world.try_borrow_mut().ok().map(|mut world| f(&mut world))).ok().flatten()
}

/// Stops before `op` until it can be done and was chosen; gives the way that was chosen.
pub fn take(op: Op, ways: Ways<'_>) -> u32 {
    let place = place_now(&op);
    match with(|world| world.announce(op, place, ways)) {
        Announced::Stops => switch(),
        Announced::Passes => return 0,
        Announced::Leaves => leave(),
    }
    with(|world| world.threads[world.current].way)
}

/// Where the program is, as well as it can be told: for a replay exactly, else by what the operation was told.
fn place_now(op: &Op) -> Option<trace::Place> {
    let told = trace::place(op.at);
    if told.is_none() && with(|world| world.trace.is_some()) { trace::place_by_backtrace() } else { told }
}

/// Stops before a step that can always be done.
pub fn step(op: Op) {
    take(op, &|_| 1);
}

/// Waits until `ready`; this is no step.
pub fn wait(verb: &'static str, at: Option<&'static Location<'static>>, waits_for: WaitsFor, ready: &dyn Fn(&World) -> bool) {
    take(Op::wait(verb, at, waits_for), &|world| u32::from(ready(world)));
}

/// Lets the chosen thread run, which may be this one.
fn switch() {
    let stays = with(|world| {
        let me = world.current;
        let next = world.decide();
        if next != Next::Thread(me) {
            world.next = Some(next);
        }
        next == Next::Thread(me)
    });
    if !stays {
        shuttle::thread::sleep(Duration::ZERO);
    }
}

/// Lets shuttle do something that is no step, though it asks whom to run.
pub fn without_switch<R>(f: impl FnOnce() -> R) -> R {
    with(|world| world.next = Some(Next::Thread(world.current)));
    f()
}

/// Leaves a run that is over; its threads stay where they are.
pub fn leave() -> ! {
    shuttle::thread::sleep(Duration::ZERO);
    unreachable!("shuttle does not go on with a run that it was told to stop")
}

/// Says that something has changed that a thread in a loop may wait for.
pub fn stir() {
    with(World::stir);
}

/// The value or text that goes with the last step, for a replay.
pub fn detail(text: impl FnOnce() -> String) {
    if with(|world| world.trace.is_some()) {
        let text = text();
        with(|world| world.detail(text));
    }
}

/// Something worth telling in a replay that is no step.
pub fn note(verb: &'static str, place: Option<trace::Place>, detail: impl FnOnce() -> String) {
    if with(|world| world.trace.is_some()) {
        let detail = detail();
        with(|world| world.tell("note", world.current, verb, None, place, detail));
    }
}

impl World {
    fn new() -> Self {
        Self {
            run: 0,
            live: false,
            over: false,
            counts: true,
            current: 0,
            threads: Vec::new(),
            pasts: Vec::new(),
            steps: Vec::new(),
            choices: Vec::new(),
            printed: String::new(),
            printer: None,
            events: 0,
            idle: 0,
            ended: None,
            fineness: Fineness::default(),
            wanted: Fineness::default(),
            failure: None,
            strategy: Strategy::Sample,
            too_big: false,
            trace: None,
            origins: Vec::new(),
            statics: HashMap::new(),
            next: None,
        }
    }

    /// Starts a run with nothing but `main` in it.
    pub fn begin(&mut self) {
        self.run += 1;
        (self.live, self.over, self.counts) = (true, false, true);
        self.current = 0;
        self.threads.clear();
        self.pasts.clear();
        self.origins.clear();
        self.add_object(Origin { kind: "stdout", at: None });
        self.steps.clear();
        self.printed.clear();
        (self.printer, self.idle) = (None, 0);
        self.ended = None;
        self.statics.clear();
        self.next = None;
        self.add_thread(Some("main".to_owned()));
    }

    /// Makes ready for runs of this kind.
    pub fn open(&mut self, strategy: Strategy, fineness: Fineness) {
        self.trace = matches!(strategy, Strategy::Replay { traced: true, .. }).then(Vec::new);
        self.strategy = strategy;
        (self.fineness, self.wanted) = (fineness, fineness);
        (self.failure, self.too_big) = (None, false);
    }

    /// Ends all runs.
    pub fn close(&mut self) {
        self.live = false;
    }

    /// The number of this run, the first being 1; 0 outside of all.
    pub fn run(&self) -> u32 {
        if self.live { self.run } else { 0 }
    }

    /// A thing that steps can touch.
    pub fn add_object(&mut self, origin: Origin) -> ObjectId {
        self.pasts.push(Past::default());
        if self.trace.is_some() {
            self.origins.push(origin);
        }
        ObjectId::try_from(self.pasts.len() - 1).expect("a run has fewer things than numbers")
    }

    /// A thread, started by the current one.
    pub fn add_thread(&mut self, name: Option<String>) -> usize {
        let clock = self.threads.get(self.current).map_or_else(Clock::default, |parent| parent.clock);
        let origin = Origin { kind: "thread", at: None };
        let (parking, ending) = (self.add_object(origin), self.add_object(origin));
        self.threads.push(Thread {
            name,
            place: Place::Fresh,
            way: 0,
            clock,
            at: None,
            told_blocked: false,
            held: Vec::new(),
            panics: 0,
            changed: true,
            token: false,
            finished: false,
            parking,
            ending,
            locals: Vec::new(),
        });
        self.threads.len() - 1
    }

    /// The current thread.
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

    /// Whether a thread stands before doing this to that: it may wait already, or be about to.
    pub fn is_about_to(&self, verb: &str, object: ObjectId) -> bool {
        self.threads.iter().any(|thread| matches!(thread.place, Place::Before(op, _) if op.verb == verb && op.object == Some(object)))
    }

    /// How messages call a thread.
    pub fn name(&self, thread: usize) -> String {
        self.threads[thread].name.clone().unwrap_or_else(|| format!("thread {thread}"))
    }

    /// The current thread stops before `op`, if there is something to stop for.
    fn announce(&mut self, op: Op, place: Option<trace::Place>, ways: Ways<'_>) -> Announced {
        if !self.live {
            return Announced::Passes;
        }
        if self.over {
            return if self.me().panics > 0 { Announced::Passes } else { Announced::Leaves };
        }
        self.events += 1;
        let me = self.current;
        self.update_held(me);
        // SAFETY: only the lifetime is changed. The closure lies on the stack of this thread, which stays in `take` until `place` is no longer `Before`; after
        // the end of the run nobody looks at `place` again.
        let ways = unsafe { std::mem::transmute::<Ways<'_>, Ways<'static>>(ways) };
        let thread = &mut self.threads[me];
        thread.at = place.or(thread.at);
        thread.told_blocked = false;
        thread.place = Place::Before(op, ways);
        Announced::Stops
    }

    /// Whom to run next.
    pub fn decide(&mut self) -> Next {
        if let Some(next) = self.next.take() {
            return next;
        }
        // A run that asks for finer steps may not end with coarse ones.
        self.over |= self.wanted != self.fineness;
        if self.over {
            return self.unwind_the_rest();
        }
        if let Some(thread) = self.settle() {
            self.current = thread;
            return Next::Thread(thread);
        }
        self.find_choices();
        if self.choices.is_empty() {
            self.deadlock();
            return Next::Stop;
        }
        if self.steps.len() >= MOST_STEPS {
            return self.give_up(format!("does not end in every schedule: one has taken {MOST_STEPS} steps here; make every loop end, or explore it with fewer rounds"));
        }
        if self.idle >= MOST_IDLE {
            let what = format!("goes round in a loop, {MOST_IDLE} steps here changed nothing; call `std::hint::spin_loop` or `thread::yield_now` in it");
            return self.give_up(what);
        }
        match self.pick() {
            Some(choice) => Next::Thread(self.grant(choice)),
            None if self.failure.is_some() => Next::Stop,
            None => Next::Choose,
        }
    }

    /// The run is over. A stack that a panic unwinds cannot be left behind: std would take the next run to be panicking too. So such a thread goes on to where
    /// its panic is caught, past whatever it would have to wait for; nobody will see what it does.
    fn unwind_the_rest(&mut self) -> Next {
        match (0..self.threads.len()).find(|thread| self.threads[*thread].panics > 0) {
            Some(thread) => {
                self.current = thread;
                Next::Thread(thread)
            }
            None => Next::Stop,
        }
    }

    /// A thread that goes on without a choice: it has just been started, or what it waited for, without touching anything, has come.
    fn settle(&mut self) -> Option<usize> {
        for index in 0..self.threads.len() {
            match self.threads[index].place {
                Place::Fresh => {
                    self.threads[index].place = Place::Running;
                    return Some(index);
                }
                Place::Before(op, ways) if !op.is_step => {
                    // SAFETY: a thread that stands before something has not left the stack on which the closure lies.
                    let way = unsafe { (*ways)(self) };
                    if way != 0 {
                        self.threads[index].way = way.trailing_zeros();
                        self.threads[index].place = Place::Running;
                        return Some(index);
                    }
                    self.tell_blocked(index, &op);
                }
                _ => {}
            }
        }
        None
    }

    /// Collects what can be done now, first what the thread can do that took the last step.
    fn find_choices(&mut self) {
        self.choices.clear();
        let first = self.steps.last().map_or(0, |step| step.thread);
        for thread in std::iter::once(first).chain((0..self.threads.len()).filter(|thread| *thread != first)) {
            let Place::Before(op, ways) = self.threads[thread].place else { continue };
            if !op.is_step {
                continue;
            }
            // SAFETY: a thread that stands before something has not left the stack on which the closure lies.
            let mut ways = unsafe { (*ways)(self) };
            if ways == 0 {
                self.tell_blocked(thread, &op);
            }
            while ways != 0 {
                let way = ways.trailing_zeros();
                self.choices.push(Choice { thread, way, touches: op.touches });
                ways &= ways - 1;
            }
        }
        self.too_big |= self.choices.len() > 64;
    }

    /// The choice to take; none if somebody else is to choose, or nobody can.
    fn pick(&mut self) -> Option<usize> {
        let at = self.steps.len();
        match &mut self.strategy {
            Strategy::Sample => return None,
            Strategy::Replay { steps, .. } => {
                let wanted = steps.get(at).and_then(|wanted| self.choices.iter().position(|choice| (choice.thread, choice.way) == *wanted));
                return wanted.or_else(|| {
                    self.give_up(DIFFERS.to_owned());
                    None
                });
            }
            Strategy::Search(_) if self.too_big => self.counts = false,
            Strategy::Search(tree) if self.counts => match tree.pick(&self.choices) {
                Pick::Take(choice) => return Some(choice),
                Pick::Known => self.counts = false,
                Pick::Differs => {
                    self.give_up(DIFFERS.to_owned());
                    return None;
                }
            },
            Strategy::Search(_) => {}
        }
        // The run no longer counts. It goes to its end, since a run that is left behind leaves its memory; all threads in turn, lest one goes round for ever.
        Some(at % self.choices.len())
    }

    /// Lets the thread of this choice take its step.
    pub fn grant(&mut self, choice: usize) -> usize {
        let Choice { thread, way, touches } = self.choices[choice];
        let Place::Before(op, _) = self.threads[thread].place else { unreachable!("a choice is of a thread that has stopped") };
        let before = self.clock_before(thread, &touches);
        let mut after = before;
        self.too_big |= !after.tick(thread);
        self.threads[thread].clock = after;
        self.mark_touched(&touches, &after);
        self.steps.push(Step { thread, way, touches, before });
        self.threads[thread].way = way;
        self.threads[thread].place = Place::Running;
        self.current = thread;
        let place = self.threads[thread].at;
        self.tell("step", thread, op.verb, op.object, place, String::new());
        self.idle += 1;
        if op.stirs {
            self.stir();
        }
        thread
    }

    /// What must lie behind a step: what its thread knows, and the last that was done to what it touches.
    fn clock_before(&self, thread: usize, touches: &Touches) -> Clock {
        let mut clock = self.threads[thread].clock;
        if touches.touches_all() || !self.fineness.is_reducible() {
            self.threads.iter().for_each(|other| clock.join(&other.clock));
        }
        for (object, writes) in touches.each() {
            let past = &self.pasts[object as usize];
            clock.join(&past.written);
            if writes {
                clock.join(&past.read);
            }
        }
        clock
    }

    fn mark_touched(&mut self, touches: &Touches, clock: &Clock) {
        for (object, writes) in touches.each() {
            let past = &mut self.pasts[object as usize];
            if writes { past.written.join(clock) } else { past.read.join(clock) }
        }
    }

    /// Something that is no step was done to this: who finds out about it comes after.
    pub fn leave_behind(&mut self, object: ObjectId) {
        let clock = self.threads[self.current].clock;
        self.mark_touched(&Touches::NOTHING.and(object, true), &clock);
    }

    /// The step that the current thread has just taken found out what was left behind, and so comes after it.
    pub fn find(&mut self, object: ObjectId) {
        let past = self.pasts[object as usize].written;
        self.me().clock.join(&past);
        let clock = self.me().clock;
        if let Some(step) = self.steps.last_mut() {
            step.before.join(&past);
            let touches = step.touches;
            self.mark_touched(&touches, &clock);
        }
    }

    /// The current thread comes after all that another has done so far.
    pub fn come_after(&mut self, thread: usize) {
        let clock = self.threads[thread].clock;
        self.me().clock.join(&clock);
    }

    /// Another thread, which waits for this one, comes after all that this one has done so far.
    pub fn lead(&mut self, thread: usize) {
        let clock = self.me().clock;
        self.threads[thread].clock.join(&clock);
    }

    /// Something has changed that a thread in a loop may wait for.
    pub fn stir(&mut self) {
        self.idle = 0;
        self.threads.iter_mut().for_each(|thread| thread.changed = true);
    }

    /// The current thread has done something that only it, or the reader of its output, can notice.
    pub fn stir_me(&mut self) {
        self.idle = 0;
        self.me().changed = true;
    }

    /// Whether the current thread has been round its loop since anything changed; if not, this is the first round.
    pub fn goes_round(&mut self) -> bool {
        !std::mem::replace(&mut self.me().changed, false)
    }

    /// Whether a wait of this thread may come to its end by time: not twice before anything has changed.
    pub fn may_time_out(&self, thread: usize) -> bool {
        !self.fineness.rounds || self.threads[thread].changed
    }

    /// Whether anything has changed since this thread last went round its loop.
    pub fn has_changed(&self, thread: usize) -> bool {
        self.threads[thread].changed
    }

    /// Something was done that finer steps could tell from another order: this run does not count, and exploration begins again with them.
    pub fn refine(&mut self, finer: impl FnOnce(&mut Fineness)) {
        finer(&mut self.wanted);
        self.counts &= self.wanted == self.fineness;
    }

    /// The current thread, which is not `main`, has ended.
    pub fn end_thread(&mut self) {
        self.update_held(self.current);
        self.events += 1;
        self.stir();
        self.me().place = Place::Ended;
    }

    /// `main` has ended, and with it the program. Threads that have not ended by now never take another step, so a schedule is counted up to here: it is an
    /// order of the steps taken until `main` ended.
    pub fn end_program(&mut self, end: End, note: String) {
        self.update_held(0);
        self.threads[0].place = Place::Ended;
        self.end_run(end, note);
    }

    fn end_run(&mut self, end: End, note: String) {
        self.over = true;
        self.ended = Some((end, note));
    }

    /// Nobody can go on.
    fn deadlock(&mut self) {
        let waiting = (0..self.threads.len()).filter_map(|thread| match self.threads[thread].place {
            Place::Before(op, _) => {
                let place = self.threads[thread].at.map_or(String::new(), |(line, _)| format!(" at line {line}"));
                Some(format!("{} {}{place}", self.name(thread), self.wait_in_words(&op)))
            }
            _ => None,
        });
        let note = waiting.collect::<Vec<_>>().join(", ");
        self.end_run(End::Deadlock, note);
    }

    /// `waits for a lock`.
    fn wait_in_words(&self, op: &Op) -> String {
        match op.waits_for {
            WaitsFor::Words(what) => format!("waits for {what}"),
            WaitsFor::Thread(other) => format!("waits for {} to end", self.name(other)),
            WaitsFor::Rounds => "goes round in a loop".to_owned(),
        }
    }

    /// Gives exploration up.
    fn give_up(&mut self, what: String) -> Next {
        let line = self.threads[self.current].at.map(|(line, _)| line);
        self.over = true;
        self.failure.get_or_insert(Failure { line, what });
        Next::Stop
    }

    /// Adds to what was printed.
    pub fn print(&mut self, text: &str) {
        if self.over {
            return;
        }
        self.printed.push_str(text);
        if self.printed.len() > MOST_PRINTED {
            self.give_up(format!("prints more than {MOST_PRINTED} bytes in one schedule; print less"));
        }
    }

    fn tell(
        &mut self,
        kind: &'static str,
        thread: usize,
        verb: &'static str,
        object: Option<ObjectId>,
        place: Option<trace::Place>,
        detail: String,
    ) {
        if self.trace.is_none() {
            return;
        }
        let (number, name, held) = (self.steps.len(), self.name(thread), self.threads[thread].held.clone());
        let line = Line { kind, number, thread, name, place, verb, object, detail, held };
        self.trace.get_or_insert_default().push(line);
    }

    /// Tells once that a thread cannot do what it is about to do.
    fn tell_blocked(&mut self, thread: usize, op: &Op) {
        if self.trace.is_some() && !std::mem::replace(&mut self.threads[thread].told_blocked, true) {
            let place = self.threads[thread].at;
            let words = self.wait_in_words(op);
            self.tell("wait", thread, op.verb, op.object, place, words);
        }
    }

    /// The detail of the last step.
    fn detail(&mut self, text: String) {
        if let Some(last) = self.trace.as_mut().and_then(|trace| trace.iter_mut().rfind(|line| line.kind == "step")) {
            last.detail = text;
        }
    }

    /// What a thread holds after its last step is known when it stops again.
    fn update_held(&mut self, thread: usize) {
        let held = &self.threads[thread].held;
        if let Some(last) =
            self.trace.as_mut().and_then(|trace| trace.iter_mut().rfind(|line| line.kind == "step" && line.thread == thread))
        {
            last.held.clone_from(held);
        }
    }
}

/// The thread that runs.
pub fn current() -> usize {
    with(|world| world.current)
}

/// What counts as a step.
pub fn fineness() -> Fineness {
    with(|world| world.fineness)
}

/// See [`World::refine`].
pub fn refine(finer: impl FnOnce(&mut Fineness)) {
    with(|world| world.refine(finer));
}

/// How much has happened that others could notice.
pub fn events() -> usize {
    with(|world| world.events)
}

/// The current thread has taken this.
pub fn hold(object: ObjectId) {
    with(|world| world.me().held.push(object));
}

/// The current thread has given this back.
pub fn let_go(object: ObjectId) {
    with(|world| {
        let held = &mut world.me().held;
        if let Some(at) = held.iter().rposition(|held| *held == object) {
            held.remove(at);
        }
    });
}

/// See [`World::find`].
pub fn find(left: &Object) {
    let left = left.id();
    with(|world| world.find(left));
}
