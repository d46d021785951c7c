//! Protects that exploration ends: a thread that goes round a loop until another does something goes on only when something has changed.

use super::{Fineness, World};

impl World {
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
}
