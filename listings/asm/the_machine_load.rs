use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Acquire, Relaxed, SeqCst};

#[inline(never)]
pub fn load_relaxed(price: &AtomicU64) -> u64 {
    price.load(Relaxed)
}

#[inline(never)]
pub fn load_acquire(price: &AtomicU64) -> u64 {
    price.load(Acquire)
}

#[inline(never)]
pub fn load_seq_cst(price: &AtomicU64) -> u64 {
    price.load(SeqCst)
}
