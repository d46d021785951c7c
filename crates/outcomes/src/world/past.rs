//! Protects the numbers: which step must come after which, from what they touched and from who waited for whom.

use super::World;
use crate::clock::Clock;
use crate::tree::{ObjectId, Touches};

/// The latest that happened to one shared thing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Past {
    written: Clock,
    read: Clock,
}

impl World {
    /// What must lie behind a step: what its thread knows, and the last that was done to what it touches.
    pub(super) fn clock_before(&self, thread: usize, touches: &Touches) -> Clock {
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

    pub(super) fn mark_touched(&mut self, touches: &Touches, clock: &Clock) {
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
}
