use std::sync::atomic::Ordering::{Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU64, fence};

#[inline(never)]
pub fn publish(price: &AtomicU64, ready: &AtomicBool) {
    price.store(7, Relaxed);
    fence(Release);
    ready.store(true, Relaxed);
}

#[inline(never)]
pub fn ask(mine: &AtomicBool, other: &AtomicBool) -> bool {
    mine.store(true, Relaxed);
    fence(SeqCst);
    other.load(Relaxed)
}
