use std::sync::Mutex;
use std::thread;

fn transfer(from: &Mutex<u32>, to: &Mutex<u32>, amount: u32) {
    let mut from = from.lock().unwrap();
    let mut to = to.lock().unwrap();
    *from -= amount;
    *to += amount;
}

fn main() {
    let ada = Mutex::new(100);
    let bob = Mutex::new(50);

    thread::scope(|s| {
        s.spawn(|| transfer(&ada, &bob, 30));
        s.spawn(|| transfer(&bob, &ada, 10));
    });

    let ada = ada.into_inner().unwrap();
    println!("ada: {ada}, bob: {}", bob.into_inner().unwrap());
}
