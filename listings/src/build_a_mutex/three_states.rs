// ANCHOR: rs
//! A mutex whose unlock wakes one thread, and only if one may be asleep.
//!
//! ```
//! use std::thread;
//!
//! use listings::build_a_mutex::three_states::Mutex;
//!
//! static SOLD: Mutex<u32> = Mutex::new(0);
//!
//! thread::scope(|s| {
//!     for _ in 0..3 {
//!         s.spawn(|| *SOLD.lock() += 1);
//!     }
//! });
//! assert_eq!(*SOLD.lock(), 3);
//! ```

use std::fmt;
use std::hint;
use std::ptr;
use std::sync::{self, MutexGuard};
use std::thread::{self, Thread};

// ANCHOR: lock
use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

const FREE: u32 = 0;
const HELD: u32 = 1;
/// Held, and a thread may be asleep.
const WANTED: u32 = 2;

/// A value that one thread at a time can use; the others sleep.
pub struct Mutex<T> {
    state: AtomicU32,
    value: UnsafeCell<T>,
}

impl<T> Mutex<T> {
    /// Sleeps until the mutex is free, and takes it.
    ///
    /// A thread that already holds the mutex sleeps forever. Sleeping uses
    /// `park`, and so may use up an `unpark` meant for something else: if
    /// you `park` yourself, look again after `lock`.
    #[inline]
    pub fn lock(&self) -> Guard<'_, T> {
        if !self.take() {
            self.lock_wanted();
        }
        Guard { mutex: self }
    }

    #[inline]
    fn take(&self) -> bool {
        self.state
            .compare_exchange(FREE, HELD, Acquire, Relaxed)
            .is_ok()
    }

    #[cold]
    fn lock_wanted(&self) {
        while self.state.swap(WANTED, Acquire) != FREE {
            wait(&self.state, WANTED);
        }
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        let state = &self.mutex.state;
        if state.swap(FREE, Release) == WANTED {
            wake_one(state);
        }
    }
}
// ANCHOR_END: lock

// ANCHOR: spin
/// How often `lock_spinning` looks before it sleeps.
const LOOKS: u32 = 100;

impl<T> Mutex<T> {
    /// Takes the mutex; while it is held, looks again, then sleeps.
    ///
    /// As with `lock`, a thread that already holds the mutex sleeps
    /// forever, and sleeping may use up an `unpark`.
    #[inline]
    pub fn lock_spinning(&self) -> Guard<'_, T> {
        if !self.take() && !self.take_looking() {
            self.lock_wanted();
        }
        Guard { mutex: self }
    }

    #[cold]
    fn take_looking(&self) -> bool {
        for _ in 0..LOOKS {
            match self.state.load(Relaxed) {
                FREE if self.take() => return true,
                // Another thread has given up looking: don't look, either.
                WANTED => return false,
                _ => hint::spin_loop(),
            }
        }
        false
    }
}
// ANCHOR_END: spin

// SAFETY: through a shared reference to the mutex, only a guard leads to
// the value, and there is one guard at a time; the value moves from
// thread to thread, hence `Send`.
unsafe impl<T: Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    /// A mutex that is free.
    pub const fn new(value: T) -> Self {
        Mutex {
            state: AtomicU32::new(FREE),
            value: UnsafeCell::new(value),
        }
    }

    /// Takes the mutex if it is free; never sleeps.
    #[inline]
    #[must_use]
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        self.take().then(|| Guard { mutex: self })
    }

    /// Lends the value without locking: `&mut self` is exclusive.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// Takes the mutex apart and returns the value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Mutex<T> {
    /// Shows the value if the mutex is free; does not wait for it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_lock() {
            Some(guard) => f.debug_tuple("Mutex").field(&guard).finish(),
            None => f.write_str("Mutex(<locked>)"),
        }
    }
}

/// The mutex, taken: lends the value, and unlocks when it is dropped.
#[must_use = "the mutex is free again as soon as the guard is dropped"]
pub struct Guard<'a, T> {
    mutex: &'a Mutex<T>,
}

// SAFETY: a shared reference to a guard lends `&T` and nothing else.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: a guard holds the mutex, and the exclusive reference of
        // `deref_mut` borrows the guard, so there is none now.
        unsafe { &*self.mutex.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: a guard holds the mutex, and everything it has lent
        // borrows it, so there is no other reference now.
        unsafe { &mut *self.mutex.value.get() }
    }
}

