// ANCHOR: rs
//! A tally with a limit, kept by any number of threads.
//!
//! The lock is a private field: no caller can hold it or go around it.
//!
//! ```
//! use std::thread;
//!
//! use listings::mutex::tally::Tally;
//!
//! let seats = Tally::new(2);
//! thread::scope(|s| {
//!     for _ in 0..3 {
//!         s.spawn(|| seats.admit());
//!     }
//! });
//! assert_eq!(seats.count(), 2);
//! ```

// ANCHOR: lock
use std::sync::Mutex;

/// Counts up to a limit and never past it.
#[derive(Debug)]
pub struct Tally {
    limit: u32,
    count: Mutex<u32>,
}

impl Tally {
    /// A tally that stands at zero.
    pub const fn new(limit: u32) -> Self {
        Tally {
            limit,
            count: Mutex::new(0),
        }
    }
}
// ANCHOR_END: lock

// ANCHOR: admit
impl Tally {
    /// Counts one more and returns `true`; at the limit, returns `false`.
    #[must_use]
    pub fn admit(&self) -> bool {
        let mut count = self.count.lock().unwrap();
        let room = *count < self.limit;
        if room {
            *count += 1;
        }
        room
    }

    /// The count at the moment the lock was held.
    pub fn count(&self) -> u32 {
        *self.count.lock().unwrap()
    }

    /// Resets to zero without locking: `&mut self` is exclusive.
    pub fn reset(&mut self) {
        *self.count.get_mut().unwrap() = 0;
    }
}
// ANCHOR_END: admit
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::thread;

    use super::Tally;

    /// Of three threads that ask for two seats, exactly one is refused.
    #[test]
    fn never_past_the_limit() {
        let seats = Tally::new(2);
        let admitted = thread::scope(|s| {
            let asks = [(); 3].map(|()| s.spawn(|| seats.admit()));
            asks.map(|ask| ask.join().unwrap())
        });
        assert_eq!(admitted.iter().filter(|&&yes| yes).count(), 2);
        assert_eq!(seats.count(), 2);
    }

    /// A limit of zero admits nobody.
    #[test]
    fn no_seats() {
        let seats = Tally::new(0);
        assert!(!seats.admit());
        assert_eq!(seats.count(), 0);
    }

    /// After `reset` there is room again.
    #[test]
    fn reset_makes_room() {
        let mut seats = Tally::new(1);
        assert!(seats.admit());
        assert!(!seats.admit());
        seats.reset();
        assert_eq!(seats.count(), 0);
        assert!(seats.admit());
    }
}
