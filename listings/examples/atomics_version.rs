use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

fn withdraw(state: &AtomicU32, balance: &AtomicU32, amount: u32) -> u32 {
    let seen = state.load(Acquire);
    let money = balance.load(Relaxed);
    let claim = || state.compare_exchange(seen, seen + 1, Acquire, Relaxed);
    let busy = seen % 2 == 1;
    if busy || claim().is_err() {
        return 0;
    }
    balance.store(money - amount, Relaxed);
    state.store(seen + 2, Release); // a number not used before
    amount
}

fn main() {
    let state = AtomicU32::new(0);
    let balance = AtomicU32::new(100);

    let paid = thread::scope(|s| {
        let ann = s.spawn(|| withdraw(&state, &balance, 30));
        let ben = s.spawn(|| withdraw(&state, &balance, 20));
        ann.join().unwrap() + ben.join().unwrap()
    });

    let balance = balance.into_inner();
    println!("paid {paid}, balance {balance}");
    assert_eq!(paid + balance, 100);
}
