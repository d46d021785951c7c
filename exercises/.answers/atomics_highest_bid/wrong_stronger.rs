// judge: can print: sold for
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn bid(highest: &AtomicU32, amount: u32) {
    if amount > highest.load(SeqCst) {
        highest.store(amount, SeqCst);
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
