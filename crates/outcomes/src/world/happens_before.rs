//! Happens-before: the order between steps, from what they access and from threads that waited for each other.

use std::sync::atomic::Ordering;

use super::{Place, World, with};
use crate::clock::Clock;
use crate::object::Object;
use crate::tree::{ObjectId, Touches};

/// The clocks of what comes before the next access to an object: steps it depends on, and what was released there. A step that only looks, such as a failing
/// `try_lock`, depends on the others but acquires nothing.
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

/// Adds the release edge of an `Arc`'s dropped owner, for memory only. Counts are numbered only if the program asks for them, so memory uses their address.
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

/// Orders the last owner after all others.
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
    /// Returns the clock of what happens before a step: what its thread knows, and the last accesses to the same objects.
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

    /// Orders everything the current thread has done before whatever a thread does after acquiring this object later.
    pub fn release(&mut self, object: ObjectId) {
        self.access_clocks[object as usize].written.synchronize(&self.threads[self.current].clock);
    }

    /// Like [`Self::release`], but only for threads that acquire exclusively: a reader releases a lock.
    pub fn release_shared(&mut self, object: ObjectId) {
        self.access_clocks[object as usize].read.synchronize(&self.threads[self.current].clock);
    }

    /// Orders everything released here before whatever the current thread does from now on.
    pub fn acquire(&mut self, object: ObjectId) {
        self.threads[self.current].clock.synchronize(&self.access_clocks[object as usize].written);
    }

    /// Like [`Self::acquire`], but including what readers have released.
    pub fn acquire_exclusively(&mut self, object: ObjectId) {
        self.acquire(object);
        self.threads[self.current].clock.synchronize(&self.access_clocks[object as usize].read);
    }

    /// Adds a release edge for something that isn't a step: the step that notices it comes after.
    pub fn leave_behind(&mut self, object: ObjectId) {
        let clock = self.threads[self.current].clock.clone();
        self.mark_touched(&Touches::NOTHING.and(object, true), &clock);
        self.release(object);
    }

    /// Adds an acquire edge: the step that the current thread has just taken noticed what was left behind, so it comes after that.
    pub fn find(&mut self, object: ObjectId) {
        let past = self.access_clocks[object as usize].written.clone();
        self.synchronize(&past);
    }

    /// Orders the step that the current thread has just taken after this clock.
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
    /// A thread that has announced a step of its own comes after only when it takes that step, through what the step accesses.
    pub fn lead(&mut self, thread: usize) {
        if matches!(self.threads[thread].place, Place::Before(op, _) if op.is_step) {
            return;
        }
        let clock = self.me().clock.clone();
        self.threads[thread].clock.join(&clock);
    }
}
