#![forbid(unsafe_code)]
use std::hint;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

fn sell(taken: &AtomicBool, row: &AtomicU32, seats: u32) -> Option<u32> {
    while taken
        .compare_exchange(false, true, Acquire, Relaxed)
        .is_err()
    {
        hint::spin_loop();
    }
    taken.store(false, Release); // too early
    let left = row.load(Relaxed).checked_sub(seats)?;
    row.store(left, Relaxed);
    Some(left)
}

fn main() {
    let (taken, row) = (AtomicBool::new(false), AtomicU32::new(3));

    thread::scope(|s| {
        s.spawn(|| sell(&taken, &row, 1));
        s.spawn(|| sell(&taken, &row, 1));
    });

    println!("left: {}", row.load(Relaxed));
}
