// ANCHOR: rs
//! A reader-writer lock in which readers wait behind a writer that waits.
//!
//! ```
//! use listings::build_an_rwlock::writers_first::RwLock;
//!
//! let prices = RwLock::new(vec![300, 450]);
//! let (one, other) = (prices.read(), prices.read());
//! assert_eq!(one[0] + other[1], 750);
//! assert!(prices.try_write().is_none());
//! drop((one, other));
//! prices.write().push(200);
//! assert_eq!(prices.read().len(), 3);
//! ```

use std::fmt;
use std::ptr;
use std::sync::{self, MutexGuard};
use std::thread::{self, Thread};

// ANCHOR: fields
use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

const WRITER: u32 = 1 << 29;
const READER_WAITS: u32 = 1 << 30;
const WRITER_WAITS: u32 = 1 << 31;
/// The bits that count readers.
const READERS: u32 = WRITER - 1;

/// A value that many threads can read, or one can write.
pub struct RwLock<T> {
    state: AtomicU32,
    /// How often a writer has been called; writers sleep on it.
    calls: AtomicU32,
    value: UnsafeCell<T>,
}

// SAFETY: as for a mutex, the value moves from writer to writer, hence
// `Send`; and readers share it, hence `Sync`.
unsafe impl<T: Send + Sync> Sync for RwLock<T> {}
// ANCHOR_END: fields

// ANCHOR: read
impl<T> RwLock<T> {
    /// Joins the readers; waits while a writer is in, or is marked as
    /// waiting. A writer that leaves erases that mark.
    ///
    /// A thread that already has a guard of this lock may wait forever.
    /// Waiting uses `park`, and so may use up an `unpark` meant for
    /// something else: if you `park` yourself, look again after `read`.
    ///
    /// # Panics
    /// If there are more readers than the lock can count.
    pub fn read(&self) -> ReadGuard<'_, T> {
        while !self.take_to_read() {
            let state = self.mark(READER_WAITS, WRITER | WRITER_WAITS);
            if let Some(state) = state {
                wait(&self.state, state);
            }
        }
        ReadGuard { lock: self }
    }

    fn take_to_read(&self) -> bool {
        let one_more = |state| {
            if state & (WRITER | WRITER_WAITS) != 0 {
                return None;
            }
            assert!(state & READERS < READERS, "too many readers");
            Some(state + 1)
        };
        self.state.fetch_update(Acquire, Relaxed, one_more).is_ok()
    }

    /// Adds a mark if one of `reasons` is in the state, and returns the
    /// marked state.
    fn mark(&self, mark: u32, reasons: u32) -> Option<u32> {
        let marked = |state| (state & reasons != 0).then_some(state | mark);
        let old = self.state.fetch_update(Relaxed, Relaxed, marked);
        old.ok().map(|state| state | mark)
    }
}

impl<T> Drop for ReadGuard<'_, T> {
    fn drop(&mut self) {
        let left = self.lock.state.fetch_sub(1, Release) - 1;
        if left & READERS == 0 && left & WRITER_WAITS != 0 {
            self.lock.call_a_writer();
        }
    }
}
// ANCHOR_END: read

// ANCHOR: write
impl<T> RwLock<T> {
    /// Waits until the lock is free, and takes it.
    ///
    /// A thread that already has a guard of this lock waits forever.
    /// Waiting may use up an `unpark`, like `read`.
    pub fn write(&self) -> WriteGuard<'_, T> {
        let mut mark = 0;
        while !self.take_to_write(mark) {
            mark = WRITER_WAITS;
            self.mark(mark, WRITER | READERS);
            let calls = self.calls.load(Acquire);
            if self.still_wanted() {
                wait(&self.calls, calls);
            }
        }
        WriteGuard { lock: self }
    }

    fn take_to_write(&self, mark: u32) -> bool {
        let writer = |state| {
            (state & (WRITER | READERS) == 0)
                .then_some(state | WRITER | mark)
        };
        self.state.fetch_update(Acquire, Relaxed, writer).is_ok()
    }

    /// Whether the mark is still set, with somebody inside to see it.
    fn still_wanted(&self) -> bool {
        let state = self.state.load(Relaxed);
        state & WRITER_WAITS != 0 && state & (WRITER | READERS) != 0
    }

    fn call_a_writer(&self) {
        self.calls.fetch_add(1, Release);
        wake_one(&self.calls);
    }
}

