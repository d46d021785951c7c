// judge: works only with
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn bid(highest: &AtomicU32, amount: u32) {
    if amount == 30 {
        highest.store(amount, Relaxed);
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
