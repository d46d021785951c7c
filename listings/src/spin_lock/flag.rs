// ANCHOR: rs
//! A flag that at most one thread holds at a time.
//!
//! ```
//! use listings::spin_lock::flag::Flag;
//!
//! let desk = Flag::new();
//! assert!(desk.try_take());
//! assert!(!desk.try_take());
//! desk.give_back();
//! assert!(desk.try_take());
//! ```

// ANCHOR: flag
use std::hint;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

/// A flag that one thread at a time can hold.
#[derive(Debug, Default)]
pub struct Flag {
    taken: AtomicBool,
}

impl Flag {
    /// A flag that is free.
    pub const fn new() -> Self {
        Flag {
            taken: AtomicBool::new(false),
        }
    }

    /// Takes the flag if it is free, and says whether it was.
    #[must_use]
    pub fn try_take(&self) -> bool {
        self.taken
            .compare_exchange(false, true, Acquire, Relaxed)
            .is_ok()
    }

    /// Loops until it has taken the flag.
    ///
    /// A thread that already holds it loops forever.
    pub fn take(&self) {
        while !self.try_take() {
            while self.taken.load(Relaxed) {
                hint::spin_loop();
            }
        }
    }

    /// Frees the flag; only the thread that holds it should.
    pub fn give_back(&self) {
        self.taken.store(false, Release);
    }
}
// ANCHOR_END: flag
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use super::Flag;

    /// Of three threads that try, one gets the flag.
    #[test]
    fn one_of_three() {
        let flag = Flag::new();
        let got = thread::scope(|s| {
            let tries = [(); 3].map(|()| s.spawn(|| flag.try_take()));
            tries.map(|one| one.join().unwrap())
        });
        assert_eq!(got.iter().filter(|&&yes| yes).count(), 1);
    }

    /// A thread that waits in `take` gets the flag when it is given back.
    #[test]
    fn load_then_store_under_the_flag() {
        let flag = Flag::new();
        let sold = AtomicU32::new(0);
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| {
                    for _ in 0..100 {
                        flag.take();
                        let seen = sold.load(Ordering::Relaxed);
                        sold.store(seen + 1, Ordering::Relaxed);
                        flag.give_back();
                    }
                });
            }
        });
        assert_eq!(sold.into_inner(), 300);
    }
}
