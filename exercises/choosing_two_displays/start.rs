use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

fn set(price: &Sender<u32>, to: u32) {
    price.send(to).unwrap();
}

fn show(price: &Mutex<Receiver<u32>>) -> u32 {
    price.lock().unwrap().try_recv().unwrap_or(0)
}

fn main() {
    let (shop, price) = mpsc::channel();
    let price = Mutex::new(price);
    set(&shop, 3);

    thread::scope(|s| {
        let left = s.spawn(|| show(&price));
        let right = s.spawn(|| show(&price));
        let (left, right) = (left.join().unwrap(), right.join().unwrap());
        println!("left {left}, right {right}");
    });
}
