// ANCHOR: rs
//! A condition variable that is a number: how often it has been notified.
//!
//! ```
//! use std::thread;
//!
//! use listings::build_a_condvar::condvar::{Condvar, Mutex};
//!
//! let open = Mutex::new(false);
//! let opened = Condvar::new();
//! thread::scope(|s| {
//!     s.spawn(|| {
//!         *open.lock() = true;
//!         opened.notify_one();
//!     });
//!     let guard = opened.wait_while(open.lock(), |open| !*open);
//!     assert!(*guard);
//! });
//! ```

use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::ptr;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::sync::{self, MutexGuard};
use std::thread::{self, Thread};

// ANCHOR: wait
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

/// Puts threads to sleep until their condition may have become true.
#[derive(Debug, Default)]
pub struct Condvar {
    notified: AtomicU32,
}

impl Condvar {
    /// Unlocks, sleeps until notified, and locks again.
    ///
    /// It may return without a notification, so call it in a loop. And it
    /// may use up an `unpark`, like `lock`.
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let mutex = guard.mutex;
        let before = self.notified.load(Relaxed);
        drop(guard);
        wait(&self.notified, before);
        mutex.lock()
    }

    /// Wakes one thread that sleeps, if there is one. It also keeps a
    /// thread that's about to sleep from doing so, so more than one may
    /// return from `wait`.
    pub fn notify_one(&self) {
        self.notified.fetch_add(1, Relaxed);
        wake_one(&self.notified);
    }

    /// Wakes every thread that waits.
    pub fn notify_all(&self) {
        self.notified.fetch_add(1, Relaxed);
        wake_all(&self.notified);
    }
}
// ANCHOR_END: wait

impl Condvar {
    /// A condition variable that no thread waits on.
    pub const fn new() -> Self {
        Condvar {
            notified: AtomicU32::new(0),
        }
    }

    /// Waits as long as `condition` returns `true`.
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        while condition(&mut guard) {
            guard = self.wait(guard);
        }
        guard
    }
}

// As in build_a_mutex/three_states.rs: a mutex, shortened.

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
    /// A mutex that is free.
    pub const fn new(value: T) -> Self {
        Mutex {
            state: AtomicU32::new(FREE),
            value: UnsafeCell::new(value),
        }
    }

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

    /// Takes the mutex if it is free; never sleeps.
    #[inline]
    #[must_use]
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        self.take().then(|| Guard { mutex: self })
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

