// judge: can print: left
use std::sync::Mutex;
use std::thread;

fn set(prices: &Mutex<Vec<u32>>, to: u32) {
    prices.lock().unwrap().push(to);
}

fn show(prices: &Mutex<Vec<u32>>) -> u32 {
    prices.lock().unwrap().pop().unwrap_or(0)
}

fn main() {
    let prices = Mutex::new(Vec::new());
    set(&prices, 3);

    thread::scope(|s| {
        let left = s.spawn(|| show(&prices));
        let right = s.spawn(|| show(&prices));
        let (left, right) = (left.join().unwrap(), right.join().unwrap());
        println!("left {left}, right {right}");
    });
}
