// ANCHOR: rs
//! A value with any number of owners, in any threads.
//!
//! ```
//! use std::thread;
//!
//! use listings::build_an_arc::strong::Arc;
//!
//! let menu = Arc::new(vec!["tea", "coffee"]);
//! let ours = Arc::clone(&menu);
//! let waiter = thread::spawn(move || ours.len());
//! assert_eq!(waiter.join().unwrap() + menu.len(), 4);
//! ```

use std::fmt;

// ANCHOR: new
use std::ops::Deref;
use std::process;
use std::ptr::NonNull;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicUsize, fence};

struct Inner<T> {
    count: AtomicUsize,
    value: T,
}

/// One of the owners of a value.
///
/// The process is aborted when a count passes half of its range.
pub struct Arc<T> {
    inner: NonNull<Inner<T>>,
}

impl<T> Arc<T> {
    /// The first owner of `value`.
    pub fn new(value: T) -> Self {
        let count = AtomicUsize::new(1);
        let inner = Box::leak(Box::new(Inner { count, value }));
        Arc {
            inner: NonNull::from(inner),
        }
    }

    fn inner(&self) -> &Inner<T> {
        // SAFETY: this handle is counted, so the box has not been freed.
        unsafe { self.inner.as_ref() }
    }

    /// Whether both own the same value.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        this.inner == other.inner
    }
}

impl<T> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner().value
    }
}
// ANCHOR_END: new

// ANCHOR: send
// SAFETY: every handle lends a `&T` in its own thread and can be cloned,
// so `T` must be `Sync`. The last handle drops the value in whichever
// thread it is, and `get_mut` lends it exclusively, so `T` must be `Send`.
unsafe impl<T: Send + Sync> Send for Arc<T> {}
// SAFETY: a `&Arc<T>` is enough for a clone, so the same holds.
unsafe impl<T: Send + Sync> Sync for Arc<T> {}
// ANCHOR_END: send

// ANCHOR: clone
const MOST: usize = usize::MAX / 2;

impl<T> Clone for Arc<T> {
    /// One more owner of the same value.
    fn clone(&self) -> Self {
        let before = self.inner().count.fetch_add(1, Relaxed);
        if before > MOST {
            process::abort();
        }
        Arc { inner: self.inner }
    }
}
// ANCHOR_END: clone

// ANCHOR: drop
impl<T> Drop for Arc<T> {
    /// One owner fewer; the last one drops the value.
    fn drop(&mut self) {
        if self.inner().count.fetch_sub(1, Release) == 1 {
            fence(Acquire);
            // SAFETY: the box came from `Box::new`. The count is zero, so
            // no handle is left, and everything the others did happens
            // before the fence.
            drop(unsafe { Box::from_raw(self.inner.as_ptr()) });
        }
    }
}
// ANCHOR_END: drop

// ANCHOR: get_mut
impl<T> Arc<T> {
    /// Lends the value exclusively, if it has no other owner.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if this.inner().count.load(Acquire) != 1 {
            return None;
        }
        // SAFETY: this is the only handle, and it is borrowed exclusively
        // for as long as the value is, so it cannot be cloned. Everything
        // the others did with the value happens before the load.
        Some(unsafe { &mut this.inner.as_mut().value })
    }
}
// ANCHOR_END: get_mut

impl<T: fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::{mem, thread};

    use super::Arc;

    /// Counts its drops.
    struct Plate<'a>(&'a AtomicU32);

    impl Drop for Plate<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// However many handles there are, and wherever they go, the value is
    /// dropped once.
    #[test]
    fn dropped_once() {
        let drops = AtomicU32::new(0);
        let plate = Arc::new(Plate(&drops));
        thread::scope(|s| {
            for _ in 0..3 {
                let ours = Arc::clone(&plate);
                s.spawn(move || drop(Arc::clone(&ours)));
            }
        });
        assert_eq!(drops.load(Ordering::Relaxed), 0);
        drop(plate);
        assert_eq!(drops.load(Ordering::Relaxed), 1);
    }

    /// Clones own one value, and another `new` makes another value.
    #[test]
    fn one_value() {
        let tea = Arc::new("tea");
        assert!(Arc::ptr_eq(&tea, &tea.clone()));
        assert!(!Arc::ptr_eq(&tea, &Arc::new("tea")));
    }

    /// The value can be changed while it has one owner, and only then.
    #[test]
    fn get_mut_wants_one_owner() {
        let mut menu = Arc::new(vec!["tea"]);
        let other = Arc::clone(&menu);
        assert!(Arc::get_mut(&mut menu).is_none());
        drop(other);
        Arc::get_mut(&mut menu).unwrap().push("coffee");
        assert_eq!(menu.len(), 2);
    }

    /// `Debug` shows the value, as std's does.
    #[test]
    fn debug() {
        assert_eq!(format!("{:?}", Arc::new("tea")), "\"tea\"");
    }

    /// A handle to what lives long is one to what lives shorter.
    #[test]
    fn covariant() {
        fn either<'a>(_: Arc<&'a str>, of: Arc<&'a str>) -> Arc<&'a str> {
            of
        }
        let classic: Arc<&'static str> = Arc::new("Hamlet");
        let title = String::from("Macbeth");
        let other = Arc::new(title.as_str());
        assert_eq!(*either(classic, other), "Macbeth");
    }

    /// A handle is a pointer, and an `Option` of it needs no more room.
    #[test]
    fn one_word() {
        assert_eq!(
            mem::size_of::<Arc<[u64; 9]>>(),
            mem::size_of::<usize>()
        );
        assert_eq!(
            mem::size_of::<Option<Arc<u8>>>(),
            mem::size_of::<usize>()
        );
    }
}
