use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Relaxed, Release, SeqCst};

#[inline(never)]
pub fn store_relaxed(price: &AtomicU64, new: u64) {
    price.store(new, Relaxed);
}

#[inline(never)]
pub fn store_release(price: &AtomicU64, new: u64) {
    price.store(new, Release);
}

#[inline(never)]
pub fn store_seq_cst(price: &AtomicU64, new: u64) {
    price.store(new, SeqCst);
}
