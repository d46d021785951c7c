// judge: has a stronger ordering than it needs
use std::sync::atomic::Ordering::{Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU64, fence};
use std::thread;

fn publish(price: &AtomicU64, ready: &AtomicBool) {
    price.store(7, Relaxed);
    fence(Release);
    ready.store(true, Relaxed);
}

fn main() {
    let price = AtomicU64::new(0);
    let ready = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| publish(&price, &ready));
        if ready.load(SeqCst) {
            println!("price {}", price.load(Relaxed));
        } else {
            println!("not ready");
        }
    });
}