impl<T> Drop for WriteGuard<'_, T> {
    fn drop(&mut self) {
        let left = self.lock.state.swap(0, Release);
        if left & WRITER_WAITS != 0 {
            self.lock.call_a_writer();
        }
        if left & READER_WAITS != 0 {
            wake_all(&self.lock.state);
        }
    }
}
// ANCHOR_END: write

impl<T> RwLock<T> {
    /// A lock that is free.
    pub const fn new(value: T) -> Self {
        RwLock {
            state: AtomicU32::new(0),
            calls: AtomicU32::new(0),
            value: UnsafeCell::new(value),
        }
    }

    /// Joins the readers if no writer is in or marked as waiting.
    ///
    /// # Panics
    /// If there are more readers than the lock can count.
    #[must_use]
    pub fn try_read(&self) -> Option<ReadGuard<'_, T>> {
        self.take_to_read().then(|| ReadGuard { lock: self })
    }

    /// Takes the lock if it is free.
    #[must_use]
    pub fn try_write(&self) -> Option<WriteGuard<'_, T>> {
        self.take_to_write(0).then(|| WriteGuard { lock: self })
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

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLock<T> {
    /// Shows the value if it can be read; does not wait for it. Panics if
    /// `try_read` does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_read() {
            Some(guard) => f.debug_tuple("RwLock").field(&*guard).finish(),
            None => f.write_str("RwLock(<locked>)"),
        }
    }
}

// ANCHOR: guards
/// A reader's access: lends the value, and leaves when it is dropped.
#[must_use = "the reader leaves as soon as the guard is dropped"]
pub struct ReadGuard<'a, T> {
    lock: &'a RwLock<T>,
}

/// The writer's access: lends the value, and leaves when it is dropped.
#[must_use = "the writer leaves as soon as the guard is dropped"]
pub struct WriteGuard<'a, T> {
    lock: &'a RwLock<T>,
}

impl<T> Deref for ReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: a reader is counted, so no writer is in.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> Deref for WriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the writer is alone, and the exclusive reference of
        // `deref_mut` borrows its guard, so there is none now.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for WriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the writer is alone, and everything that its guard has
        // lent borrows the guard, so there is no other reference now.
        unsafe { &mut *self.lock.value.get() }
    }
}
// ANCHOR_END: guards

// As in build_a_mutex/wait.rs: sleeping on a word.

struct Sleeper {
    address: usize,
    thread: Thread,
}

static TABLE: sync::Mutex<Vec<Sleeper>> = sync::Mutex::new(Vec::new());

fn table() -> MutexGuard<'static, Vec<Sleeper>> {
    TABLE.lock().unwrap()
}

/// Sleeps if `word` is `expected`, until another thread wakes it.
///
/// Call it in a loop that looks at the word: a thread that slept may find
/// any value there. It parks the calling thread, so it may use up an
/// `unpark` meant for something else, or leave one behind. It also
/// allocates, so no global allocator can wait.
fn wait(word: &AtomicU32, expected: u32) {
    let thread = thread::current();
    let me = thread.id();
    let address = address(word);
    let mut sleepers = table();
    if word.load(Relaxed) != expected {
        return;
    }
    sleepers.push(Sleeper { address, thread });
    while sleepers.iter().any(|sleeper| sleeper.thread.id() == me) {
        drop(sleepers);
        thread::park();
        sleepers = table();
    }
}

/// Wakes the thread that has slept on `word` longest, if there is one.
///
/// Change the word first.
fn wake_one(word: &AtomicU32) {
    let mut sleepers = table();
    let on_word = |sleeper: &Sleeper| sleeper.address == address(word);
    if let Some(first) = sleepers.iter().position(on_word) {
        let sleeper = sleepers.remove(first);
        drop(sleepers);
        sleeper.thread.unpark();
    }
}

/// Wakes every thread that sleeps on `word`.
///
/// Change the word first.
fn wake_all(word: &AtomicU32) {
    let on_word = |sleeper: &mut Sleeper| sleeper.address == address(word);
    let woken: Vec<_> = table().extract_if(.., on_word).collect();
    for sleeper in woken {
        sleeper.thread.unpark();
    }
}

