//! The freedoms that a run takes: which it may take now, and which it has taken.

use super::fairness::Done;
use super::op::Loops;
use super::ways::{GOES_ON, MUST_GO_ON, STUCK, TAKES_THE_TOKEN};
use super::{Op, Place, Ways, World};
use crate::freedom::Freedoms;
use crate::place;
use crate::tree::{Choice, Touches};

/// So many operations in rounds that change nothing are a loop that never ends by itself.
const MOST_ROUNDS: u32 = 300_000;

impl World {
    /// Whether this run may take a freedom. That the program has room for it is kept in any case.
    pub fn allows(&mut self, freedom: Freedoms) -> bool {
        self.could = self.could.and(freedom);
        self.fineness.freedoms.have(freedom)
    }

    /// Whether this thread may wake up or fail spuriously once more.
    pub fn may_be_spurious(&self, thread: usize, freedom: Freedoms) -> bool {
        let is_another = self.fineness.alone.is_some_and(|alone| usize::from(alone) != thread);
        let most = if is_another { 1 } else { self.fineness.spurious };
        self.fineness.freedoms.have(freedom) && self.threads[thread].spurious < most
    }

    /// The current thread has woken up or failed spuriously.
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

    /// What a thread can do beside the ways of the operation before which it stands, which are none if it `is_blocked`.
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

    /// Where threads can only take freedoms, which need not happen, all may wait forever.
    pub(super) fn may_be_stuck(&mut self) {
        let is_free = |choice: &Choice| choice.way >= STUCK && choice.way != GOES_ON;
        if self.fineness.freedoms != Freedoms::NONE && self.choices.iter().all(is_free) {
            let stuck = self.choices.first().map(|first| Choice { way: STUCK, touches: Touches::ALL, ..*first });
            self.choices.extend(stuck);
        }
    }

    /// A way that [`Self::find_free_choices`] offers was chosen. Whether it was one: then the thread still stands before its operation.
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

    /// Whether this thread waits at the end of a round of a loop that is not known to have no end of its own.
    fn may_leave_its_loop(&self, thread: usize, op: &Op) -> bool {
        let waits_at = self.gate(thread).map(|gate| gate.place).or(op.at.filter(|_| op.goes_round).map(place::site));
        waits_at.is_some_and(|place| !self.fineness.loops.is_endless(place, thread))
    }

    /// Nobody can go on. A thread that waits at the end of a round of its loop may leave it by itself, for all that is known; then it goes on.
    pub(super) fn lets_a_loop_go_on(&mut self) -> Option<usize> {
        let may_leave =
            |thread: &usize| matches!(&self.threads[*thread].place, Place::Before(op, _) if self.may_leave_its_loop(*thread, op));
        let thread = (0..self.threads.len()).find(may_leave)?;
        self.threads[thread].place = Place::Running;
        self.threads[thread].way = MUST_GO_ON;
        self.current = thread;
        Some(thread)
    }

    /// Whether the current thread, which goes on in its loop, does here what it did in the round before: then that is no step. The way that it goes.
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

    /// `main` has ended. std writes what is in the buffer of standard output and takes the buffer away, unless a thread is printing.
    pub fn take_the_buffer_away(&mut self) {
        if self.printer.is_none() {
            (self.is_unbuffered, self.flushed) = (true, self.printed.len());
        }
    }

    /// The process ends: what is still in the buffer is lost.
    pub(super) fn cut_off_the_output(&mut self) {
        if self.others_run() && self.allows(Freedoms::CUT) && self.flushed < self.printed.len() {
            self.printed.truncate(self.flushed);
            self.used = self.used.and(Freedoms::CUT);
        }
    }

    /// Keeps what the current thread does in the rounds of a loop.
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

/// By what an operation of one round is known again in the next. A lock may be made anew in each round.
fn done(op: &Op) -> Done {
    (op.verb, op.at.map(place::site), op.object.filter(|_| op.is_atomic))
}
