use std::sync::Mutex;
use std::thread;

fn transfer(from: &Mutex<u32>, to: &Mutex<u32>, amount: u32) -> bool {
    for _ in 0..2 {
        let mut from = from.lock().unwrap();
        if let Ok(mut to) = to.try_lock() {
            *from -= amount;
            *to += amount;
            return true;
        }
        drop(from); // give back what you have, then try again
        thread::yield_now();
    }
    false
}

fn main() {
    let ada = Mutex::new(100);
    let bob = Mutex::new(50);

    let (there, back) = thread::scope(|s| {
        let there = s.spawn(|| transfer(&ada, &bob, 30));
        let back = s.spawn(|| transfer(&bob, &ada, 10));
        (there.join().unwrap(), back.join().unwrap())
    });

    println!("there: {there}, back: {back}");
    let sum = ada.into_inner().unwrap() + bob.into_inner().unwrap();
    assert_eq!(sum, 150);
}
