#![forbid(unsafe_code)]
use std::hint;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

fn sell(taken: &AtomicBool, sold: &AtomicU32) {
    while taken.load(SeqCst) {
        hint::spin_loop();
    }
    taken.store(true, SeqCst);
    let seen = sold.load(SeqCst);
    sold.store(seen + 1, SeqCst);
    taken.store(false, SeqCst);
}

fn main() {
    let (taken, sold) = (AtomicBool::new(false), AtomicU32::new(0));

    thread::scope(|s| {
        s.spawn(|| sell(&taken, &sold));
        s.spawn(|| sell(&taken, &sold));
    });

    println!("sold: {}", sold.load(SeqCst));
}
