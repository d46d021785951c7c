#![forbid(unsafe_code)]
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn add_one(count: &AtomicU32) {
    let seen = count.load(Ordering::Relaxed);
    count.store(seen + 1, Ordering::Relaxed);
}

fn main() {
    let count = AtomicU32::new(0);

    thread::scope(|s| {
        s.spawn(|| add_one(&count));
        s.spawn(|| add_one(&count));
    });

    println!("count = {}", count.load(Ordering::Relaxed));
}
