//! Fairness for spin loops: a thread in a loop that waits for another thread goes on only when something has changed.

use super::{Awaits, Fineness, Op, Thread, World};
use crate::freedom::Freedoms;
use crate::place::{self, At};
use crate::tree::ObjectId;

/// An operation that a thread has done since the last change, for recognizing it again: its verb, its place and its object.
pub(super) type Done = (&'static str, Option<place::Place>, Option<ObjectId>);

/// The word for the end of a round.
const ROUND: &str = "round";

/// What a thread has accessed in a round of a loop.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Looks {
    atomic: Option<ObjectId>,
    /// Whether it did anything else.
    more: bool,
    /// How often the atomic had changed then.
    version: u32,
}

/// Where a thread has looked at an atomic since it last changed.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    atomic: ObjectId,
    version: u32,
    at: Vec<place::Place>,
}

/// The change of an atomic that a thread waits for at the end of a round.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gate {
    atomic: ObjectId,
    version: u32,
    /// Where its loop is.
    pub place: place::Place,
}

impl World {
    /// Notes that the value of an atomic has changed.
    pub fn has_new_value(&mut self, atomic: ObjectId) {
        self.versions[atomic as usize] += 1;
    }

    /// Notes that the current thread stops before an operation.
    pub(super) fn comes_to(&mut self, op: &Op) {
        let me = self.me();
        let seen = &me.seen;
        // A thread that looks at the atomic from somewhere else has left the loop.
        let is_known = |gate: &Gate| {
            (seen.atomic, seen.version) == (gate.atomic, gate.version) && op.at.is_some_and(|at| seen.at.contains(&place::site(at)))
        };
        let stays = |gate: &Gate| op.is_atomic && op.object == Some(gate.atomic) && is_known(gate);
        me.gate = me.gate.filter(stays);
        let is_the_one = op.is_atomic && (me.looks.atomic.is_none() || me.looks.atomic == op.object);
        me.looks.more |= !is_the_one && !op.goes_round;
        me.looks.atomic = me.looks.atomic.or(op.object.filter(|_| op.is_atomic));
    }

    /// Notes that a thread takes the step it has stopped before.
    pub(super) fn goes_through(&mut self, thread: usize, op: &Op) {
        let Thread { looks, seen, gate, .. } = &mut self.threads[thread];
        *gate = None;
        let Some(atomic) = looks.atomic.filter(|_| op.is_atomic && op.object == looks.atomic) else { return };
        looks.version = self.versions[atomic as usize];
        if (seen.atomic, seen.version) != (atomic, looks.version) {
            *seen = Seen { atomic, version: looks.version, at: Vec::new() };
        }
        seen.at.extend(op.at.map(place::site));
    }

    /// Returns what a thread waits for, if it has stopped before an operation on an atomic at the end of a round.
    pub(super) fn gate(&self, thread: usize) -> Option<Gate> {
        self.threads[thread].gate.filter(|gate| self.versions[gate.atomic as usize] == gate.version)
    }

    /// Notes a change that a thread in a loop may be waiting for.
    pub fn stir(&mut self) {
        self.idle = 0;
        for thread in &mut self.threads {
            thread.changed = true;
            thread.round = None;
            thread.signed.clear();
        }
        self.me().goes_on = None;
    }

    /// Notes that the current thread has done something only it, or the reader of its output, can notice.
    pub fn stir_me(&mut self) {
        self.idle = 0;
        self.me().changed = true;
        self.me().goes_on = None;
    }

    /// Notes that a lock was taken: a change for threads that try to take locks and may loop until they fail.
    pub fn take_away(&mut self) {
        if self.me().round.is_none() {
            self.others().filter(|thread| thread.tried).for_each(|thread| thread.changed = true);
        }
    }

    fn others(&mut self) -> impl Iterator<Item = &mut Thread> {
        let current = self.current;
        self.threads.iter_mut().enumerate().filter(move |(index, _)| *index != current).map(|(_, thread)| thread)
    }

    /// Notes that a value may have been changed here through a shared reference; counts only once per thread and place until there's a definite change.
    pub fn may_have_changed(&mut self, place: place::Place) {
        if self.me().signed.contains(&place) {
            return;
        }
        self.me().signed.push(place);
        self.others().for_each(|thread| thread.changed = true);
    }

    /// Notes that the current thread has created an owner, or `drops` one. If it drops what it created, as in every round of a loop that upgrades a `Weak`,
    /// there may be no change in the end.
    pub fn changes_a_count(&mut self, counts: ObjectId, drops: bool) {
        let owned = self.me().owned;
        if drops && owned == 0 {
            return self.stir();
        }
        self.me().owned = if drops { owned - 1 } else { owned + 1 };
        self.may_have_changed((0, counts));
    }

    /// Notes that a lock was released: a change for other threads if the value it guards was changed, or if they have tried to take a lock.
    pub fn give_back(&mut self, mutated: bool) {
        if mutated {
            self.stir();
        } else {
            self.others().filter(|thread| thread.tried).for_each(|thread| thread.changed = true);
        }
    }

    /// Notes that the current thread has woken up or failed spuriously: its next try may succeed although nothing changes.
    pub(super) fn may_do_better(&mut self) {
        let me = self.me();
        me.changed = true;
        me.looks.version = me.looks.version.wrapping_sub(1);
    }

