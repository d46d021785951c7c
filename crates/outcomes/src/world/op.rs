//! Operations: what a thread announces before it does something, and what of that counts as a step of a schedule.

use super::World;
use crate::freedom::Freedoms;
use crate::place::{self, At};
use crate::tree::{ObjectId, Touches};

/// What a thread is about to do.
#[derive(Debug, Clone, Copy, Default)]
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
    /// Whether it only waits as long as it does because rounds of a loop in which nothing changed are left out.
    pub goes_round: bool,
    /// Whether std may park the thread in it.
    pub may_park: bool,
    /// Whether it is an operation on an atomic.
    pub is_atomic: bool,
    /// Whether it comes before or after a wait at the same place: a round of a loop ends in that wait, and not here.
    pub is_of_a_wait: bool,
    /// Where the program says so.
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
    /// Nothing that comes: it goes round in a loop.
    Rounds,
}

impl Op {
    /// Whether it may have to wait until others let it go on.
    pub fn can_block(&self) -> bool {
        !matches!(self.waits_for, WaitsFor::Turn)
    }

    /// A step that touches nothing yet.
    pub fn step(verb: &'static str, at: Option<At>) -> Self {
        Self { verb, at, is_step: true, ..Self::default() }
    }

    /// Something that waits for others but is no step.
    pub fn wait(verb: &'static str, at: Option<At>, waits_for: WaitsFor) -> Self {
        let goes_round = matches!(waits_for, WaitsFor::Rounds);
        Self { is_step: false, waits_for, goes_round, ..Self::step(verb, at) }
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

    /// May come to its end by time.
    pub fn may_time_out(mut self, may: bool) -> Self {
        self.goes_round = may;
        self
    }

    /// An operation on an atomic.
    pub fn on_an_atomic(mut self) -> Self {
        self.is_atomic = true;
        self
    }

    /// Part of a wait that says itself where a round of a loop ends.
    pub fn of_a_wait(mut self) -> Self {
        self.is_of_a_wait = true;
        self
    }

    /// std may park the thread in it: it blocks, and what blocks may be made of `park`.
    pub fn may_park(mut self) -> Self {
        self.may_park = true;
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
    /// The end of a thread and dropping its handle: the drop of the result does something that can be seen.
    pub results: bool,
    /// Starting a thread: somebody looks at the numbers of threads that several have started.
    pub ids: bool,
    /// No additional steps, but no two steps are independent: the effect of an operation depends on which threads are waiting at that moment.
    pub waits: bool,
    /// The loops in which a thread spins until another thread does something. Iterations in which nothing changed are skipped, and unless
    /// [`awaits`](Self::awaits) is `OneAtomic`, no two steps are independent.
    pub loops: Loops,
    /// What a thread waits for at the end of a round there.
    pub awaits: Awaits,
    /// What std allows beyond what is counted.
    pub freedoms: Freedoms,
    /// How often each thread may wake up or fail spuriously.
    pub spurious: u8,
    /// The one thread that may do so as often, if not all may; each of the others may do so once.
    pub alone: Option<u8>,
}

impl Fineness {
    /// Whether one run can stand for others, which only swap steps that are apart.
    pub fn is_reducible(&self) -> bool {
        let is_gated = self.awaits == Awaits::OneAtomic;
        !self.waits && (self.loops == Loops::default() || is_gated) && !self.freedoms.have(Freedoms::TOKEN)
    }
}

/// What a thread waits for that has gone round a loop without a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Awaits {
    /// Any change at all: where the search can afford to let no two steps be independent.
    #[default]
    Anything,
    /// Another value of the one atomic that it has looked at in this round. It touches nothing else then, so steps may be independent.
    OneAtomic,
    /// Any change: some loop looks at more than one atomic.
    Many,
}

/// Where loops may have no end of their own: the places at which their threads let others go on, or run out of time; with the threads, as bits, that would never
/// leave them by themselves.
///
/// There are few of them in an exploration, so each set is made once and kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loops(&'static [(place::Place, u64)]);

impl Loops {
    /// Whether this is such a place.
    pub fn hold(&self, place: place::Place) -> bool {
        self.0.iter().any(|(known, _)| *known == place)
    }

    /// Whether this thread never leaves the loop here by itself.
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

    /// All of them.
    pub fn each(&self) -> impl Iterator<Item = (place::Place, u64)> {
        self.0.iter().copied()
    }
}
