// judge: works only with
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

fn main() {
    let price = AtomicU32::new(0);
    let sign = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| {
            price.store(42, Relaxed);
            sign.store(true, Relaxed);
        });
        if sign.load(Relaxed) {
            println!("price {}", 42);
        } else {
            println!("no sign");
        }
    });
}