    /// Called when the current thread yields or times out here, or is about to look at this object in a loop that does nothing else. Returns whether it's in a
    /// loop that may not end by itself, and nothing has changed since it last did so.
    pub fn goes_round(&mut self, place: place::Place, looks_at: Option<ObjectId>) -> bool {
        let me = self.me();
        if !me.looks.more && me.looks.atomic.is_none() && me.round == Some(place) {
            // It waits here several times in one round, like a spin lock that backs off.
            me.goes_on = me.goes_on.map(|left| left.saturating_sub(1));
            if self.blind_rounds < self.limits.idle_steps {
                return false;
            }
        }
        let is_endless = self.fineness.loops.hold(place);
        let was_here = self.was_here(self.current, place, looks_at);
        let me = self.me();
        me.round = Some(place);
        if me.changed {
            me.done.clear();
        }
        if is_endless && (me.changed || !was_here) {
            me.done.push((ROUND, Some(place), looks_at));
        }
        let looks = std::mem::take(&mut me.looks);
        let has_changed = me.changed;
        me.changed &= !is_endless;
        // A thread that waits for one atomic doesn't care what else changes.
        let is_gated = is_endless && self.fineness.awaits == Awaits::OneAtomic;
        let me = self.me();
        if !is_gated {
            me.reads_last &= was_here && !has_changed;
            me.has_missed &= !has_changed;
        }
        let catches_up = is_endless && (is_gated || was_here && !has_changed) && self.catches_up();
        let goes_round = is_endless && was_here && !has_changed && !catches_up;
        // A round begins, unless this one waits here.
        let me = self.me();
        me.tried &= goes_round;
        let gate = looks.atomic.filter(|_| !looks.more && !catches_up).map(|atomic| Gate { atomic, version: looks.version, place });
        if is_gated && self.me().goes_on.is_none() {
            self.me().gate = gate;
            if gate.is_none() && goes_round {
                self.refine(|finer| finer.awaits = Awaits::Many);
            }
        }
        if goes_round || is_gated {
            self.could = self.could.and(Freedoms::ROUNDS);
            let here = (place, self.current);
            if !self.waited.contains(&here) {
                self.waited.push(here);
            }
        }
        goes_round && !is_gated
    }

    /// Returns whether this thread has ended a round here since the last change. If it has only done so elsewhere, it has left that loop and hasn't yet looked
    /// at what it waits for in this one.
    fn was_here(&self, thread: usize, place: place::Place, looks_at: Option<ObjectId>) -> bool {
        self.threads[thread].done.contains(&(ROUND, Some(place), looks_at))
    }

    /// Called when the current thread has finished a round of a loop here. Returns whether the loop has run many rounds and accesses only plain memory: such a loop
    /// may not end by itself, so exploration restarts, knowing that.
    pub fn is_blind(&mut self, place: place::Place) -> bool {
        self.blind_rounds += 1;
        let is_blind = self.has_plain && self.blind_rounds >= self.limits.idle_steps;
        if is_blind {
            self.refine(|finer| finer.loops = finer.loops.with(place, None));
        }
        is_blind
    }

    /// Returns this operation's location if it begins a round of a loop that never yields.
    pub(super) fn begins_a_round(&self, op: &Op) -> Option<At> {
        let is_known = |at: &At| !self.is_over() && self.fineness.loops.hold(place::site(at));
        op.at.filter(|_| op.is_step && !op.goes_round && !op.is_of_a_wait).filter(is_known)
    }

    /// Returns whether this thread's wait may time out here. In a loop that may not end by itself, it may do so again only if something has changed, or if the
    /// thread missed a store that it will see.
    pub fn may_time_out(&self, thread: usize, place: place::Place) -> bool {
        let Thread { changed, goes_on, has_missed, .. } = &self.threads[thread];
        *changed || *has_missed || goes_on.is_some() || !self.fineness.loops.hold(place) || !self.was_here(thread, place, None)
    }

    /// Returns whether anything has changed since this thread's last round of its loop.
    pub fn has_changed(&self, thread: usize) -> bool {
        self.threads[thread].changed
    }

    /// Blames a loop for many steps in a row without a change: exploration restarts, knowing that the loop may not end by itself. Returns `false` if no loop is to
    /// blame, or it was already known.
    pub(super) fn blame_a_loop(&mut self) -> bool {
        let others = self.threads.iter().find_map(|thread| thread.round);
        self.threads[self.current].round.or(others).is_some_and(|place| self.waits_in_a_loop_at(place))
    }

    /// Like `blame_a_loop`, for a loop that never yields, such as `while !flag.load(Acquire) {}`: its round begins with the last step.
    pub(super) fn blame_a_silent_loop(&mut self) -> bool {
        let last = self.steps.last().and_then(|step| self.threads[step.thread].at);
        last.is_some_and(|place| self.waits_in_a_loop_at(place))
    }

    /// Restarts the exploration, knowing that a loop waits here. Returns `false` if that was already known.
    fn waits_in_a_loop_at(&mut self, place: place::Place) -> bool {
        let is_new = !self.fineness.loops.hold(place);
        self.refine(|finer| finer.loops = finer.loops.with(place, None));
        is_new
    }

    /// Asks for finer steps: if they differ from the current ones, this run doesn't count, and exploration restarts with them.
    pub fn refine(&mut self, finer: impl FnOnce(&mut Fineness)) {
        finer(&mut self.wanted);
        self.counts &= self.wanted == self.fineness;
    }
}
