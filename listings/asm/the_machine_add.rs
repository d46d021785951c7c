use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};

#[inline(never)]
pub fn add_plain(sold: &mut u64, seats: u64) {
    *sold += seats;
}

#[inline(never)]
pub fn add_relaxed(sold: &AtomicU64, seats: u64) -> u64 {
    sold.fetch_add(seats, Relaxed)
}

#[inline(never)]
pub fn add_seq_cst(sold: &AtomicU64, seats: u64) -> u64 {
    sold.fetch_add(seats, SeqCst)
}
