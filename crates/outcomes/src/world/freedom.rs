//! Freedoms: which ones a run may take now, and which ones it has taken.

use super::fairness::Done;
use super::op::Loops;
use super::ways::{GOES_ON, MUST_GO_ON, STUCK, TAKES_THE_TOKEN};
use super::{Op, Place, Ways, World};
use crate::freedom::Freedoms;
use crate::place;
use crate::tree::{Choice, Touches};

/// The number of operations in rounds without a change after which a loop counts as never ending by itself.
const MOST_ROUNDS: u32 = 300_000;

impl World {
    /// Returns whether this run may take a freedom. Notes in any case that the program could use it.
    pub fn allows(&mut self, freedom: Freedoms) -> bool {
        self.could = self.could.and(freedom);
        self.fineness.freedoms.have(freedom)
    }

    /// Returns whether this thread may wake up or fail spuriously again.
    pub fn may_be_spurious(&self, thread: usize, freedom: Freedoms) -> bool {
        let is_another = self.fineness.alone.is_some_and(|alone| usize::from(alone) != thread);
        let most = if is_another { 1 } else { self.fineness.spurious };
        self.fineness.freedoms.have(freedom) && self.threads[thread].spurious < most
    }

    /// Notes that the current thread has woken up or failed spuriously.
    pub fn was_spurious(&mut self, freedom: Freedoms) {
        self.used = self.used.and(freedom);
        let most = self.fineness.spurious;
        let me = self.me();
        me.spurious += 1;
        if self.current < 64 && self.threads[self.current].spurious == most {
            self.exhausted |= 1 << self.current;
        }
        self.may_do_better();
    }

    /// Adds the freedoms that a thread can take, besides the ways of the operation it has stopped before (none if it `is_blocked`).
    pub(super) fn find_free_choices(&mut self, thread: usize, is_blocked: bool) {
        let Place::Before(op, _) = self.threads[thread].place else { return };
        if op.may_park && self.threads[thread].token && self.fineness.freedoms.have(Freedoms::TOKEN) {
            let touches = Touches::NOTHING.and(self.threads[thread].parking, true);
            self.choices.push(Choice { thread, way: TAKES_THE_TOKEN, touches });
        }
        if is_blocked && self.fineness.freedoms.have(Freedoms::ROUNDS) && self.may_leave_its_loop(thread, &op) {
            self.choices.push(Choice { thread, way: GOES_ON, touches: Touches::NOTHING });
        }
    }

    /// Adds the choice that all threads wait forever, if they can only go on by taking freedoms, which don't have to happen.
    pub(super) fn may_be_stuck(&mut self) {
        let is_free = |choice: &Choice| choice.way >= STUCK && choice.way != GOES_ON;
        if self.fineness.freedoms != Freedoms::NONE && self.choices.iter().all(is_free) {
            let stuck = self.choices.first().map(|first| Choice { way: STUCK, touches: Touches::ALL, ..*first });
            self.choices.extend(stuck);
        }
    }

    /// Takes the chosen way if [`Self::find_free_choices`] offered it. Returns whether it did: then the thread hasn't done its operation yet.
    pub(super) fn take_freely(&mut self) -> bool {
        match self.me().way {
            TAKES_THE_TOKEN => {
                self.used = self.used.and(Freedoms::TOKEN);
                self.me().token = false;
                true
            }
            way @ (GOES_ON | MUST_GO_ON) => {
                if way == GOES_ON {
                    self.used = self.used.and(Freedoms::ROUNDS);
                }
                let me = self.me();
                (me.goes_on, me.gate) = (Some(MOST_ROUNDS), None);
                true
            }
            // The run is over.
            STUCK => true,
            _ => false,
        }
    }

    /// Returns whether this thread waits at the end of a round of a loop that it may leave by itself, as far as is known.
    fn may_leave_its_loop(&self, thread: usize, op: &Op) -> bool {
        let waits_at = self.gate(thread).map(|gate| gate.place).or(op.at.filter(|_| op.goes_round).map(place::site));
        waits_at.is_some_and(|place| !self.fineness.loops.is_endless(place, thread))
    }

    /// Called when no thread can go on. Picks a thread that waits at the end of a loop's round and may leave that loop by itself, lets it go on, and returns it.
    pub(super) fn lets_a_loop_go_on(&mut self) -> Option<usize> {
        let may_leave =
            |thread: &usize| matches!(&self.threads[*thread].place, Place::Before(op, _) if self.may_leave_its_loop(*thread, op));
        let thread = (0..self.threads.len()).find(may_leave)?;
        self.threads[thread].place = Place::Running;
        self.threads[thread].way = MUST_GO_ON;
        self.current = thread;
        Some(thread)
    }

    /// Returns the way of an operation that the current thread repeats from the previous round, while it keeps looping without a change: then it isn't a step.
    pub(super) fn goes_round_again(&mut self, op: &Op, ways: Ways<'_>) -> Option<u32> {
        let left = self.me().goes_on?;
        let is_of_the_loop = op.goes_round || self.me().done.contains(&done(op));
        let ways = if is_of_the_loop { ways(self) } else { 0 };
        if ways == 0 && (op.is_step || !op.goes_round) {
            self.me().goes_on = None;
            return None;
        }
        if left == 0 {
            let (thread, round) = (self.current, self.me().round);
            self.me().goes_on = None;
            self.refine(|finer| finer.loops = round.map_or(finer.loops, |place| finer.loops.with(place, Some(thread))));
            return None;
        }
        self.me().goes_on = Some(left - 1);
        Some(if ways == 0 { 0 } else { ways.trailing_zeros() })
    }

    /// Called when `main` has ended. std flushes standard output's buffer and removes it, unless a thread is printing.
    pub fn take_the_buffer_away(&mut self) {
        if self.printer.is_none() {
            (self.is_unbuffered, self.flushed) = (true, self.printed.len());
        }
    }

    /// Called when the process ends: anything still in the buffer is lost.
    pub(super) fn cut_off_the_output(&mut self) {
        if self.others_run() && self.allows(Freedoms::CUT) && self.flushed < self.printed.len() {
            self.printed.truncate(self.flushed);
            self.used = self.used.and(Freedoms::CUT);
        }
    }

    /// Notes what the current thread does in a round of a loop.
    pub(super) fn note_done(&mut self, op: &Op) {
        if self.fineness.loops != Loops::default() {
            let done = done(op);
            let me = self.me();
            if !me.done.contains(&done) {
                me.done.push(done);
            }
        }
    }
}

/// Identifies an operation from one round to the next. A lock may be created anew in every round, so only atomics count as objects.
fn done(op: &Op) -> Done {
    (op.verb, op.at.map(place::site), op.object.filter(|_| op.is_atomic))
}
