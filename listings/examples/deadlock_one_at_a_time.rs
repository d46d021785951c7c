use std::sync::Mutex;
use std::thread;

fn transfer(from: &Mutex<u32>, to: &Mutex<u32>, amount: u32) {
    *from.lock().unwrap() -= amount;
    *to.lock().unwrap() += amount;
}

fn main() {
    let ada = Mutex::new(100);
    let bob = Mutex::new(50);

    thread::scope(|s| {
        s.spawn(|| transfer(&ada, &bob, 30));
        let ada_has = *ada.lock().unwrap();
        let bob_has = *bob.lock().unwrap();
        println!("the auditor counts {}", ada_has + bob_has);
    });

    let sum = ada.into_inner().unwrap() + bob.into_inner().unwrap();
    assert_eq!(sum, 150);
}
