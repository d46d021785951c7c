// ANCHOR: rs
//! A spin lock whose guard lends the value and unlocks.
//!
//! ```
//! use std::thread;
//!
//! use listings::spin_lock::guard::SpinLock;
//!
//! static SOLD: SpinLock<Vec<&str>> = SpinLock::new(Vec::new());
//!
//! thread::scope(|s| {
//!     s.spawn(|| SOLD.lock().push("stalls"));
//!     s.spawn(|| SOLD.lock().push("circle"));
//! });
//! assert_eq!(SOLD.lock().len(), 2);
//! ```

use std::fmt;

// ANCHOR: lock
use std::cell::UnsafeCell;
use std::hint;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

/// A value that one thread at a time can use; the others wait in a loop.
pub struct SpinLock<T> {
    taken: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: through a shared reference to the lock, only a guard leads to
// the value, and there is one guard at a time; the value moves from
// thread to thread, hence `Send`.
unsafe impl<T: Send> Sync for SpinLock<T> {}

/// The lock, taken: lends the value, and unlocks when it is dropped.
#[must_use = "the lock is free again as soon as the guard is dropped"]
pub struct Guard<'a, T> {
    lock: &'a SpinLock<T>,
}

// SAFETY: a shared reference to a guard lends `&T` and nothing else.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}
// ANCHOR_END: lock

// ANCHOR: take
impl<T> SpinLock<T> {
    /// Waits until the lock is free, and takes it.
    ///
    /// A thread that already holds the lock waits forever.
    #[inline]
    pub fn lock(&self) -> Guard<'_, T> {
        let taken = &self.taken;
        while taken
            .compare_exchange_weak(false, true, Acquire, Relaxed)
            .is_err()
        {
            while taken.load(Relaxed) {
                hint::spin_loop();
            }
        }
        Guard { lock: self }
    }

    /// Takes the lock if it is free.
    #[inline]
    #[must_use]
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        self.taken
            .compare_exchange(false, true, Acquire, Relaxed)
            .is_ok()
            .then(|| Guard { lock: self })
    }
}
// ANCHOR_END: take

impl<T> SpinLock<T> {
    /// A lock that is free.
    pub const fn new(value: T) -> Self {
        SpinLock {
            taken: AtomicBool::new(false),
            value: UnsafeCell::new(value),
        }
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

impl<T: Default> Default for SpinLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for SpinLock<T> {
    /// Shows the value if the lock is free; does not wait for it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_lock() {
            Some(guard) => f.debug_tuple("SpinLock").field(&guard).finish(),
            None => f.write_str("SpinLock(<locked>)"),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Guard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

// ANCHOR: guard
impl<T> Deref for Guard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: a guard holds the lock, and the exclusive reference of
        // `deref_mut` borrows the guard, so there is none now.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: a guard holds the lock, and everything it has lent
        // borrows it, so there is no other reference now.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.lock.taken.store(false, Release);
    }
}
// ANCHOR_END: guard
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::mem;
    use std::panic::{self, AssertUnwindSafe};
    use std::thread;

    use super::{Guard, SpinLock};

    /// Additions under the lock are not lost.
    #[test]
    fn three_threads_add() {
        let sold = SpinLock::new(0);
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| {
                    for _ in 0..100 {
                        *sold.lock() += 1;
                    }
                });
            }
        });
        assert_eq!(sold.into_inner(), 300);
    }

    /// While a guard is alive, `try_lock` gets none; after that it does.
    #[test]
    fn try_lock_does_not_wait() {
        let mut tickets = SpinLock::new(3);
        let guard = tickets.lock();
        assert!(tickets.try_lock().is_none());
        drop(guard);
        *tickets.try_lock().unwrap() -= 1;
        assert_eq!(*tickets.get_mut(), 2);
    }

    /// A forgotten guard keeps the lock, and `get_mut` needs none.
    #[test]
    fn forgotten_guard() {
        let mut tickets = SpinLock::new(3);
        mem::forget(tickets.lock());
        assert!(tickets.try_lock().is_none());
        assert_eq!(*tickets.get_mut(), 3);
    }

    /// Unwinding drops the guard, and no mark of the panic stays.
    #[test]
    fn panic_frees_the_lock() {
        let tickets = SpinLock::new(3);
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            let mut left = tickets.lock();
            *left -= 1;
            panic!("the printer is jammed");
        }));
        assert!(outcome.is_err());
        assert_eq!(*tickets.lock(), 2);
    }

    /// A guard may be dropped in another thread than made it.
    #[test]
    fn guard_moves() {
        let tickets = SpinLock::new(3);
        let guard = tickets.lock();
        thread::scope(|s| {
            s.spawn(move || drop(guard));
        });
        assert!(tickets.try_lock().is_some());
    }

    /// `Debug` shows the value, and does not wait for it.
    #[test]
    fn debug_does_not_wait() {
        let tickets: SpinLock<u32> = SpinLock::default();
        assert_eq!(format!("{tickets:?}"), "SpinLock(0)");
        let guard = tickets.lock();
        assert_eq!(format!("{guard:?}"), "0");
        assert_eq!(format!("{tickets:?}"), "SpinLock(<locked>)");
    }

    /// The bounds that the page argues for.
    #[test]
    fn send_and_sync() {
        fn send<X: Send>() {}
        fn sync<X: Sync>() {}
        send::<SpinLock<Cell<u32>>>();
        sync::<SpinLock<Cell<u32>>>();
        send::<Guard<'_, Cell<u32>>>();
        sync::<Guard<'_, u32>>();
    }
}
