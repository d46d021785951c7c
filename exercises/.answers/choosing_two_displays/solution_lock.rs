use std::sync::RwLock;
use std::thread;

fn set(price: &RwLock<u32>, to: u32) {
    *price.write().unwrap() = to;
}

fn show(price: &RwLock<u32>) -> u32 {
    *price.read().unwrap()
}

fn main() {
    let price = RwLock::new(0);
    set(&price, 3);

    thread::scope(|s| {
        let left = s.spawn(|| show(&price));
        let right = s.spawn(|| show(&price));
        let (left, right) = (left.join().unwrap(), right.join().unwrap());
        println!("left {left}, right {right}");
    });
}
