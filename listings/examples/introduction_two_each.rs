use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let sold = AtomicU32::new(0);
    let sell_two = || {
        for _ in 0..2 {
            let seen = sold.load(Relaxed);
            sold.store(seen + 1, Relaxed);
        }
    };

    thread::scope(|s| {
        s.spawn(sell_two);
        s.spawn(sell_two);
    });
    println!("sold: {}", sold.load(Relaxed));
}
