// ANCHOR: rs
//! A value that one thread replaces while another may be reading it.
//!
//! ```
//! use std::thread;
//!
//! use listings::lock_free::board;
//!
//! let (mut writer, mut reader) = board::new(String::from("tea"));
//! let guest = thread::spawn(move || reader.read().len());
//! writer.replace(String::from("soup"));
//! assert!([3, 4].contains(&guest.join().unwrap()));
//! ```
//!
//! What is read is not kept beyond its guard.
//!
//! ```compile_fail,E0499
//! use listings::lock_free::board;
//!
//! let (_writer, mut reader) = board::new(String::from("tea"));
//! let first = reader.read();
//! let second = reader.read();
//! assert_eq!(*first, *second);
//! ```
//!
//! The ends move to another thread only if the values may.
//!
//! ```compile_fail,E0277
//! use std::rc::Rc;
//!
//! fn send<T: Send>(_: T) {}
//! send(listings::lock_free::board::new(Rc::new(7)));
//! ```
//!
//! What its values borrow must outlive it.
//!
//! ```compile_fail,E0597
//! use listings::lock_free::board;
//!
//! let tea = String::from("tea");
//! let (mut writer, _reader) = board::new(&tea);
//! let soup = String::from("soup");
//! writer.replace(&soup);
//! ```

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

// ANCHOR: board
use std::ptr;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicPtr, fence};

struct Board<T> {
    current: AtomicPtr<T>,
    /// What the reader is reading, or is about to read.
    hazard: AtomicPtr<T>,
    /// What was replaced while it was read; the writer's alone.
    retired: AtomicPtr<T>,
}

/// The end that replaces the value.
pub struct Writer<T> {
    board: Arc<Board<T>>,
}

/// The end that reads the value.
pub struct Reader<T> {
    board: Arc<Board<T>>,
}

/// A value that is not freed before this guard is dropped.
pub struct Reading<'a, T> {
    /// A reference would promise that the value stays until the end of
    /// each function that the guard is passed to.
    value: *const T,
    hazard: &'a AtomicPtr<T>,
}
// ANCHOR_END: board

// SAFETY: it owns its values. They are made by the writer's thread, read
// by the reader's and dropped by either, one after the other.
unsafe impl<T: Send> Send for Board<T> {}
// SAFETY: as above; the two ends never use a value at the same time.
unsafe impl<T: Send> Sync for Board<T> {}

// ANCHOR: read
impl<T> Reader<T> {
    /// Lends the current value.
    pub fn read(&mut self) -> Reading<'_, T> {
        let Board {
            current, hazard, ..
        } = &*self.board;
        let mut seen = current.load(Relaxed);
        loop {
            hazard.store(seen, Release);
            fence(SeqCst);
            let now = current.load(Acquire);
            if now == seen {
                // Not `seen`: it may point to an older value that had this
                // address.
                return Reading { value: now, hazard };
            }
            seen = now;
        }
    }
}

impl<T> Drop for Reading<'_, T> {
    fn drop(&mut self) {
        self.hazard.store(ptr::null_mut(), Release);
    }
}
// ANCHOR_END: read

// ANCHOR: replace
impl<T> Writer<T> {
    /// Replaces the value, and frees what is not being read anymore.
    ///
    /// # Panics
    ///
    /// If the destructor of a value does.
    pub fn replace(&mut self, value: T) {
        let Board {
            current,
            hazard,
            retired,
        } = &*self.board;
        let old = current.swap(Box::into_raw(Box::new(value)), Release);
        let older = retired.swap(ptr::null_mut(), Relaxed);
        fence(SeqCst);
        let mut read = hazard.load(Acquire);
        let free = [older, old].map(|gone| {
            if gone == read {
                retired.store(gone, Relaxed);
                // Values without a size share an address: keep only one.
                read = ptr::null_mut();
                return None;
            }
            // SAFETY: from `into_raw`; not the current value, nor the one
            // being read, so the reader cannot get to it. (Values without
            // a size are all alike: one is left for the reader.)
            (!gone.is_null()).then(|| unsafe { Box::from_raw(gone) })
        });
        // The second is dropped even if the first one's destructor panics.
        drop(free);
    }
}
// ANCHOR_END: replace

impl<T> Drop for Board<T> {
    fn drop(&mut self) {
        let left = [&mut self.current, &mut self.retired].map(|left| {
            let left = *left.get_mut();
            // SAFETY: from `into_raw`, and both ends are gone.
            (!left.is_null()).then(|| unsafe { Box::from_raw(left) })
        });
        drop(left);
    }
}

impl<T> Deref for Reading<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: it was still the current value when the hazard was up,
        // so the writer finds the hazard before it frees.
        unsafe { &*self.value }
    }
}

/// The two ends, with the first value.
pub fn new<T>(value: T) -> (Writer<T>, Reader<T>) {
    let board = Arc::new(Board {
        current: AtomicPtr::new(Box::into_raw(Box::new(value))),
        hazard: AtomicPtr::new(ptr::null_mut()),
        retired: AtomicPtr::new(ptr::null_mut()),
    });
    let writer = Writer {
        board: Arc::clone(&board),
    };
    (writer, Reader { board })
}

