use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let sold = AtomicU32::new(0);
    let sell_one = || {
        let seen = sold.load(Relaxed);
        sold.store(seen + 1, Relaxed);
    };

    thread::scope(|s| {
        s.spawn(sell_one);
        s.spawn(sell_one);
    });
    println!("sold: {}", sold.load(Relaxed));
}
