#![forbid(unsafe_code)]
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn sell(sold: &AtomicU32) {
    let seen = sold.load(Relaxed);
    sold.store(seen + 1, Relaxed); // somebody may have sold in between
}

fn main() {
    let sold = AtomicU32::new(0);

    thread::scope(|s| {
        s.spawn(|| sell(&sold));
        s.spawn(|| sell(&sold));
    });

    let sold = sold.load(Relaxed);
    println!("sold: {sold}");
    assert!(sold == 2, "a sale is lost");
}