// SAFETY: through a shared reference to the mutex, only a guard leads to
// the value, and there is one guard at a time; the value moves from
// thread to thread, hence `Send`.
unsafe impl<T: Send> Sync for Mutex<T> {}

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
    use std::mem;
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::atomic::AtomicU32;
    use std::sync::atomic::Ordering::Relaxed;
    use std::thread;

    use super::{Condvar, Mutex, Sleeper, address, table};

    /// Waits until as many threads sleep on this word.
    fn until_asleep(word: &AtomicU32, threads: usize) {
        let on_word = |sleeper: &&Sleeper| sleeper.address == address(word);
        while table().iter().filter(on_word).count() != threads {
            thread::yield_now();
        }
    }

    /// A notification wakes one of three; an `unpark` from elsewhere wakes
    /// none.
    #[test]
    fn one_of_three() {
        let (parcels, came) = (Mutex::new(0), Condvar::new());
        thread::scope(|s| {
            let customers = [(); 3].map(|()| {
                s.spawn(|| {
                    *came.wait_while(parcels.lock(), |parcels| {
                        *parcels == 0
                    }) -= 1
                })
            });
            until_asleep(&came.notified, 3);
            customers
                .iter()
                .for_each(|customer| customer.thread().unpark());
            for left in [2, 1, 0] {
                *parcels.lock() += 1;
                came.notify_one();
                until_asleep(&came.notified, left);
            }
        });
        assert_eq!(*parcels.lock(), 0);
    }

    /// The page's thundering herd: of four that are woken for one parcel,
    /// three find nothing.
    #[test]
    fn herd() {
        let (parcels, came) = (Mutex::new(0), Condvar::new());
        let for_nothing = AtomicU32::new(0);
        thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| {
                    let mut left = parcels.lock();
                    while *left == 0 {
                        left = came.wait(left);
                        if *left == 0 {
                            for_nothing.fetch_add(1, Relaxed);
                        }
                    }
                    *left -= 1;
                });
            }
            until_asleep(&came.notified, 4);
            *parcels.lock() += 1;
            came.notify_all();
            until_asleep(&came.notified, 3);
            while for_nothing.load(Relaxed) < 3 {
                thread::yield_now();
            }
            assert_eq!(for_nothing.load(Relaxed), 3);
            *parcels.lock() += 3;
            came.notify_all();
        });
        assert_eq!(*parcels.lock(), 0);
    }

    /// Without a thread that waits, a notification is gone; and a condition
    /// that panics unlocks.
    #[test]
    fn gone_and_unwound() {
        let (open, opened) = (Mutex::new(false), Condvar::new());
        opened.notify_one();
        thread::scope(|s| {
            s.spawn(|| drop(opened.wait_while(open.lock(), |open| !*open)));
            until_asleep(&opened.notified, 1);
            *open.lock() = true;
            opened.notify_all();
        });
        let asked = AssertUnwindSafe(|| {
            drop(
                opened.wait_while(open.lock(), |_| panic!("who is there?")),
            )
        });
        assert!(panic::catch_unwind(asked).is_err());
        assert!(open.try_lock().is_some());
    }

    /// After as many notifications as the number has values, it starts
    /// again, and still differs from the one before.
    #[test]
    fn overflow() {
        let opened = Condvar {
            notified: AtomicU32::new(u32::MAX),
        };
        let open = Mutex::new(false);
        thread::scope(|s| {
            s.spawn(|| drop(opened.wait_while(open.lock(), |open| !*open)));
            until_asleep(&opened.notified, 1);
            *open.lock() = true;
            opened.notify_one();
        });
        assert_eq!(opened.notified.load(Relaxed), 0);
    }

    /// An `unpark` from elsewhere, before and during the wait, is no
    /// notification; and the wait works in the destructor of a local.
    #[test]
    fn in_a_local_that_is_dropped() {
        static OPEN: Mutex<bool> = Mutex::new(false);
        static OPENED: Condvar = Condvar::new();
        struct Leaving;
        impl Drop for Leaving {
            fn drop(&mut self) {
                thread::current().unpark();
                let guard = OPENED.wait(OPEN.lock());
                assert!(*guard);
            }
        }
        thread_local!(static LEAVING: Leaving = const { Leaving });
        let guest = thread::spawn(|| LEAVING.with(|_| ()));
        until_asleep(&OPENED.notified, 1);
        guest.thread().unpark();
        *OPEN.lock() = true;
        until_asleep(&OPENED.notified, 1);
        OPENED.notify_one();
        guest.join().unwrap();
    }

    /// Guards of two mutexes: no error, and each wait locks its own again.
    #[test]
    fn two_mutexes() {
        let (front, back) = (Mutex::new(false), Mutex::new(false));
        let opened = Condvar::new();
        thread::scope(|s| {
            for door in [&front, &back] {
                s.spawn(|| {
                    drop(opened.wait_while(door.lock(), |open| !*open))
                });
            }
            until_asleep(&opened.notified, 2);
            *front.lock() = true;
            *back.lock() = true;
            opened.notify_all();
        });
        assert!(front.try_lock().is_some() && back.try_lock().is_some());
    }

    /// A guard that is forgotten keeps the mutex, and nobody waits inside.
    #[test]
    fn forgotten() {
        let open = Mutex::new(false);
        mem::forget(open.lock());
        assert!(open.try_lock().is_none());
        Condvar::new().notify_all();
    }
}
