// judge: can run without any thread but `main` in `fn show`
use std::sync::Mutex;
use std::thread;

fn set(price: &Mutex<u32>, to: u32) {
    *price.lock().unwrap() = to;
}

fn show(_: &Mutex<u32>) -> u32 {
    3
}

fn main() {
    let price = Mutex::new(0);
    set(&price, 3);

    thread::scope(|s| {
        let left = s.spawn(|| show(&price));
        let right = s.spawn(|| show(&price));
        let (left, right) = (left.join().unwrap(), right.join().unwrap());
        println!("left {left}, right {right}");
    });
}
