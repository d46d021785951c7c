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
    let (mut debit, mut credit);
    if from.id < to.id {
        debit = from.balance.lock().unwrap(); // the lower id first
        credit = to.balance.lock().unwrap();
    } else {
        credit = to.balance.lock().unwrap();
        debit = from.balance.lock().unwrap();
    }
    *debit -= amount;
    *credit += amount;
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