impl<T: fmt::Debug> fmt::Debug for Guard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

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
    use std::rc::Rc;
    use std::sync::MutexGuard;
    use std::sync::atomic::AtomicU32;
    use std::sync::atomic::Ordering::Relaxed;
    use std::thread;

    use super::{
        FREE, Guard, HELD, Mutex, Sleeper, WANTED, address, table,
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

    /// Additions under the mutex are not lost, and every sleeper wakes up.
    #[test]
    fn three_threads_add() {
        let sold = Mutex::new(0);
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

    /// The mark is there while a thread sleeps, and the sleeper keeps it.
    #[test]
    fn marked_while_wanted() {
        let tickets = Mutex::new(3);
        let guard = tickets.lock();
        assert_eq!(tickets.state.load(Relaxed), HELD);
        thread::scope(|s| {
            let other = s.spawn(|| {
                let mut tickets = tickets.lock();
                *tickets -= 1;
                tickets.mutex.state.load(Relaxed)
            });
            until_asleep(&tickets.state, 1);
            assert_eq!(tickets.state.load(Relaxed), WANTED);
            other.thread().unpark();
            drop(guard);
            assert_eq!(other.join().unwrap(), WANTED);
        });
        assert_eq!(tickets.state.load(Relaxed), FREE);
        assert_eq!(*tickets.lock(), 2);
    }

    /// While a guard is alive, `try_lock` gets none and `Debug` does not
    /// wait.
    #[test]
    fn no_waiting() {
        let mut tickets: Mutex<u32> = Mutex::default();
        assert_eq!(format!("{tickets:?}"), "Mutex(0)");
        let guard = tickets.try_lock().unwrap();
        assert!(tickets.try_lock().is_none());
        assert_eq!(format!("{guard:?}"), "0");
        assert_eq!(format!("{tickets:?}"), "Mutex(<locked>)");
        drop(guard);
        *tickets.get_mut() = 2;
        assert_eq!(*tickets.lock(), 2);
    }

    /// A forgotten guard keeps the mutex; a panic does not, and leaves no
    /// mark.
    #[test]
    fn forgotten_and_unwound() {
        let mut tickets = Mutex::new(3);
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            let mut left = tickets.lock();
            *left -= 1;
            panic!("the printer is jammed");
        }));
        assert!(outcome.is_err());
        mem::forget(tickets.lock());
        assert!(tickets.try_lock().is_none());
        assert_eq!(*tickets.get_mut(), 2);
    }

    /// A guard may be dropped in another thread than made it, and the next
    /// one gets the mutex.
    #[test]
    fn guard_moves() {
        let tickets = Mutex::new(3);
        let guard = tickets.lock();
        thread::scope(|s| {
            s.spawn(|| *tickets.lock() -= 1);
            until_asleep(&tickets.state, 1);
            s.spawn(move || drop(guard));
        });
        assert_eq!(*tickets.lock(), 2);
    }

    /// A value without size, one that is aligned to a page, and one whose
    /// destructor panics.
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
        let (empty, page) = (Mutex::new(()), Mutex::new(Page(1)));
        let _: () = *empty.lock();
        assert!((&raw const *page.lock()).is_aligned());
        assert_eq!(page.lock().0, 1);
        let slot = Mutex::new(Some(Jammed));
        assert!(
            panic::catch_unwind(AssertUnwindSafe(|| *slot.lock() = None))
                .is_err()
        );
        assert!(slot.lock().is_none());
    }

    /// The mutex works in the destructor of a thread's local, even where it
    /// has to sleep.
    #[test]
    fn in_a_local_that_is_dropped() {
        static TICKETS: Mutex<u32> = Mutex::new(3);
        struct Leaving;
        impl Drop for Leaving {
            fn drop(&mut self) {
                *TICKETS.lock() -= 1;
            }
        }
        thread_local!(static LEAVING: Leaving = const { Leaving });
        let guard = TICKETS.lock();
        let clerk = thread::spawn(|| LEAVING.with(|_| ()));
        until_asleep(&TICKETS.state, 1);
        drop(guard);
        clerk.join().unwrap();
        assert_eq!(*TICKETS.lock(), 2);
    }

    /// The bounds of the spin lock, for the same reasons: none too narrow,
    /// and none too wide.
    #[test]
    fn send_and_sync() {
        assert!(has!(Mutex<Cell<u32>>: Send));
        assert!(has!(Mutex<Cell<u32>>: Sync));
        assert!(!has!(Mutex<Rc<u32>>: Send));
        assert!(!has!(Mutex<Rc<u32>>: Sync));
        assert!(!has!(Mutex<MutexGuard<'_, u32>>: Sync));
        assert!(has!(Guard<'_, Cell<u32>>: Send));
        assert!(has!(Guard<'_, u32>: Sync));
        assert!(has!(Guard<'_, MutexGuard<'_, u32>>: Sync));
        assert!(!has!(Guard<'_, Cell<u32>>: Sync));
        assert!(!has!(Guard<'_, Rc<u32>>: Send));
    }

    /// A mutex that is dropped after what its value borrows.
    #[test]
    fn outlives_what_it_borrows() {
        let (tickets, left);
        left = 3;
        tickets = Mutex::new(&left);
        assert_eq!(**tickets.lock(), 3);
    }

    /// A thread that looks first gets a free mutex, sleeps in the end if it
    /// is held, and does not look if others sleep.
    #[test]
    fn looks_and_sleeps() {
        let tickets = Mutex::new(3);
        *tickets.lock_spinning() -= 1;
        assert!(tickets.take_looking());
        thread::scope(|s| {
            s.spawn(|| *tickets.lock_spinning() -= 1);
            until_asleep(&tickets.state, 1);
            assert!(!tickets.take_looking());
            drop(Guard { mutex: &tickets });
        });
        assert_eq!(*tickets.lock(), 1);
    }
}
