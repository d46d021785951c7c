use std::sync::Mutex;
use std::thread;

const TOTAL: u32 = 150; // what both accounts hold together

fn transfer(accounts: &Mutex<[u32; 2]>, to: usize) {
    let mut guard = accounts.lock().unwrap();
    guard[0] -= 30;
    guard[to] += 30; // panics when there is no such account
}

fn main() {
    let accounts = Mutex::new([100, 50]);
    thread::scope(|s| {
        let clerk = s.spawn(|| transfer(&accounts, 2));
        assert!(clerk.join().is_err());
    });

    let error = accounts.lock().unwrap_err();
    println!("lock says: {error}");
    let guard = error.into_inner();
    println!("accounts: {guard:?}");
    assert_eq!(guard.iter().sum::<u32>(), TOTAL - 30);
}
