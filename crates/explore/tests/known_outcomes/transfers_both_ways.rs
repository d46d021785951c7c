// 1:11 2:9
// deadlock

use std::sync::{Arc, Mutex};
use std::thread;

struct Account {
    id: u32,
    balance: Mutex<i64>,
}

fn transfer(a: &Account, b: &Account, n: i64) {
    let mut x = a.balance.lock().unwrap();
    let mut y = b.balance.lock().unwrap();
    *x -= n;
    *y += n;
}

fn main() {
    let a = Arc::new(Account { id: 1, balance: Mutex::new(10) });
    let b = Arc::new(Account { id: 2, balance: Mutex::new(10) });
    let (a2, b2) = (Arc::clone(&a), Arc::clone(&b));
    let h = thread::spawn(move || transfer(&a2, &b2, 3));
    transfer(&b, &a, 4);
    h.join().unwrap();
    println!("{}:{} {}:{}", a.id, a.balance.lock().unwrap(), b.id, b.balance.lock().unwrap());
}
