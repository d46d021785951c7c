// ANCHOR: rs
//! A semaphore: a number of permits, and threads that wait for one.
//!
//! ```
//! use listings::build_a_condvar::semaphore::Semaphore;
//!
//! let ovens = Semaphore::new(2);
//! let first = ovens.acquire();
//! let _second = ovens.acquire();
//! assert!(ovens.try_acquire().is_none());
//! drop(first);
//! assert!(ovens.try_acquire().is_some());
//! ```

// ANCHOR: semaphore
use std::sync::{Condvar, Mutex};

/// A number of permits.
#[derive(Debug)]
pub struct Semaphore {
    free: Mutex<usize>,
    returned: Condvar,
}

/// One permit; dropping it gives it back.
#[derive(Debug)]
#[must_use = "the permit is given back as soon as it is dropped"]
pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    /// Waits until a permit is free, and takes it.
    ///
    /// Waits forever if nobody else gives one back: if this thread has all
    /// of them, or if there are none.
    pub fn acquire(&self) -> Permit<'_> {
        let free = self.free.lock().unwrap();
        let is_empty = |free: &mut usize| *free == 0;
        *self.returned.wait_while(free, is_empty).unwrap() -= 1;
        Permit { semaphore: self }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.semaphore.free.lock().unwrap() += 1;
        self.semaphore.returned.notify_one();
    }
}
// ANCHOR_END: semaphore

impl Semaphore {
    /// A semaphore with this many permits, all of them free.
    pub const fn new(permits: usize) -> Self {
        Semaphore {
            free: Mutex::new(permits),
            returned: Condvar::new(),
        }
    }

    /// Takes a permit if one is free; does not wait for one.
    #[must_use]
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut free = self.free.lock().unwrap();
        *free = free.checked_sub(1)?;
        Some(Permit { semaphore: self })
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::mem;
    use std::panic;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering::Relaxed;
    use std::thread;

    use super::Semaphore;

    /// Never more threads are inside than there are permits, and all get
    /// in.
    #[test]
    fn two_of_four() {
        let ovens = Semaphore::new(2);
        let (inside, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| {
                    for _ in 0..50 {
                        let _permit = ovens.acquire();
                        assert!(inside.fetch_add(1, Relaxed) < 2);
                        inside.fetch_sub(1, Relaxed);
                        done.fetch_add(1, Relaxed);
                    }
                });
            }
        });
        assert_eq!(done.into_inner(), 200);
        assert_eq!(*ovens.free.lock().unwrap(), 2);
    }

    /// A panic gives the permit back, and a forgotten permit is one less.
    #[test]
    fn unwound_and_forgotten() {
        let ovens = Semaphore::new(1);
        let burnt = panic::catch_unwind(panic::AssertUnwindSafe(|| {
            let _permit = ovens.acquire();
            panic!("burnt");
        }));
        assert!(burnt.is_err());
        mem::forget(ovens.acquire());
        assert!(ovens.try_acquire().is_none());
    }
}
