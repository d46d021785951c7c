// ANCHOR: rs
//! The seats of a hall, sold by any number of threads.
//!
//! A clone is another handle to the same hall.
//! The lock is private, and no method gives out a guard.
//!
//! ```
//! use std::thread;
//!
//! use listings::arc::hall::Hall;
//!
//! let hall = Hall::new(10);
//! let window = thread::spawn({
//!     let hall = hall.clone();
//!     move || hall.reserve(3)
//! });
//! assert!(window.join().unwrap());
//! assert!(!hall.reserve(3));
//! ```

// ANCHOR: handle
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// A handle to a hall; its clones lead to the same one.
#[derive(Clone, Debug)]
pub struct Hall {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    seats: usize,
    taken: Mutex<BTreeSet<usize>>,
}
// ANCHOR_END: handle

// ANCHOR: reserve
impl Hall {
    /// A hall with this many seats, numbered from 0, all of them free.
    pub fn new(seats: usize) -> Self {
        let taken = Mutex::new(BTreeSet::new());
        Hall {
            inner: Arc::new(Inner { seats, taken }),
        }
    }

    /// Takes the seat and returns `true`; returns `false` if it is taken
    /// already, or if there is no such seat.
    #[must_use = "on `false`, this call has reserved nothing"]
    pub fn reserve(&self, seat: usize) -> bool {
        let exists = seat < self.inner.seats;
        exists && self.inner.taken.lock().unwrap().insert(seat)
    }

    /// How many seats were free while the lock was held.
    pub fn free(&self) -> usize {
        self.inner.seats - self.inner.taken.lock().unwrap().len()
    }
}
// ANCHOR_END: reserve
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::thread;

    use super::Hall;

    /// Three threads with a handle each want the same seat: one gets it.
    #[test]
    fn a_seat_is_sold_once() {
        let hall = Hall::new(2);
        let windows = [(); 3].map(|()| {
            let hall = hall.clone();
            thread::spawn(move || hall.reserve(1))
        });
        let sold = windows.map(|window| window.join().unwrap());
        assert_eq!(sold.iter().filter(|&&yes| yes).count(), 1);
        assert_eq!(hall.free(), 1);
    }

    /// A seat that does not exist cannot be taken.
    #[test]
    fn no_such_seat() {
        let hall = Hall::new(2);
        assert!(!hall.reserve(2));
        assert_eq!(hall.free(), 2);
    }
}
