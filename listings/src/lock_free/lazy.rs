// ANCHOR: rs
//! A value that is made when it is first needed, without waiting.
//!
//! ```
//! use std::thread;
//!
//! use listings::lock_free::lazy::Lazy;
//!
//! let menu = Lazy::new();
//! thread::scope(|s| {
//!     s.spawn(|| menu.get_or_init(|| vec!["tea", "coffee"]).len());
//!     assert_eq!(menu.get_or_init(|| vec!["tea", "coffee"]).len(), 2);
//! });
//! ```
//!
//! It can be shared only if its value may be shared and sent.
//!
//! ```compile_fail,E0277
//! use std::rc::Rc;
//!
//! use listings::lock_free::lazy::Lazy;
//!
//! fn share<T: Sync>(_: T) {}
//! share(Lazy::<Rc<u32>>::new());
//! ```
//!
//! What its value borrows must outlive it.
//!
//! ```compile_fail,E0597
//! use listings::lock_free::lazy::Lazy;
//!
//! let menu = Lazy::new();
//! let dish = String::from("soup");
//! menu.get_or_init(|| &dish);
//! ```

use std::fmt;

// ANCHOR: lazy
use std::ptr;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::{Acquire, Release};

/// Room for a value that's made when a thread first needs it. If several
/// threads make one, the first to be stored stays.
pub struct Lazy<T> {
    slot: AtomicPtr<T>,
}

// SAFETY: it owns its value, as a `Box` does.
unsafe impl<T: Send> Send for Lazy<T> {}
// SAFETY: all threads read one value, hence `Sync`; one thread makes it
// and another may drop it, hence `Send`.
unsafe impl<T: Send + Sync> Sync for Lazy<T> {}

impl<T> Lazy<T> {
    /// The value; if there is none, `make` makes one.
    ///
    /// Several threads may each make one at the same time. All get the
    /// same one back, and the others are dropped.
    ///
    /// # Panics
    ///
    /// If `make` does, or the destructor of a value that is not needed.
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        let mut found = self.slot.load(Acquire);
        if found.is_null() {
            found = self.set(Box::new(make()));
        }
        // SAFETY: it points to a complete value, which stays until this
        // `Lazy` is dropped, and that ends all borrows of it first.
        unsafe { &*found }
    }

    fn set(&self, value: Box<T>) -> *mut T {
        let mine = Box::into_raw(value);
        let null = ptr::null_mut();
        match self.slot.compare_exchange(null, mine, Release, Acquire) {
            Ok(_) => mine,
            Err(theirs) => {
                // SAFETY: from `into_raw`, and no other thread has it.
                drop(unsafe { Box::from_raw(mine) });
                theirs
            }
        }
    }
}

impl<T> Drop for Lazy<T> {
    fn drop(&mut self) {
        let value = *self.slot.get_mut();
        if !value.is_null() {
            // SAFETY: from `into_raw`, in `set`; nobody borrows it now.
            drop(unsafe { Box::from_raw(value) });
        }
    }
}
// ANCHOR_END: lazy

impl<T> Lazy<T> {
    /// No value yet.
    pub const fn new() -> Self {
        Lazy {
            slot: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// The value, if it has been made.
    pub fn get(&self) -> Option<&T> {
        // SAFETY: as in `get_or_init`, unless it is null.
        unsafe { self.slot.load(Acquire).as_ref() }
    }
}

impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Lazy<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lazy").field(&self.get()).finish()
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::{mem, thread};

    use super::Lazy;

    /// Counts its drops.
    struct Plate<'a>(&'a AtomicU32);

    impl Drop for Plate<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// All threads get one value, and every value is dropped once.
    #[test]
    fn one_value() {
        for _ in 0..100 {
            let (made, dropped) = (AtomicU32::new(0), AtomicU32::new(0));
            let lazy = Lazy::new();
            let get = || {
                lazy.get_or_init(|| {
                    made.fetch_add(1, Ordering::Relaxed);
                    Plate(&dropped)
                })
            };
            let others = thread::scope(|s| {
                let threads = [(); 3]
                    .map(|()| s.spawn(|| &raw const *get() as usize));
                threads.map(|thread| thread.join().unwrap())
            });
            assert_eq!(others, [&raw const *get() as usize; 3]);
            let left = made.load(Ordering::Relaxed)
                - dropped.load(Ordering::Relaxed);
            assert_eq!(left, 1);
            drop(lazy);
            assert_eq!(made.into_inner(), dropped.into_inner());
        }
    }

    /// Without a value there is nothing to drop.
    #[test]
    fn empty() {
        let lazy = Lazy::<String>::default();
        assert_eq!(lazy.get(), None);
        assert_eq!(format!("{lazy:?}"), "Lazy(None)");
    }

    /// If `make` panics, the next caller makes the value.
    #[test]
    fn make_may_panic() {
        let lazy = Lazy::<u32>::new();
        let tried = AssertUnwindSafe(|| {
            *lazy.get_or_init(|| panic::resume_unwind(Box::new("no")))
        });
        assert!(panic::catch_unwind(tried).is_err());
        assert_eq!(*lazy.get_or_init(|| 7), 7);
    }

    /// If `make` comes back to the same `Lazy`, the inner value wins.
    #[test]
    fn make_may_come_back() {
        let lazy = Lazy::new();
        let outer = *lazy.get_or_init(|| 1 + *lazy.get_or_init(|| 7));
        assert_eq!(outer, 7);
    }

    /// A loser whose destructor panics leaves the winner's value alone.
    #[test]
    fn destructor_may_panic() {
        struct Fragile(Cell<bool>);
        impl Drop for Fragile {
            fn drop(&mut self) {
                if self.0.get() {
                    panic::resume_unwind(Box::new("broken"));
                }
            }
        }
        let lazy = Lazy::new();
        let both = AssertUnwindSafe(|| {
            lazy.get_or_init(|| {
                lazy.get_or_init(|| Fragile(Cell::new(false)));
                Fragile(Cell::new(true))
            });
        });
        assert!(panic::catch_unwind(both).is_err());
        assert!(!lazy.get().unwrap().0.get());
    }

    /// A value without a size, and one with a large alignment.
    #[test]
    fn sizes() {
        #[repr(align(4096))]
        struct Page;
        assert_eq!(*Lazy::new().get_or_init(|| ()), ());
        let page = Lazy::new();
        let page: &Page = page.get_or_init(|| Page);
        assert_eq!(&raw const *page as usize % mem::align_of::<Page>(), 0);
    }
}
