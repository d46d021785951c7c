// ANCHOR: rs
//! A spin lock that lends a plain reference and is unlocked by hand.
//!
//! ```
//! use listings::spin_lock::by_hand::SpinLock;
//!
//! let tickets = SpinLock::new(3);
//! let left = tickets.lock();
//! *left -= 1;
//! // SAFETY: this thread holds the lock and no longer uses `left`.
//! unsafe { tickets.unlock() };
//! assert_eq!(*tickets.lock(), 2);
//! ```

// The reference that `lock` returns is exclusive only while every caller
// keeps the contract of `unlock`; that is what is wrong with this step.
#![allow(clippy::mut_from_ref)]

// ANCHOR: lock
use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

/// A value behind a flag.
#[derive(Debug)]
pub struct SpinLock<T> {
    taken: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: through a shared reference to the lock, only the thread that
// holds the flag reaches the value, so two threads never use the value
// at once; it moves between them, hence `Send`.
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A lock that is free.
    pub const fn new(value: T) -> Self {
        SpinLock {
            taken: AtomicBool::new(false),
            value: UnsafeCell::new(value),
        }
    }

    /// Takes the lock and lends the value, until `unlock`.
    ///
    /// A thread that already holds the lock waits forever.
    pub fn lock(&self) -> &mut T {
        let taken = &self.taken;
        while taken
            .compare_exchange(false, true, Acquire, Relaxed)
            .is_err()
        {
            hint::spin_loop();
        }
        // SAFETY: this thread holds the flag, and every caller of
        // `unlock` vouches that no earlier reference is in use.
        unsafe { &mut *self.value.get() }
    }

    /// Frees the lock.
    ///
    /// # Safety
    ///
    /// The caller holds the lock, and nothing that `lock` has lent is
    /// used from here on.
    pub unsafe fn unlock(&self) {
        self.taken.store(false, Release);
    }
}
// ANCHOR_END: lock
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::thread;

    use super::SpinLock;

    /// Additions under the lock are not lost.
    #[test]
    fn three_threads_add() {
        let sold = SpinLock::new(0);
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| {
                    for _ in 0..100 {
                        *sold.lock() += 1;
                        // SAFETY: the reference was a temporary.
                        unsafe { sold.unlock() };
                    }
                });
            }
        });
        assert_eq!(*sold.lock(), 300);
    }
}
