//! Operations: what a thread announces before it does something, and which of them count as steps of a schedule.

use super::World;
use crate::freedom::Freedoms;
use crate::place::{self, At};
use crate::tree::{ObjectId, Touches};

/// What a thread is about to do.
#[derive(Debug, Clone, Copy, Default)]
pub struct Op {
    /// The verb: `lock`.
    pub verb: &'static str,
    /// What it is done to.
    pub object: Option<ObjectId>,
    /// What the thread waits for while it can't go on.
    pub waits_for: WaitsFor,
    /// What it touches.
    pub touches: Touches,
    /// Whether it's a step; if not, the thread goes on as soon as it can.
    pub is_step: bool,
    /// Whether it changes something every time.
    pub stirs: bool,
    /// Whether it may only be waiting because loop rounds without a change are skipped.
    pub goes_round: bool,
    /// Whether std may park the thread in it.
    pub may_park: bool,
    /// Whether it is an operation on an atomic.
    pub is_atomic: bool,
    /// Whether it comes before or after a wait at the same place: a round of a loop ends in that wait, not here.
    pub is_of_a_wait: bool,
    /// Where it is in the program.
    pub at: Option<At>,
}

/// What a blocked thread waits for.
#[derive(Debug, Clone, Copy, Default)]
pub enum WaitsFor {
    /// Nothing but its turn: the step can always be taken.
    #[default]
    Turn,
    /// In words: `a lock`.
    Words(&'static str),
    /// The end of a thread.
    Thread(usize),
    /// Nothing in particular: it spins in a loop.
    Rounds,
}

impl Op {
    /// Returns whether it may have to wait for other threads.
    pub fn can_block(&self) -> bool {
        !matches!(self.waits_for, WaitsFor::Turn)
    }

    /// A step that touches nothing yet.
    pub fn step(verb: &'static str, at: Option<At>) -> Self {
        Self { verb, at, is_step: true, ..Self::default() }
    }

    /// An operation that waits for other threads but isn't a step.
    pub fn wait(verb: &'static str, at: Option<At>, waits_for: WaitsFor) -> Self {
        let goes_round = matches!(waits_for, WaitsFor::Rounds);
        Self { is_step: false, waits_for, goes_round, ..Self::step(verb, at) }
    }

    /// Changes this object.
    pub fn writes(mut self, object: ObjectId) -> Self {
        self.stirs = true;
        self.may_write(object)
    }

    /// Changes this object, or finds nothing to change; the caller calls [`stir`] if it does change.
    pub fn may_write(mut self, object: ObjectId) -> Self {
        self.object = self.object.or(Some(object));
        self.touches = self.touches.and(object, true);
        self
    }

    /// Looks at this object.
    pub fn reads(mut self, object: ObjectId) -> Self {
        self.object = self.object.or(Some(object));
        self.touches = self.touches.and(object, false);
        self
    }

    /// May time out.
    pub fn may_time_out(mut self, may: bool) -> Self {
        self.goes_round = may;
        self
    }

    /// An operation on an atomic.
    pub fn on_an_atomic(mut self) -> Self {
        self.is_atomic = true;
        self
    }

    /// Part of a wait that marks the end of a loop's round itself.
    pub fn of_a_wait(mut self) -> Self {
        self.is_of_a_wait = true;
        self
    }

    /// std may park the thread in it: it blocks, and std may implement blocking with `park`.
    pub fn may_park(mut self) -> Self {
        self.may_park = true;
        self
    }

    /// Waits for this while it can't go on.
    pub fn waits_for(mut self, words: &'static str) -> Self {
        self.waits_for = WaitsFor::Words(words);
        self
    }
}

/// The ways an operation can be done now, as bits; none while it must wait.
pub type Ways<'a> = &'a dyn Fn(&World) -> u32;

/// What counts as a step of its own. Everything but locks, atomics, channels and prints starts coarse: when a run does something that could tell the
/// difference, exploration restarts with finer steps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fineness {
    /// Dropping a sender: some thread checks for a message without waiting for it.
    pub drops: bool,
    /// The end of a thread: some thread asks whether it has ended.
    pub ends: bool,
    /// Cloning and dropping an `Arc`: some thread asks for counts, or the last drop has a visible effect.
    pub counts: bool,
    /// The end of a thread and dropping its handle: dropping the result has a visible effect.
    pub results: bool,
    /// Starting a thread: some thread looks at thread IDs, and several threads have started threads.
    pub ids: bool,
    /// No additional steps, but no two steps are independent: the effect of an operation depends on which threads are waiting at that moment.
    pub waits: bool,
    /// The loops where a thread spins until another thread does something. Iterations where nothing changed are skipped, and unless
    /// [`awaits`](Self::awaits) is `OneAtomic`, no two steps are independent.
    pub loops: Loops,
    /// What a thread waits for at the end of a round of those loops.
    pub awaits: Awaits,
    /// The freedoms allowed, which add outcomes without numbers.
    pub freedoms: Freedoms,
    /// How often each thread may wake up or fail spuriously.
    pub spurious: u8,
    /// The one thread that may do so that often, if not all may; every other thread may do so once.
    pub alone: Option<u8>,
}

impl Fineness {
    /// Returns whether one run can stand for others that only swap independent steps.
    pub fn is_reducible(&self) -> bool {
        let is_gated = self.awaits == Awaits::OneAtomic;
        !self.waits && (self.loops == Loops::default() || is_gated) && !self.freedoms.have(Freedoms::TOKEN)
    }
}

/// What a thread waits for after a round of a loop without a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Awaits {
    /// Any change: for when the search can afford to treat no two steps as independent.
    #[default]
    Anything,
    /// Another value of the one atomic that it has looked at in this round. It touches nothing else then, so steps may be independent.
    OneAtomic,
    /// Any change: some loop looks at more than one atomic.
    Many,
}

/// The loops that may not end by themselves: the places where their threads yield or time out, each with the threads, as bits, that would never leave the loop by
/// themselves.
///
/// An exploration has few of them, so every set is leaked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loops(&'static [(place::Place, u64)]);

impl Loops {
    /// Returns whether this is such a place.
    pub fn hold(&self, place: place::Place) -> bool {
        self.0.iter().any(|(known, _)| *known == place)
    }

    /// Returns whether this thread never leaves the loop here by itself.
    pub fn is_endless(&self, place: place::Place, thread: usize) -> bool {
        thread >= 64 || self.0.iter().any(|(known, threads)| *known == place && threads >> thread & 1 == 1)
    }

    /// Adds a place, and a thread that never leaves the loop there.
    #[must_use]
    pub fn with(&self, place: place::Place, thread: Option<usize>) -> Self {
        let mut loops = self.0.to_vec();
        let at = loops.iter().position(|(known, _)| *known == place).unwrap_or_else(|| {
            loops.push((place, 0));
            loops.len() - 1
        });
        loops[at].1 |= thread.filter(|thread| *thread < 64).map_or(0, |thread| 1 << thread);
        Self(loops.leak())
    }

    /// Returns all places with their threads.
    pub fn each(&self) -> impl Iterator<Item = (place::Place, u64)> {
        self.0.iter().copied()
    }
}
