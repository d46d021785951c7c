use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed};

#[inline(never)]
pub fn take(lock: &AtomicU32) -> bool {
    lock.compare_exchange(0, 1, Acquire, Relaxed).is_ok()
}

#[inline(never)]
pub fn take_weak(lock: &AtomicU32) -> bool {
    lock.compare_exchange_weak(0, 1, Acquire, Relaxed).is_ok()
}
