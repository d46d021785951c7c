//! Protects that exploration ends: a thread that goes round a loop until another does something goes on only when something has changed.

use super::{Fineness, World};
use crate::trace;

impl World {
    /// Something has changed that a thread in a loop may wait for.
    pub fn stir(&mut self) {
        self.idle = 0;
        for thread in &mut self.threads {
            thread.changed = true;
            thread.round = None;
        }
    }

    /// The current thread has done something that only it, or the reader of its output, can notice.
    pub fn stir_me(&mut self) {
        self.idle = 0;
        self.me().changed = true;
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
        is_endless && !std::mem::replace(&mut me.changed, false)
    }

    /// Whether a wait of this thread here may come to its end by time: in a loop that has no end of its own, not twice before anything has changed.
    pub fn may_time_out(&self, thread: usize, place: trace::Place) -> bool {
        self.threads[thread].changed || !self.fineness.loops.hold(place)
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
            self.refine(|finer| is_new = finer.loops.add(place));
            is_new
        })
    }

    /// Something was done that finer steps could tell from another order: this run does not count, and exploration begins again with them.
    pub fn refine(&mut self, finer: impl FnOnce(&mut Fineness)) {
        finer(&mut self.wanted);
        self.counts &= self.wanted == self.fineness;
    }
}
