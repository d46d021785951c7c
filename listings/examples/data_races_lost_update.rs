#![forbid(unsafe_code)]
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn add_one(count: &AtomicU32) {
    let seen = count.load(Relaxed);
    count.store(seen + 1, Relaxed);
}

fn main() {
    let count = AtomicU32::new(0);

    thread::scope(|s| {
        s.spawn(|| add_one(&count));
        s.spawn(|| add_one(&count));
    });

    println!("count = {}", count.load(Relaxed));
}
