#![forbid(unsafe_code)]
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let [high, low] = [AtomicU32::new(0), AtomicU32::new(0)];
    let write = |half: u32| {
        high.store(half, Relaxed);
        low.store(half, Relaxed);
    };

    thread::scope(|s| {
        s.spawn(|| write(0x1111_1111));
        s.spawn(|| write(0x2222_2222));
    });

    let (high, low) = (high.into_inner(), low.into_inner());
    println!("left {high:08x}_{low:08x}");
}
