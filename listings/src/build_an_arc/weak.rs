// ANCHOR: rs
//! A value with owners, and handles that do not keep it.
//!
//! ```
//! use listings::build_an_arc::weak::Arc;
//!
//! let poster = Arc::new("Hamlet");
//! let note = Arc::downgrade(&poster);
//! assert_eq!(*note.upgrade().unwrap(), "Hamlet");
//! drop(poster);
//! assert!(note.upgrade().is_none());
//! ```

use std::fmt;

// ANCHOR: fields
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::process;
use std::ptr::NonNull;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicUsize, fence};

struct Inner<T> {
    /// How many `Arc`s there are.
    strong: AtomicUsize,
    /// How many `Weak`s there are, and one more while there is an `Arc`.
    weak: AtomicUsize,
    /// There from the beginning until `strong` is zero.
    value: ManuallyDrop<T>,
}

/// One of the owners of a value.
///
/// The process is aborted when a count passes half of its range.
pub struct Arc<T> {
    inner: NonNull<Inner<T>>,
}

/// A handle that leads to a value as long as others own it.
pub struct Weak<T> {
    inner: NonNull<Inner<T>>,
}
// ANCHOR_END: fields

// SAFETY: as for an `Arc` with one count; a `Weak` can become an `Arc`.
unsafe impl<T: Send + Sync> Send for Arc<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for Arc<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Send for Weak<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for Weak<T> {}

const MOST: usize = usize::MAX / 2;

/// Ends the process before a count can overflow.
fn guard(count: usize) {
    if count > MOST {
        process::abort();
    }
}

impl<T> Arc<T> {
    /// The first owner of `value`.
    pub fn new(value: T) -> Self {
        let inner = Box::leak(Box::new(Inner {
            strong: AtomicUsize::new(1),
            weak: AtomicUsize::new(1),
            value: ManuallyDrop::new(value),
        }));
        Arc {
            inner: NonNull::from(inner),
        }
    }

    /// Whether both own the same value.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        this.inner == other.inner
    }

    fn strong(&self) -> &AtomicUsize {
        // SAFETY: the box stays while there is a handle. This borrows only
        // the count: another thread may be using the value.
        unsafe { &(*self.inner.as_ptr()).strong }
    }

    fn weak(&self) -> &AtomicUsize {
        // SAFETY: as above.
        unsafe { &(*self.inner.as_ptr()).weak }
    }
}

impl<T> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this handle is counted, so the value is there.
        unsafe { &(*self.inner.as_ptr()).value }
    }
}

impl<T> Clone for Arc<T> {
    /// One more owner of the same value.
    fn clone(&self) -> Self {
        guard(self.strong().fetch_add(1, Relaxed));
        Arc { inner: self.inner }
    }
}

impl<T> Clone for Weak<T> {
    /// One more handle that does not keep the value alive.
    fn clone(&self) -> Self {
        guard(self.weak().fetch_add(1, Relaxed));
        Weak { inner: self.inner }
    }
}

// ANCHOR: upgrade
impl<T> Arc<T> {
    /// A handle that does not keep the value alive.
    pub fn downgrade(this: &Self) -> Weak<T> {
        guard(this.weak().fetch_add(1, Relaxed));
        Weak { inner: this.inner }
    }
}

impl<T> Weak<T> {
    /// One more owner of the value, if it still has one.
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let mut strong = self.strong().load(Relaxed);
        while strong != 0 {
            guard(strong);
            match self.strong().compare_exchange_weak(
                strong,
                strong + 1,
                Relaxed,
                Relaxed,
            ) {
                Ok(_) => return Some(Arc { inner: self.inner }),
                Err(now) => strong = now,
            }
        }
        None
    }
}
// ANCHOR_END: upgrade

impl<T> Weak<T> {
    fn strong(&self) -> &AtomicUsize {
        // SAFETY: the box stays while there is a handle. This borrows only
        // the count: another thread may be using the value.
        unsafe { &(*self.inner.as_ptr()).strong }
    }

    fn weak(&self) -> &AtomicUsize {
        // SAFETY: as above.
        unsafe { &(*self.inner.as_ptr()).weak }
    }
}

// ANCHOR: drop
impl<T> Drop for Arc<T> {
    /// One owner fewer; the last one drops the value.
    fn drop(&mut self) {
        if self.strong().fetch_sub(1, Release) == 1 {
            fence(Acquire);
            // All `Arc`s together count as one `Weak`, dropped at the end.
            let _shared = Weak { inner: self.inner };
            // SAFETY: the value has no owner and gets none, since no
            // `upgrade` adds to zero; all uses happen before the fence.
            unsafe {
                ManuallyDrop::drop(&mut (*self.inner.as_ptr()).value);
            }
        }
    }
}

impl<T> Drop for Weak<T> {
    /// One handle fewer; the last one frees the memory.
    fn drop(&mut self) {
        if self.weak().fetch_sub(1, Release) == 1 {
            fence(Acquire);
            // SAFETY: the box came from `Box::new`. No handle is left, and
            // everything the others did happens before the fence.
            let mut inner = unsafe { Box::from_raw(self.inner.as_ptr()) };
            assert_eq!(*inner.strong.get_mut(), 0);
        }
    }
}
// ANCHOR_END: drop

impl<T: fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> fmt::Debug for Weak<T> {
    /// As std's: the value may be gone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use super::Arc;

    /// Counts its drops.
    struct Plate<'a>(&'a AtomicU32);

    impl Drop for Plate<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The last owner drops the value, whatever weak handles remain.
    #[test]
    fn dropped_with_the_last_owner() {
        let drops = AtomicU32::new(0);
        let plate = Arc::new(Plate(&drops));
        let note = Arc::downgrade(&plate);
        let copy = note.clone();
        let owner = note.upgrade().unwrap();
        drop(plate);
        assert_eq!(drops.load(Ordering::Relaxed), 0);
        drop(owner);
        assert_eq!(drops.load(Ordering::Relaxed), 1);
        assert!(note.upgrade().is_none());
        drop(note);
        assert!(copy.upgrade().is_none());
        assert_eq!(drops.load(Ordering::Relaxed), 1);
    }

    /// An upgraded handle is one of the owners.
    #[test]
    fn upgrade_gives_the_same_value() {
        let tea = Arc::new("tea");
        let note = Arc::downgrade(&tea);
        assert!(Arc::ptr_eq(&tea, &note.upgrade().unwrap()));
        assert_eq!(format!("{tea:?} {note:?}"), "\"tea\" (Weak)");
    }

    /// In either order, the value is dropped once and not used afterward.
    #[test]
    fn upgrades_against_the_last_drop() {
        let drops = AtomicU32::new(0);
        for round in 1..=100 {
            let plate = Arc::new(Plate(&drops));
            let note = Arc::downgrade(&plate);
            thread::scope(|s| {
                s.spawn(move || drop(plate));
                let mine = note.clone();
                s.spawn(move || {
                    if let Some(plate) = mine.upgrade() {
                        assert!(plate.0.load(Ordering::Relaxed) < round);
                    }
                });
            });
            assert!(note.upgrade().is_none());
            assert_eq!(drops.load(Ordering::Relaxed), round);
        }
    }
}
