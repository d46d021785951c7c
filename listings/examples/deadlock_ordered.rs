use std::sync::Mutex;
use std::thread;

struct Account {
    id: u32,
    balance: Mutex<u32>,
}

fn transfer(from: &Account, to: &Account, amount: u32) {
    if from.id == to.id {
        return;
    }
    let from_first = from.id < to.id;
    let (low, high) = if from_first { (from, to) } else { (to, from) };
    let low = low.balance.lock().unwrap(); // the lower id first
    let high = high.balance.lock().unwrap();
    let (mut from, mut to) =
        if from_first { (low, high) } else { (high, low) };
    *from -= amount;
    *to += amount;
}

fn main() {
    let [ada, bob] = [(1, 100), (2, 50)].map(|(id, balance)| Account {
        id,
        balance: Mutex::new(balance),
    });

    thread::scope(|s| {
        s.spawn(|| transfer(&ada, &bob, 30));
        s.spawn(|| transfer(&bob, &ada, 10));
    });

    let ada = ada.balance.into_inner().unwrap();
    println!("ada: {ada}, bob: {}", bob.balance.into_inner().unwrap());
    assert_eq!(ada, 80);
}
