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

use std::fmt;

// ANCHOR: lock
use std::cell::UnsafeCell;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread::{self, Thread};

/// A value that one thread at a time can use; the others sleep.
pub struct ParkingLock<T> {
    taken: AtomicBool,
    sleepers: Mutex<Vec<Thread>>,
    value: UnsafeCell<T>,
}

impl<T> ParkingLock<T> {
    /// Sleeps until the lock is free, and takes it. A thread that already
    /// holds the lock sleeps forever.
    ///
    /// Parks the calling thread, so it may use up an `unpark` meant for
    /// something else: if you `park` yourself, look again after `lock`.
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

    fn take_sleepers(&self) -> Vec<Thread> {
        mem::take(&mut *self.sleepers.lock().unwrap())
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.lock.taken.store(false, Release);
        for sleeper in self.lock.take_sleepers() {
            sleeper.unpark();
        }
    }
}
// ANCHOR_END: lock

// SAFETY: as for the spin lock: only a guard leads to the value, there
// is one guard at a time, and the value may move between threads.
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

    /// Takes the lock if it is free; never sleeps.
    #[must_use]
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        self.take().then(|| Guard { lock: self })
    }

    /// Lends the value without locking: `&mut self` is exclusive.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// Takes the lock apart and returns the value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: Default> Default for ParkingLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for ParkingLock<T> {
    /// Shows the value if the lock is free; does not wait for it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_lock() {
            Some(guard) => {
                f.debug_tuple("ParkingLock").field(&guard).finish()
            }
            None => f.write_str("ParkingLock(<locked>)"),
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
        // SAFETY: a guard holds the lock, and an exclusive reference from
        // it borrows it, so there is none now.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: a guard holds the lock, and everything it has lent
        // borrows it, so there is no other reference now.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T: fmt::Debug> fmt::Debug for Guard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
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

    /// While sleepers are woken, their list is free for new ones.
    #[test]
    fn the_list_is_free_during_wake_ups() {
        let tickets = ParkingLock::new(3);
        let guard = tickets.lock();
        thread::scope(|s| {
            s.spawn(|| drop(tickets.lock()));
            while tickets.sleepers.lock().unwrap().is_empty() {
                thread::yield_now();
            }
            for sleeper in tickets.take_sleepers() {
                assert!(tickets.sleepers.try_lock().is_ok());
                sleeper.unpark();
            }
            drop(guard);
        });
    }

    /// `try_lock` and `Debug` do not wait, and `get_mut` and
    /// `into_inner` need no lock.
    #[test]
    fn no_waiting() {
        let mut tickets: ParkingLock<u32> = ParkingLock::default();
        *tickets.get_mut() = 3;
        assert_eq!(format!("{tickets:?}"), "ParkingLock(3)");
        let guard = tickets.try_lock().unwrap();
        assert!(tickets.try_lock().is_none());
        assert_eq!(format!("{guard:?}"), "3");
        assert_eq!(format!("{tickets:?}"), "ParkingLock(<locked>)");
        drop(guard);
        assert_eq!(tickets.into_inner(), 3);
    }
}
