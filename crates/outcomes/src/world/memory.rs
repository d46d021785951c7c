//! Atomics under the memory model: what each access may do, and its effects.

use std::sync::atomic::Ordering;

use super::World;
use crate::freedom::Freedoms;
use crate::memory::execution::Attempt;
use crate::memory::graph::Kind;
use crate::tree::ObjectId;

impl World {
    /// Returns whether an access of this ordering follows the memory model. Notes in any case that the program could use weaker orderings.
    pub fn is_weak(&mut self, order: Ordering) -> bool {
        if order != Ordering::SeqCst && self.live {
            self.could = self.could.and(Freedoms::WEAK);
        }
        self.fineness.freedoms.have(Freedoms::WEAK) && self.live && !self.over
    }

    /// Whether a thread may do this to a location.
    pub fn may(&self, thread: usize, kind: Kind, order: Ordering, location: ObjectId, from_last: usize) -> bool {
        let is_bound = self.threads[thread].reads_last && kind != Kind::Write;
        if is_bound && from_last > 0 {
            return false;
        }
        let attempt = Attempt { kind, order, location, from_last };
        self.memory.borrow_mut().may(thread, &self.threads[thread].clock.memory, attempt)
    }

    /// Returns whether this thread is in a loop where nothing changes: every round does the same, so only the first counts.
    pub fn repeats(&self, thread: usize) -> bool {
        self.threads[thread].goes_on.is_some()
    }

    /// Adds an access by the current thread; `misses` says whether it reads past a later store of another value.
    pub fn access(&mut self, kind: Kind, order: Ordering, location: ObjectId, from_last: usize, misses: bool) {
        let thread = self.current;
        self.synchronize_weakly(location, order, kind != Kind::Write, kind != Kind::Read, from_last);
        if self.memory.borrow().events() >= self.limits.memory_events {
            let most = self.limits.memory_events;
            self.give_up(format!("accesses atomics more than {most} times in one execution, too many for the memory model; use fewer"));
        }
        self.memory.borrow_mut().add(thread, &self.threads[thread].clock.memory, Attempt { kind, order, location, from_last });
        self.me().clock.memory.tick(thread);
        if from_last > 0 {
            self.used = self.used.and(Freedoms::WEAK);
            self.me().has_missed |= misses;
        }
    }

    /// Adds a fence by the current thread.
    pub fn fence(&mut self, order: Ordering) {
        if self.live {
            self.synchronize_by_fence(order);
        }
        if self.is_weak(order) {
            let thread = self.current;
            self.memory.borrow_mut().fence(thread, &self.threads[thread].clock.memory, order);
            self.me().clock.memory.tick(thread);
        }
    }

    /// Returns the number of stores to an atomic, including its initialization.
    pub fn stores(&self, location: ObjectId) -> usize {
        self.memory.borrow().stores(location)
    }

    /// Called when the current thread repeats a loop and nothing has changed. Returns whether it goes on because it missed a store, which it'll see next
    /// round: stores become visible in finite time.
    pub(super) fn catches_up(&mut self) -> bool {
        let me = self.me();
        let has_missed = std::mem::replace(&mut me.has_missed, false);
        me.reads_last = has_missed;
        has_missed
    }

    /// Gives up: there are more stores to one atomic than an access can tell apart.
    pub fn has_too_many_stores(&mut self, most: usize) {
        self.give_up(format!("stores more than {most} times to one atomic, and a load may see any of them; store less often"));
    }
}