fn address(word: &AtomicU32) -> usize {
    ptr::from_ref(word).addr()
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::marker::PhantomData;
    use std::mem;
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::MutexGuard;
    use std::sync::atomic::AtomicU32;
    use std::sync::atomic::Ordering::Relaxed;
    use std::thread;

    use super::{
        READER_WAITS, READERS, ReadGuard, RwLock, Sleeper, WRITER,
        WRITER_WAITS, WriteGuard, address, table,
    };

    /// Whether a type has an auto trait.
    macro_rules! has {
        ($of:ty: $bound:ident) => {{
            struct Asked<T>(PhantomData<T>);
            #[allow(dead_code)]
            trait Otherwise {
                const ANSWER: bool = false;
            }
            impl<T> Otherwise for Asked<T> {}
            #[allow(dead_code)]
            impl<T: $bound> Asked<T> {
                const ANSWER: bool = true;
            }
            Asked::<$of>::ANSWER
        }};
    }

    /// Waits until as many threads sleep on this word.
    fn until_asleep(word: &AtomicU32, threads: usize) {
        let on_word = |sleeper: &&Sleeper| sleeper.address == address(word);
        while table().iter().filter(on_word).count() != threads {
            thread::yield_now();
        }
    }

    /// No reader sees what a writer has half done, and no addition is lost.
    #[test]
    fn readers_and_writers() {
        let prices = RwLock::new((0, 0));
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| {
                    for _ in 0..100 {
                        let mut both = prices.write();
                        both.0 += 1;
                        both.1 += 1;
                    }
                });
                s.spawn(|| {
                    for _ in 0..100 {
                        let both = prices.read();
                        assert_eq!(both.0, both.1);
                    }
                });
            }
        });
        assert_eq!(prices.state.load(Relaxed), 0);
        assert_eq!(prices.into_inner(), (200, 200));
    }

    /// A writer that waits keeps new readers out, and comes first; then the
    /// readers come in.
    #[test]
    fn writers_come_first() {
        let prices = RwLock::new(1);
        let first = prices.read();
        thread::scope(|s| {
            s.spawn(|| *prices.write() = 2);
            until_asleep(&prices.calls, 1);
            assert_eq!(prices.state.load(Relaxed), WRITER_WAITS | 1);
            assert!(prices.try_read().is_none());
            let second = s.spawn(|| *prices.read());
            until_asleep(&prices.state, 1);
            assert_eq!(
                prices.state.load(Relaxed),
                READER_WAITS | WRITER_WAITS | 1
            );
            second.thread().unpark();
            assert_eq!(*first, 1);
            drop(first);
            assert_eq!(second.join().unwrap(), 2);
        });
        assert_eq!(prices.state.load(Relaxed), 0);
    }

    /// The last reader calls one writer, and that one the other.
    #[test]
    fn two_writers_wait() {
        let prices = RwLock::new(0);
        let reader = prices.read();
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| *prices.write() += 1);
            }
            until_asleep(&prices.calls, 2);
            drop(reader);
        });
        assert_eq!(*prices.read(), 2);
    }

    /// A writer's unlock erases the mark, and the next writer brings it
    /// back: all writers come in.
    #[test]
    fn the_mark_outlives_a_writer() {
        let prices = RwLock::new(0);
        let writer = prices.write();
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| *prices.write() += 1);
            }
            until_asleep(&prices.calls, 2);
            drop(writer);
        });
        assert_eq!(*prices.read(), 2);
    }

    /// Every reader that sleeps comes in when the writer leaves.
    #[test]
    fn all_readers_come_in() {
        let prices = RwLock::new(1);
        let writer = prices.write();
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| assert_eq!(*prices.read(), 1));
            }
            until_asleep(&prices.state, 2);
            drop(writer);
        });
    }

    /// Readers together, the writer alone; `Debug` waits for neither.
    #[test]
    fn no_waiting() {
        let mut prices: RwLock<u32> = RwLock::default();
        let readers = (prices.read(), prices.try_read().unwrap());
        assert!(prices.try_write().is_none());
        assert_eq!(format!("{prices:?}"), "RwLock(0)");
        drop(readers);
        let writer = prices.try_write().unwrap();
        assert!(prices.try_read().is_none());
        assert!(prices.try_write().is_none());
        assert_eq!(prices.state.load(Relaxed), WRITER);
        assert_eq!(format!("{prices:?}"), "RwLock(<locked>)");
        drop(writer);
        *prices.get_mut() = 3;
        assert_eq!(*prices.read(), 3);
    }

    /// A panic lets others in again, a forgotten guard does not.
    #[test]
    fn unwound_and_forgotten() {
        let prices = RwLock::new(1);
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            *prices.write() = 2;
            let _reader = prices.read();
            panic!("the printer is jammed");
        }));
        assert!(outcome.is_err());
        assert_eq!(*prices.write(), 2);
        mem::forget(prices.read());
        assert!(prices.try_write().is_none());
        assert!(prices.try_read().is_some());
    }

    /// Forgotten readers cannot count up to a writer.
    #[test]
    fn too_many_readers() {
        let prices = RwLock::new(1);
        prices.state.store(READERS - 1, Relaxed);
        mem::forget(prices.read());
        let refused = panic::catch_unwind(AssertUnwindSafe(|| {
            drop(prices.try_read())
        }));
        assert!(refused.is_err());
        assert_eq!(prices.state.load(Relaxed), READERS);
    }

    /// The bounds: none too wide, and one narrower than std's, which shares
    /// the guard of a value that may not move.
    #[test]
    fn send_and_sync() {
        assert!(has!(RwLock<u32>: Sync));
        assert!(has!(RwLock<Cell<u32>>: Send));
        assert!(!has!(RwLock<Cell<u32>>: Sync));
        assert!(!has!(RwLock<MutexGuard<'_, u32>>: Sync));
        assert!(has!(ReadGuard<'_, u32>: Send));
        assert!(has!(ReadGuard<'_, u32>: Sync));
        assert!(has!(WriteGuard<'_, u32>: Send));
        assert!(has!(WriteGuard<'_, u32>: Sync));
        assert!(!has!(ReadGuard<'_, Cell<u32>>: Send));
        assert!(!has!(ReadGuard<'_, Cell<u32>>: Sync));
        assert!(!has!(WriteGuard<'_, Cell<u32>>: Send));
        assert!(!has!(WriteGuard<'_, Cell<u32>>: Sync));
        assert!(!has!(ReadGuard<'_, MutexGuard<'_, u32>>: Sync));
    }

    /// Guards are dropped in other threads than made them, and the next
    /// ones get in.
    #[test]
    fn guards_move() {
        let prices = RwLock::new(1);
        let writer = prices.write();
        thread::scope(|s| {
            let reader = s.spawn(|| prices.read());
            until_asleep(&prices.state, 1);
            s.spawn(move || drop(writer));
            let reader = reader.join().unwrap();
            s.spawn(|| *prices.write() = 2);
            until_asleep(&prices.calls, 1);
            drop(reader);
        });
        assert_eq!(*prices.read(), 2);
    }

    /// A lock that is dropped after what its value borrows, a value without
    /// size, one aligned to a page, and one whose destructor panics.
    #[test]
    fn unusual_values() {
        #[repr(align(4096))]
        struct Page(u8);
        struct Jammed;
        impl Drop for Jammed {
            fn drop(&mut self) {
                panic!("the printer is jammed");
            }
        }
        let (borrowing, price);
        price = 3;
        borrowing = RwLock::new(&price);
        assert_eq!(**borrowing.read(), 3);
        let (empty, page) = (RwLock::new(()), RwLock::new(Page(1)));
        let _: () = *empty.write();
        assert!((&raw const *page.read()).is_aligned());
        page.write().0 += 1;
        assert_eq!(page.into_inner().0, 2);
        let slot = RwLock::new(Some(Jammed));
        let replaced = AssertUnwindSafe(|| *slot.write() = None);
        assert!(panic::catch_unwind(replaced).is_err());
        assert!(slot.read().is_none());
    }

    /// The lock works in the destructor of a thread's local, even where it
    /// has to sleep, to read and to write.
    #[test]
    fn in_a_local_that_is_dropped() {
        static PRICE: RwLock<u32> = RwLock::new(1);
        struct Leaving;
        impl Drop for Leaving {
            fn drop(&mut self) {
                let seen = *PRICE.read();
                *PRICE.write() = seen + 1;
            }
        }
        thread_local!(static LEAVING: Leaving = const { Leaving });
        let writer = PRICE.write();
        let clerk = thread::spawn(|| LEAVING.with(|_| ()));
        until_asleep(&PRICE.state, 1);
        drop(writer);
        clerk.join().unwrap();
        let reader = PRICE.read();
        let clerk = thread::spawn(|| LEAVING.with(|_| ()));
        until_asleep(&PRICE.calls, 1);
        drop(reader);
        clerk.join().unwrap();
        assert_eq!(*PRICE.read(), 3);
    }
}
