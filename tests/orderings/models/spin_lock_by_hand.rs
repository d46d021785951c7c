//! Two threads add one each, and unlock by hand.

use std::sync::Arc;
use std::thread;

use subject::SpinLock;

fn add(sold: &SpinLock<u32>) -> u32 {
    let value = sold.lock();
    *value += 1;
    let seen = *value;
    // SAFETY: the reference is no longer used.
    unsafe { sold.unlock() };
    seen
}

fn model() {
    let sold = Arc::new(SpinLock::new(0));
    let theirs = Arc::clone(&sold);
    let other = thread::spawn(move || add(&theirs));
    let mine = add(&sold);
    assert_eq!(mine + other.join().unwrap(), 3);
}
