// judge: without any thread but `main`
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn set(price: &AtomicU32, to: u32) {
    price.store(to, Relaxed);
}

fn show(price: &AtomicU32) -> u32 {
    price.load(Relaxed)
}

fn main() {
    let price = AtomicU32::new(0);
    set(&price, 3);
    let now = show(&price);
    thread::scope(|s| {
        let left = s.spawn(|| now);
        let right = s.spawn(|| now);
        let (left, right) = (left.join().unwrap(), right.join().unwrap());
        println!("left {left}, right {right}");
    });
}
