use std::hint;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

fn exchange(mine: &AtomicU32, theirs: &AtomicU32) {
    while theirs.load(Acquire) == 0 {
        hint::spin_loop(); // waits for the message of the other
    }
    mine.store(1, Release);
}

fn main() {
    let (ann, ben) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|s| {
        s.spawn(|| exchange(&ann, &ben));
        s.spawn(|| exchange(&ben, &ann));
    });
}
