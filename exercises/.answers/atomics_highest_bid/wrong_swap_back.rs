// judge: can print: sold for 20
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn bid(highest: &AtomicU32, amount: u32) {
    let before = highest.swap(amount, Relaxed);
    if before > amount {
        highest.store(before, Relaxed);
    }
}

fn main() {
    let highest = AtomicU32::new(0);

    thread::scope(|s| {
        s.spawn(|| bid(&highest, 10));
        s.spawn(|| bid(&highest, 20));
        s.spawn(|| bid(&highest, 30));
    });
    println!("sold for {}", highest.into_inner());
}
