use std::hint;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};

fn sell(taken: &AtomicBool, row: &AtomicU32, seats: u32) -> Option<u32> {
    while taken.swap(true, Acquire) {
        hint::spin_loop();
    }
    let left = row.load(Relaxed).checked_sub(seats)?;
    row.store(left, Relaxed);
    taken.store(false, Release); // by hand
    Some(left)
}

fn main() {
    let (taken, row) = (AtomicBool::new(false), AtomicU32::new(3));

    for seats in [2, 5] {
        let left = sell(&taken, &row, seats);
        println!("{seats}: {left:?}, taken: {taken:?}");
    }
}
