// judge: can print: left 0
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn set(price: &AtomicU32, to: u32) {
    price.store(to, SeqCst);
}

fn show(price: &AtomicU32) -> u32 {
    price.load(SeqCst)
}

fn main() {
    let price = AtomicU32::new(0);

    thread::scope(|s| {
        let left = s.spawn(|| show(&price));
        let right = s.spawn(|| show(&price));
        set(&price, 3);
        let (left, right) = (left.join().unwrap(), right.join().unwrap());
        println!("left {left}, right {right}");
    });
}
