//! Happens-before: which step comes after which, from what they access and from who waited for whom.

use std::sync::atomic::Ordering;

use super::{Place, World, with};
use crate::clock::Clock;
use crate::object::Object;
use crate::tree::{ObjectId, Touches};

/// What comes before the next access to one object: steps that it depends on, and what was released there. A step that only looks, such as a `try_lock` that
/// fails, depends on the others and acquires nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct AccessClocks {
    written: Clock,
    read: Clock,
}

/// See [`World::release`].
pub fn release(object: &Object) {
    let object = object.id();
    with(|world| world.release(object));
}

/// See [`World::acquire`].
pub fn acquire(object: &Object) {
    let object = object.id();
    with(|world| world.acquire(object));
}

/// An owner of an `Arc` is gone: a release edge of memory alone. The counts are numbered only where the program asks for them, so plain memory knows them by their address.
pub fn release_memory(counts: &Object) {
    let id = with(|world| world.is_weak(Ordering::SeqCst)).then(|| counts.id());
    with(|world| {
        let Clock { memory, happens, .. } = &world.threads[world.current].clock;
        if world.has_plain {
            world.released_by_owners.entry(std::ptr::from_ref(counts).addr()).or_default().join(happens);
        }
        if let Some(id) = id {
            world.access_clocks[id as usize].written.memory.join(memory);
        }
    });
}

/// The last owner comes after all others.
pub fn acquire_memory(counts: &Object) {
    let id = with(|world| world.is_weak(Ordering::SeqCst)).then(|| counts.id());
    with(|world| {
        let Clock { memory, happens, .. } = &mut world.threads[world.current].clock;
        if let Some(released) = world.released_by_owners.get(&std::ptr::from_ref(counts).addr()) {
            happens.join(released);
        }
        if let Some(id) = id {
            memory.join(&world.access_clocks[id as usize].written.memory);
        }
    });
}

impl World {
    /// What happens before a step: what its thread knows, and the last accesses to what it accesses.
    pub(super) fn clock_before(&self, thread: usize, touches: &Touches) -> Clock {
        let mut clock = self.threads[thread].clock.clone();
        if touches.touches_all() || !self.fineness.is_reducible() {
            self.threads.iter().for_each(|other| clock.steps.join(&other.clock.steps));
        }
        for (object, writes) in touches.each() {
            let past = &self.access_clocks[object as usize];
            let access_clocks = [Some(&past.written), writes.then_some(&past.read)];
            access_clocks.into_iter().flatten().for_each(|past| clock.steps.join(&past.steps));
        }
        clock
    }

    pub(super) fn mark_touched(&mut self, touches: &Touches, clock: &Clock) {
        for (object, writes) in touches.each() {
            let past = &mut self.access_clocks[object as usize];
            if writes { &mut past.written } else { &mut past.read }.steps.join(&clock.steps);
        }
    }

    /// What the current thread has done happens before what a thread does that acquires this later.
    pub fn release(&mut self, object: ObjectId) {
        self.access_clocks[object as usize].written.synchronize(&self.threads[self.current].clock);
    }

    /// The same for those who acquire it for themselves: a reader gives a lock back.
    pub fn release_shared(&mut self, object: ObjectId) {
        self.access_clocks[object as usize].read.synchronize(&self.threads[self.current].clock);
    }

    /// What was released here happens before what the current thread does from now on.
    pub fn acquire(&mut self, object: ObjectId) {
        self.threads[self.current].clock.synchronize(&self.access_clocks[object as usize].written);
    }

    /// The same, with what readers have released.
    pub fn acquire_exclusively(&mut self, object: ObjectId) {
        self.acquire(object);
        self.threads[self.current].clock.synchronize(&self.access_clocks[object as usize].read);
    }

    /// A release edge of something that is no step: the step that finds out about it comes after.
    pub fn leave_behind(&mut self, object: ObjectId) {
        let clock = self.threads[self.current].clock.clone();
        self.mark_touched(&Touches::NOTHING.and(object, true), &clock);
        self.release(object);
    }

    /// An acquire edge: the step that the current thread has just taken found out what was left behind, and so comes after it.
    pub fn find(&mut self, object: ObjectId) {
        let past = self.access_clocks[object as usize].written.clone();
        self.synchronize(&past);
    }

    /// The step that the current thread has just taken comes after this.
    pub fn synchronize(&mut self, past: &Clock) {
        self.me().clock.join(past);
        let clock = self.me().clock.clone();
        if let Some(step) = self.steps.last_mut() {
            step.before.join(&past.steps);
            let touches = step.touches;
            self.mark_touched(&touches, &clock);
        }
    }

    /// Joins the clock of another thread into that of the current one, which has waited for it.
    pub fn come_after(&mut self, thread: usize) {
        let clock = self.threads[thread].clock.clone();
        self.me().clock.join(&clock);
    }

    /// Joins the clock of the current thread into that of another, which waits for it.
    ///
    /// A thread that has announced a step of its own finds out by what that step accesses, and does not come after before.
    pub fn lead(&mut self, thread: usize) {
        if matches!(self.threads[thread].place, Place::Before(op, _) if op.is_step) {
            return;
        }
        let clock = self.me().clock.clone();
        self.threads[thread].clock.join(&clock);
    }
}
