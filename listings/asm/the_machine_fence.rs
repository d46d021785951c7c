use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU64, fence};

#[inline(never)]
pub fn publish(price: &AtomicU64, ready: &AtomicBool) {
    price.store(7, Relaxed);
    fence(Release);
    ready.store(true, Relaxed);
}

#[inline(never)]
pub fn publish_unfenced(price: &AtomicU64, ready: &AtomicBool) {
    price.store(7, Relaxed);
    ready.store(true, Relaxed);
}

#[inline(never)]
pub fn look(price: &AtomicU64, ready: &AtomicBool) -> u64 {
    let is_ready = ready.load(Relaxed);
    fence(Acquire);
    if is_ready { price.load(Relaxed) } else { 0 }
}

#[inline(never)]
pub fn ask(mine: &AtomicBool, other: &AtomicBool) -> bool {
    mine.store(true, Relaxed);
    fence(SeqCst);
    other.load(Relaxed)
}
