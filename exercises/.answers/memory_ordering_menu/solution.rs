use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

fn main() {
    let price = AtomicU32::new(0);
    let sign = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| {
            price.store(42, Relaxed);
            sign.store(true, Release);
        });
        if sign.load(Acquire) {
            println!("price {}", price.load(Relaxed));
        } else {
            println!("no sign");
        }
    });
}