impl<T> fmt::Debug for Writer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Reader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl<T: fmt::Debug> fmt::Debug for Reading<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::{mem, thread};

    use super::{Reader, Writer, new};

    /// What is being read is kept, and everything else freed at once.
    #[test]
    fn kept_while_read() {
        let [one, two, three] = [1, 2, 3].map(Arc::new);
        let (mut writer, mut reader) = new(Arc::clone(&one));
        let reading = reader.read();
        writer.replace(Arc::clone(&two));
        writer.replace(Arc::clone(&three));
        assert_eq!(**reading, 1);
        assert_eq!([&one, &two].map(Arc::strong_count), [2, 1]);
        drop(reading);
        assert_eq!(**reader.read(), 3);
        writer.replace(Arc::clone(&one));
        assert_eq!([&one, &three].map(Arc::strong_count), [2, 1]);
        drop(writer);
        assert_eq!(**reader.read(), 1);
        drop(reader);
        assert_eq!(Arc::strong_count(&one), 1);
    }

    /// A value that is read when the writer goes away stays until then.
    #[test]
    fn writer_gone() {
        let one = Arc::new(1);
        let (mut writer, mut reader) = new(Arc::clone(&one));
        let reading = reader.read();
        writer.replace(Arc::new(2));
        drop(writer);
        assert_eq!(**reading, 1);
        drop(reading);
        drop(reader);
        assert_eq!(Arc::strong_count(&one), 1);
    }

    /// A guard that is forgotten keeps one value, and no longer than the
    /// ends are there.
    #[test]
    fn forgotten_guard() {
        let one = Arc::new(1);
        let (mut writer, mut reader) = new(Arc::clone(&one));
        mem::forget(reader.read());
        writer.replace(Arc::new(2));
        assert_eq!(Arc::strong_count(&one), 2);
        assert_eq!(**reader.read(), 2);
        writer.replace(Arc::new(3));
        assert_eq!(Arc::strong_count(&one), 1);
    }

    /// The value is what was put there, while it changes all the time.
    #[test]
    fn whole() {
        let (mut writer, mut reader) = new(vec![0; 8]);
        thread::scope(|s| {
            s.spawn(move || {
                (1..1000).for_each(|n| writer.replace(vec![n; 8]))
            });
            for _ in 0..1000 {
                let numbers = reader.read();
                assert!(numbers.iter().all(|number| *number == numbers[0]));
            }
        });
    }

    struct Vase {
        _clay: Arc<()>,
        breaks: bool,
    }

    impl Drop for Vase {
        fn drop(&mut self) {
            assert!(!self.breaks, "broken");
        }
    }

    /// A destructor that panics keeps no other value from being freed.
    #[test]
    fn destructor_may_panic_beside_another_value() {
        let clay = Arc::new(());
        let vase = |breaks| Vase {
            _clay: Arc::clone(&clay),
            breaks,
        };
        let (mut writer, mut reader) = new(vase(true));
        let reading = reader.read();
        writer.replace(vase(false));
        drop(reading);
        let reading = reader.read();
        let replace = AssertUnwindSafe(|| writer.replace(vase(false)));
        assert!(panic::catch_unwind(replace).is_err());
        drop(reading);
        drop((writer, reader));
        assert_eq!(Arc::strong_count(&clay), 1);
    }

    /// Nor when both ends are gone.
    #[test]
    fn destructor_may_panic_at_the_end() {
        let clay = Arc::new(());
        let vase = |breaks| Vase {
            _clay: Arc::clone(&clay),
            breaks,
        };
        let (mut writer, mut reader) = new(vase(false));
        mem::forget(reader.read());
        writer.replace(vase(true));
        drop(reader);
        let end = AssertUnwindSafe(|| drop(writer));
        assert!(panic::catch_unwind(end).is_err());
        assert_eq!(Arc::strong_count(&clay), 1);
    }

    /// A destructor that panics runs once, and the new value is there.
    #[test]
    fn destructor_may_panic() {
        struct Fragile {
            _vase: Arc<()>,
            breaks: bool,
        }
        impl Drop for Fragile {
            fn drop(&mut self) {
                if self.breaks {
                    panic::resume_unwind(Box::new("broken"));
                }
            }
        }
        let vase = Arc::new(());
        let fragile = |breaks| Fragile {
            _vase: Arc::clone(&vase),
            breaks,
        };
        let (mut writer, mut reader) = new(fragile(true));
        let replaced = AssertUnwindSafe(|| writer.replace(fragile(false)));
        assert!(panic::catch_unwind(replaced).is_err());
        assert!(!reader.read().breaks);
        assert_eq!(Arc::strong_count(&vase), 2);
        drop((writer, reader));
        assert_eq!(Arc::strong_count(&vase), 1);
    }

    /// Values without a size share an address, and each is dropped once.
    #[test]
    fn without_size() {
        static DROPPED: AtomicU32 = AtomicU32::new(0);
        struct Mark;
        impl Drop for Mark {
            fn drop(&mut self) {
                DROPPED.fetch_add(1, Ordering::Relaxed);
            }
        }
        let (mut writer, mut reader) = new(Mark);
        let reading = reader.read();
        writer.replace(Mark);
        assert_eq!(DROPPED.load(Ordering::Relaxed), 0);
        writer.replace(Mark);
        assert_eq!(DROPPED.load(Ordering::Relaxed), 1);
        drop(reading);
        writer.replace(Mark);
        assert_eq!(DROPPED.load(Ordering::Relaxed), 3);
        drop((writer, reader));
        assert_eq!(DROPPED.load(Ordering::Relaxed), 4);
    }

    /// Values with a large alignment.
    #[test]
    fn aligned() {
        #[repr(align(256))]
        struct Page(u8);
        let (mut writer, mut reader) = new(Page(7));
        writer.replace(Page(8));
        assert_eq!(reader.read().0, 8);
    }

    /// An end may move to another thread if the values may.
    #[test]
    fn bounds() {
        fn send<X: Send>() {}
        send::<Writer<Cell<u32>>>();
        send::<Reader<Cell<u32>>>();
    }
}
