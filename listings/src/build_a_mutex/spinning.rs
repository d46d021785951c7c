// ANCHOR: rs
//! Looking at a mutex a few times before sleeping.
//!
//! ```
//! use listings::build_a_mutex::spinning::lock;
//! use listings::build_a_mutex::three_states::Mutex;
//!
//! let sold = Mutex::new(0);
//! *lock(&sold) += 1;
//! assert_eq!(*lock(&sold), 1);
//! ```

// ANCHOR: lock
use std::hint;

use crate::build_a_mutex::three_states::{Guard, Mutex};

/// How often `lock` looks before it sleeps.
const LOOKS: u32 = 100;

/// Takes the mutex; if it is held, looks again for a while, then sleeps.
#[inline]
pub fn lock<T>(mutex: &Mutex<T>) -> Guard<'_, T> {
    mutex.try_lock().unwrap_or_else(|| lock_held(mutex))
}

#[cold]
fn lock_held<T>(mutex: &Mutex<T>) -> Guard<'_, T> {
    for _ in 0..LOOKS {
        if mutex.is_locked() {
            hint::spin_loop();
        } else if let Some(guard) = mutex.try_lock() {
            return guard;
        }
    }
    mutex.lock()
}
// ANCHOR_END: lock
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::thread;

    use super::lock;
    use crate::build_a_mutex::three_states::Mutex;

    /// Additions under the mutex are not lost, though one thread spins and
    /// another does not.
    #[test]
    fn two_ways_in() {
        let sold = Mutex::new(0);
        thread::scope(|s| {
            s.spawn(|| (0..200).for_each(|_| *lock(&sold) += 1));
            s.spawn(|| (0..200).for_each(|_| *sold.lock() += 1));
        });
        assert_eq!(sold.into_inner(), 400);
    }

    /// A thread that has looked often enough sleeps, and is woken.
    #[test]
    fn sleeps_in_the_end() {
        let tickets = Mutex::new(3);
        let guard = tickets.lock();
        thread::scope(|s| {
            let seller = s.spawn(|| *lock(&tickets) -= 1);
            tickets.until_wanted();
            assert!(!seller.is_finished());
            drop(guard);
        });
        assert_eq!(*lock(&tickets), 2);
    }
}
