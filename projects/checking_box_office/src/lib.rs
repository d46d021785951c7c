//! Sells numbered tickets from several threads.

mod sync;
#[cfg(test)]
mod tests;

use sync::atomic::Ordering::{Acquire, Relaxed, Release};
use sync::atomic::{AtomicBool, AtomicU32};

/// Why there is no ticket.
#[derive(Debug, PartialEq)]
pub enum Refusal {
    Closed,
    SoldOut,
}

/// An office that is closed at first.
#[derive(Debug, Default)]
pub struct BoxOffice {
    open: AtomicBool,
    seats: AtomicU32,
    sold: AtomicU32,
}

impl BoxOffice {
    /// Opens the office, with this many seats to sell.
    pub fn open(&self, seats: u32) {
        self.seats.store(seats, Relaxed);
        self.open.store(true, Release);
    }

    /// Sells a seat, and returns how many were sold before it.
    pub fn sell(&self) -> Result<u32, Refusal> {
        if !self.open.load(Acquire) {
            return Err(Refusal::Closed);
        }
        let seats = self.seats.load(Relaxed);
        let next = |sold| (sold < seats).then_some(sold + 1);
        let sold = self.sold.fetch_update(Relaxed, Relaxed, next);
        sold.map_err(|_| Refusal::SoldOut)
    }
}
