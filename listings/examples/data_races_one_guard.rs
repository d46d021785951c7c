#![forbid(unsafe_code)]
use std::sync::Mutex;
use std::thread;

fn withdraw(balance: &Mutex<i32>, amount: i32) -> i32 {
    let mut balance = balance.lock().unwrap(); // kept to the end
    if *balance < amount {
        return 0;
    }
    *balance -= amount;
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
    assert_eq!((paid, left), (80, 20));
}
