//! The mutex of three states on the system's own wait and wake.

use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use atomic_wait::{wait, wake_one};

const FREE: u32 = 0;
const HELD: u32 = 1;
/// Held, and a thread may be asleep.
const WANTED: u32 = 2;

/// A value that one thread at a time can use; the others sleep.
pub struct Mutex<T> {
    state: AtomicU32,
    value: UnsafeCell<T>,
}

// SAFETY: through a shared reference to the mutex, only a guard leads to
// the value, and there is one guard at a time; the value moves from
// thread to thread, hence `Send`.
unsafe impl<T: Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    /// A mutex that is free.
    pub const fn new(value: T) -> Self {
        Mutex {
            state: AtomicU32::new(FREE),
            value: UnsafeCell::new(value),
        }
    }

    /// Sleeps until the mutex is free, and takes it.
    #[inline]
    pub fn lock(&self) -> Guard<'_, T> {
        let state = &self.state;
        let taken = state.compare_exchange(FREE, HELD, Acquire, Relaxed);
        if taken.is_err() {
            self.lock_wanted();
        }
        Guard { mutex: self }
    }

    #[cold]
    fn lock_wanted(&self) {
        while self.state.swap(WANTED, Acquire) != FREE {
            wait(&self.state, WANTED);
        }
    }
}

/// The mutex, taken: lends the value, and unlocks when it is dropped.
#[must_use = "the mutex is free again as soon as the guard is dropped"]
pub struct Guard<'a, T> {
    mutex: &'a Mutex<T>,
}

// SAFETY: a shared reference to a guard lends `&T` and nothing else.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: a guard holds the mutex, and the exclusive reference of
        // `deref_mut` borrows the guard, so there is none now.
        unsafe { &*self.mutex.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: a guard holds the mutex, and everything it has lent
        // borrows it, so there is no other reference now.
        unsafe { &mut *self.mutex.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        let state = &self.mutex.state;
        if state.swap(FREE, Release) == WANTED {
            wake_one(state);
        }
    }
}
