//! Protects that exploration ends: a thread that goes round a loop until another does something goes on only when something has changed.

use super::{Fineness, Thread, World};
use crate::freedom::Freedoms;
use crate::trace;

impl World {
    /// Something has changed that a thread in a loop may wait for.
    pub fn stir(&mut self) {
        self.idle = 0;
        for thread in &mut self.threads {
            thread.changed = true;
            thread.round = None;
            thread.signed.clear();
        }
        self.me().goes_on = None;
    }

    /// The current thread has done something that only it, or the reader of its output, can notice.
    pub fn stir_me(&mut self) {
        self.idle = 0;
        self.me().changed = true;
        self.me().goes_on = None;
    }

    /// A lock was taken, which changes something for those who have just got it without waiting, and may go on until they do not.
    pub fn take_away(&mut self) {
        let current = self.current;
        if self.threads[current].round.is_none() {
            let tries = |(index, thread): &(usize, &mut Thread)| *index != current && thread.tried;
            self.threads.iter_mut().enumerate().filter(tries).for_each(|(_, thread)| thread.changed = true);
        }
    }

    /// What is behind a shared reference may have been changed through a `Cell`, here: each thread may say so once until something has changed for certain.
    pub fn may_have_changed(&mut self, place: trace::Place) {
        if self.me().signed.contains(&place) {
            return;
        }
        self.me().signed.push(place);
        let current = self.current;
        self.threads.iter_mut().enumerate().filter(|(index, _)| *index != current).for_each(|(_, thread)| thread.changed = true);
    }

    /// A lock was given back. That changes something for the others if what it guards was changed, or if they have tried to get it.
    pub fn give_back(&mut self, mutated: bool) {
        if mutated {
            self.stir();
        } else {
            self.threads.iter_mut().filter(|thread| thread.tried).for_each(|thread| thread.changed = true);
        }
    }

    /// The current thread lets others go on here, or runs out of time. Whether nothing has changed since it last did so in a loop that has no end of its own.
    pub fn goes_round(&mut self, place: trace::Place) -> bool {
        let is_endless = self.fineness.loops.hold(place);
        let me = self.me();
        me.round = Some(place);
        me.tried = false;
        if me.changed {
            me.done.clear();
        }
        let goes_round = is_endless && !std::mem::replace(&mut me.changed, false);
        if goes_round {
            self.could = self.could.and(Freedoms::ROUNDS);
        }
        goes_round
    }

    /// Whether a wait of this thread here may come to its end by time: in a loop that has no end of its own, not twice before anything has changed.
    pub fn may_time_out(&self, thread: usize, place: trace::Place) -> bool {
        self.threads[thread].changed || self.threads[thread].goes_on.is_some() || !self.fineness.loops.hold(place)
    }

    /// Whether anything has changed since this thread last went round its loop.
    pub fn has_changed(&self, thread: usize) -> bool {
        self.threads[thread].changed
    }

    /// So many steps have changed nothing that there is a loop without an end of its own: exploration begins again and knows it. `false` if no loop is to blame,
    /// or it was known before.
    pub(super) fn blame_a_loop(&mut self) -> bool {
        let others = self.threads.iter().find_map(|thread| thread.round);
        let place = self.threads[self.current].round.or(others);
        place.is_some_and(|place| {
            let mut is_new = false;
            self.refine(|finer| {
                is_new = !finer.loops.hold(place);
                finer.loops = finer.loops.with(place, None);
            });
            is_new
        })
    }

    /// Something was done that finer steps could tell from another order: this run does not count, and exploration begins again with them.
    pub fn refine(&mut self, finer: impl FnOnce(&mut Fineness)) {
        finer(&mut self.wanted);
        self.counts &= self.wanted == self.fineness;
    }
}
