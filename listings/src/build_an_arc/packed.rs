// ANCHOR: rs
//! An `Arc` with both counts in one number, so that one load sees both.
//!
//! ```
//! use listings::build_an_arc::packed::Arc;
//!
//! let mut poster = Arc::new(String::from("Hamlet"));
//! Arc::get_mut(&mut poster).unwrap().push('!');
//! let note = Arc::downgrade(&poster);
//! assert!(Arc::get_mut(&mut poster).is_none());
//! drop(note);
//! assert_eq!(Arc::get_mut(&mut poster).unwrap(), "Hamlet!");
//! ```

use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::process;
use std::ptr::NonNull;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU64, fence};

// ANCHOR: fields
/// An `Arc` counts one, in the lower half of the number.
const STRONG: u64 = 1;
/// A `Weak` counts one in the upper half; so do all `Arc`s together.
const WEAK: u64 = 1 << 32;

struct Inner<T> {
    counts: AtomicU64,
    value: ManuallyDrop<T>,
}
// ANCHOR_END: fields

/// One of the owners of a value.
///
/// The process is aborted when there are more than two billion handles
/// of a kind.
pub struct Arc<T> {
    inner: NonNull<Inner<T>>,
}

/// A handle that leads to a value as long as others own it.
pub struct Weak<T> {
    inner: NonNull<Inner<T>>,
}

// SAFETY: every `Arc` lends a `&T` in its own thread and can be cloned,
// so `T` must be `Sync`. The last `Arc` drops the value in whichever
// thread it is, and `get_mut` lends it exclusively, so `T` must be `Send`.
unsafe impl<T: Send + Sync> Send for Arc<T> {}
// SAFETY: a `&Arc<T>` is enough for a clone, so the same holds.
unsafe impl<T: Send + Sync> Sync for Arc<T> {}
// SAFETY: a `Weak` can become an `Arc`, so the same holds.
unsafe impl<T: Send + Sync> Send for Weak<T> {}
// SAFETY: a `&Weak<T>` is enough for an `upgrade`, so the same holds.
unsafe impl<T: Send + Sync> Sync for Weak<T> {}

/// Each count has 32 bits; past half its range, the process ends.
const MOST: u64 = 1 << 31;

/// How many `Arc`s are in `counts`.
fn strong(counts: u64) -> u64 {
    counts % WEAK
}

/// Ends the process before either of the counts can overflow.
fn guard(counts: u64) {
    if strong(counts) > MOST || counts / WEAK > MOST {
        process::abort();
    }
}

impl<T> Arc<T> {
    /// The first owner of `value`.
    pub fn new(value: T) -> Self {
        let inner = Box::leak(Box::new(Inner {
            counts: AtomicU64::new(STRONG + WEAK),
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

    /// A handle that does not keep the value alive.
    pub fn downgrade(this: &Self) -> Weak<T> {
        guard(this.counts().fetch_add(WEAK, Relaxed));
        Weak { inner: this.inner }
    }

    fn counts(&self) -> &AtomicU64 {
        // SAFETY: the box stays while there is a handle. This borrows only
        // the counts: another thread may be using the value.
        unsafe { &(*self.inner.as_ptr()).counts }
    }
}

// ANCHOR: get_mut
impl<T> Arc<T> {
    /// Lends the value exclusively, if no other handle leads to it.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if this.counts().load(Acquire) != STRONG + WEAK {
            return None;
        }
        // SAFETY: this is the only handle of either kind, and it is
        // borrowed exclusively for as long as the value is. Everything
        // the others did with the value happens before the load.
        Some(unsafe { &mut (*this.inner.as_ptr()).value })
    }
}
// ANCHOR_END: get_mut

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
        guard(self.counts().fetch_add(STRONG, Relaxed));
        Arc { inner: self.inner }
    }
}

impl<T> Drop for Arc<T> {
    /// One owner fewer; the last one drops the value.
    fn drop(&mut self) {
        if strong(self.counts().fetch_sub(STRONG, Release)) == 1 {
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

impl<T> Weak<T> {
    /// One more owner of the value, if it still has one.
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let mut counts = self.counts().load(Relaxed);
        while strong(counts) != 0 {
            guard(counts);
            match self.counts().compare_exchange_weak(
                counts,
                counts + STRONG,
                Relaxed,
                Relaxed,
            ) {
                Ok(_) => return Some(Arc { inner: self.inner }),
                Err(now) => counts = now,
            }
        }
        None
    }

    fn counts(&self) -> &AtomicU64 {
        // SAFETY: the box stays while there is a handle. This borrows only
        // the counts: another thread may be using the value.
        unsafe { &(*self.inner.as_ptr()).counts }
    }
}

impl<T> Clone for Weak<T> {
    /// One more handle that does not keep the value alive.
    fn clone(&self) -> Self {
        guard(self.counts().fetch_add(WEAK, Relaxed));
        Weak { inner: self.inner }
    }
}

impl<T> Drop for Weak<T> {
    /// One handle fewer; the last one frees the memory.
    fn drop(&mut self) {
        if self.counts().fetch_sub(WEAK, Release) == WEAK {
            fence(Acquire);
            // SAFETY: the box came from `Box::new`. No handle is left, and
            // everything the others did happens before the fence.
            let mut inner = unsafe { Box::from_raw(self.inner.as_ptr()) };
            assert_eq!(*inner.counts.get_mut(), 0);
        }
    }
}

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
    use std::panic::{self, AssertUnwindSafe};
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
        assert!(Arc::ptr_eq(&plate, &owner));
        drop(plate);
        assert_eq!(drops.load(Ordering::Relaxed), 0);
        drop(owner);
        assert_eq!(drops.load(Ordering::Relaxed), 1);
        assert!(note.upgrade().is_none());
        drop(note);
        assert!(copy.upgrade().is_none());
    }

    /// Neither an owner nor a weak handle may be left for `get_mut`.
    #[test]
    fn get_mut_wants_no_other_handle() {
        let mut menu = Arc::new(vec!["tea"]);
        let other = Arc::clone(&menu);
        assert!(Arc::get_mut(&mut menu).is_none());
        let note = Arc::downgrade(&other);
        drop(other);
        assert!(Arc::get_mut(&mut menu).is_none());
        drop(note);
        Arc::get_mut(&mut menu).unwrap().push("coffee");
        assert_eq!(format!("{menu:?}"), r#"["tea", "coffee"]"#);
        assert_eq!(format!("{:?}", Arc::downgrade(&menu)), "(Weak)");
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

    /// A destructor that panics does not keep the memory, nor the count.
    #[test]
    fn destructor_may_panic() {
        struct Fragile;
        impl Drop for Fragile {
            fn drop(&mut self) {
                panic::resume_unwind(Box::new("broken"));
            }
        }
        let vase = Arc::new(Fragile);
        let note = Arc::downgrade(&vase);
        let dropped = AssertUnwindSafe(|| drop(vase));
        assert!(panic::catch_unwind(dropped).is_err());
        assert!(note.upgrade().is_none());
    }
}
