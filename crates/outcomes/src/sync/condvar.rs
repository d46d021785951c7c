//! The double of `Condvar`: waiting releases the lock atomically, and a notification wakes any one waiting thread, or all. Spurious wake-ups are a freedom.

use std::cell::RefCell;
use std::panic::Location;
use std::sync::LockResult;
use std::time::Duration;

use super::mutex::MutexGuard;
use crate::freedom::Freedoms;
use crate::object::{Object, Shared};
use crate::place::{self, At};
use crate::world::{self, Op, WaitsFor};

/// The double of [`std::sync::WaitTimeoutResult`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Returns whether the wait timed out.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

/// The double of [`std::sync::Condvar`].
pub struct Condvar {
    object: Object,
    /// The waiting threads, in order of arrival.
    waiting: Shared<RefCell<Vec<usize>>>,
}

impl Condvar {
    /// Creates a new condition variable.
    #[track_caller]
    pub const fn new() -> Self {
        Self { object: Object::new("condvar"), waiting: Shared(RefCell::new(Vec::new())) }
    }

    /// Releases the lock, waits for a notification and takes the lock again.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let (at, mutex) = (Location::caller(), guard.mutex);
        self.wait_op(guard, false, at);
        mutex.raw.poison.around(MutexGuard::new(mutex, at))
    }

    /// Waits as long as the condition holds.
    #[track_caller]
    pub fn wait_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// Waits for a notification or a timeout; both are explored.
    #[track_caller]
    pub fn wait_timeout<'a, T>(&self, guard: MutexGuard<'a, T>, _limit: Duration) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let (at, mutex) = (Location::caller(), guard.mutex);
        let timed_out = WaitTimeoutResult(self.wait_op(guard, true, at));
        mutex.raw.poison.around((MutexGuard::new(mutex, at), timed_out))
    }

    /// Waits for a notification or a timeout. Returns whether it was woken first. Deprecated in std.
    #[track_caller]
    pub fn wait_timeout_ms<'a, T>(&self, guard: MutexGuard<'a, T>, _milliseconds: u32) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let (at, mutex) = (Location::caller(), guard.mutex);
        let is_woken = !self.wait_op(guard, true, at);
        mutex.raw.poison.around((MutexGuard::new(mutex, at), is_woken))
    }

    /// Waits as long as the condition holds, or until a timeout; both are explored.
    #[track_caller]
    pub fn wait_timeout_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        limit: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let mut timed_out = WaitTimeoutResult(false);
        while condition(&mut *guard) {
            if timed_out.0 {
                return Ok((guard, timed_out));
            }
            (guard, timed_out) = self.wait_timeout(guard, limit)?;
        }
        Ok((guard, WaitTimeoutResult(false)))
    }

    /// Waits, and returns whether the wait timed out.
    fn wait_op<T>(&self, guard: MutexGuard<'_, T>, may_time_out: bool, at: At) -> bool {
        let (mutex, held, me) = (&guard.mutex.raw, guard.held.clone(), world::current());
        std::mem::forget(guard);
        world::step(Op::step("wait", Some(at)).of_a_wait().may_write(self.object.id()).may_write(mutex.object.id()));
        mutex.release(&held);
        self.waiting.borrow_mut().push(me);
        let timed_out = self.wait_for_notification(me, may_time_out, at);
        mutex.lock_by(Op::step("lock", Some(at)).of_a_wait());
        timed_out
    }

    /// Returns whether the wait timed out. Waiting without a timeout isn't a step; timing out is, and so is a spurious wake-up.
    fn wait_for_notification(&self, me: usize, may_time_out: bool, at: At) -> bool {
        let is_notified = || !self.waiting.borrow().contains(&me);
        let may_be_spurious = world::with(|world| world.allows(Freedoms::WAKE_UP));
        if !may_time_out && !may_be_spurious {
            world::wait("wait", Some(at), WaitsFor::Words("a notification"), &|_| is_notified());
            return false;
        }
        let op = Op::step("wake", Some(at)).may_write(self.object.id()).waits_for("a notification").may_time_out(may_time_out);
        let way = world::take(op, &|world| {
            if is_notified() {
                return 0b01;
            }
            let by_time = u32::from(may_time_out && world.may_time_out(me, place::site(at)));
            by_time << 1 | u32::from(world.may_be_spurious(me, Freedoms::WAKE_UP)) << world::ways::SPURIOUS
        });
        if way != 0 {
            self.waiting.borrow_mut().retain(|waiting| *waiting != me);
        }
        match way {
            0 => {}
            1 => crate::thread::timed_out(at),
            _ => world::was_spurious(Freedoms::WAKE_UP),
        }
        way == 1
    }

    /// Wakes one waiting thread, any of them.
    #[track_caller]
    pub fn notify_one(&self) {
        let op = Op::step("notify_one", Some(Location::caller())).writes(self.object.id());
        let way = world::take(op, &|_| match self.waiting.borrow().len() {
            0 => 1,
            waiting => u32::MAX >> (32 - waiting.min(32)),
        });
        let mut waiting = self.waiting.borrow_mut();
        let woken = (!waiting.is_empty()).then(|| waiting.remove(way as usize));
        tell_and_lead(woken.as_slice());
    }

    /// Wakes all waiting threads.
    #[track_caller]
    pub fn notify_all(&self) {
        world::step(Op::step("notify_all", Some(Location::caller())).writes(self.object.id()));
        tell_and_lead(&self.waiting.take());
    }
}

fn tell_and_lead(woken: &[usize]) {
    world::with(|world| woken.iter().for_each(|thread| world.lead(*thread)));
    world::detail(|| {
        let names: Vec<String> = world::with(|world| woken.iter().map(|thread| world.name(*thread)).collect());
        if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
    });
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

shown_by_name!(Condvar);
