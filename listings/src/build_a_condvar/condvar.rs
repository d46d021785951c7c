// ANCHOR: rs
//! A condition variable that is a number: how often it has been notified.
//!
//! ```
//! use std::thread;
//!
//! use listings::build_a_condvar::condvar::Condvar;
//! use listings::build_a_mutex::three_states::Mutex;
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

// ANCHOR: wait
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

use crate::build_a_mutex::three_states::Guard;
use crate::build_a_mutex::wait::{wait, wake_all, wake_one};

/// Puts threads to sleep until what they wait for may have come true.
#[derive(Debug, Default)]
pub struct Condvar {
    notified: AtomicU32,
}

impl Condvar {
    /// Unlocks, sleeps until notified, and locks again.
    ///
    /// It may return without a notification: call it in a loop, and only
    /// with guards of one mutex.
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let mutex = Guard::mutex(&guard);
        let before = self.notified.load(Relaxed);
        drop(guard);
        wait(&self.notified, before);
        mutex.lock()
    }

    /// Wakes one thread that waits, if there is one.
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
    /// A condition variable that no thread waits for.
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
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::atomic::AtomicU32;
    use std::sync::atomic::Ordering::Relaxed;
    use std::thread;

    use super::Condvar;
    use crate::build_a_mutex::three_states::Mutex;
    use crate::build_a_mutex::wait::tests::until_asleep;

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
}
