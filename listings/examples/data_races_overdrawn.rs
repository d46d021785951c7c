#![forbid(unsafe_code)]
use std::sync::Mutex;
use std::thread;

fn withdraw(balance: &Mutex<i32>, amount: i32) -> i32 {
    if *balance.lock().unwrap() < amount {
        return 0;
    }
    *balance.lock().unwrap() -= amount;
    amount
}

fn main() {
    let balance = Mutex::new(100);

    let paid = thread::scope(|s| {
        let ada = s.spawn(|| withdraw(&balance, 80));
        let bob = s.spawn(|| withdraw(&balance, 80));
        ada.join().unwrap() + bob.join().unwrap()
    });

    let left = *balance.lock().unwrap();
    println!("paid out {paid}, balance {left}");
    assert_eq!(paid + left, 100);
}
