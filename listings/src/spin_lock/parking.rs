// ANCHOR: rs
//! A lock whose waiters sleep.
//!
//! ```
//! use std::thread;
//!
//! use listings::spin_lock::parking::ParkingLock;
//!
//! let sold = ParkingLock::new(0);
//! thread::scope(|s| {
//!     for _ in 0..3 {
//!         s.spawn(|| *sold.lock() += 1);
//!     }
//! });
//! assert_eq!(*sold.lock(), 3);
//! ```

// ANCHOR: lock
use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread::{self, Thread};

/// A value that one thread at a time gets at; the others sleep.
pub struct ParkingLock<T> {
    taken: AtomicBool,
    sleepers: Mutex<Vec<Thread>>,
    value: UnsafeCell<T>,
}

impl<T> ParkingLock<T> {
    /// Sleeps until the lock is free, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        while !self.take() {
            self.sleepers.lock().unwrap().push(thread::current());
            if self.take() {
                break;
            }
            thread::park();
        }
        Guard { lock: self }
    }

    fn take(&self) -> bool {
        self.taken
            .compare_exchange(false, true, Acquire, Relaxed)
            .is_ok()
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.lock.taken.store(false, Release);
        for sleeper in self.lock.sleepers.lock().unwrap().drain(..) {
            sleeper.unpark();
        }
    }
}
// ANCHOR_END: lock

// SAFETY: as for the spin lock: the value is reached by way of a guard,
// there is one guard at a time, and the value may move between threads.
unsafe impl<T: Send> Sync for ParkingLock<T> {}

impl<T> ParkingLock<T> {
    /// A lock that is free.
    pub const fn new(value: T) -> Self {
        ParkingLock {
            taken: AtomicBool::new(false),
            sleepers: Mutex::new(Vec::new()),
            value: UnsafeCell::new(value),
        }
    }
}

/// The lock, taken: lends the value, and unlocks when it is dropped.
#[must_use = "the lock is free again as soon as the guard is dropped"]
pub struct Guard<'a, T> {
    lock: &'a ParkingLock<T>,
}

// SAFETY: a shared reference to a guard lends `&T` and nothing else.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: a guard has the lock, and an exclusive reference from it
        // borrows it, so there is none now.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: a guard has the lock, and all that it has lent borrows
        // it, so there is no other reference now.
        unsafe { &mut *self.lock.value.get() }
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::thread;

    use super::ParkingLock;

    /// Additions under the lock are not lost, and every sleeper wakes up.
    #[test]
    fn three_threads_add() {
        let sold = ParkingLock::new(0);
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| {
                    for _ in 0..100 {
                        *sold.lock() += 1;
                    }
                });
            }
        });
        assert_eq!(*sold.lock(), 300);
    }

    /// A thread that waits gets the lock after the guard is dropped.
    #[test]
    fn handed_over() {
        let tickets = ParkingLock::new(3);
        let mut guard = tickets.lock();
        let seen = thread::scope(|s| {
            let other = s.spawn(|| *tickets.lock());
            *guard -= 1;
            drop(guard);
            other.join().unwrap()
        });
        assert_eq!(seen, 2);
    }
}
