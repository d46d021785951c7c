use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

const FREE: u32 = 0;
const BUSY: u32 = 1;

fn withdraw(state: &AtomicU32, balance: &AtomicU32, amount: u32) -> u32 {
    let seen = state.load(Acquire);
    let money = balance.load(Relaxed);
    let claim = || state.compare_exchange(seen, BUSY, Acquire, Relaxed);
    if seen == BUSY || claim().is_err() {
        return 0;
    }
    balance.store(money - amount, Relaxed);
    state.store(FREE, Release);
    amount
}

fn main() {
    let state = AtomicU32::new(FREE);
    let balance = AtomicU32::new(100);

    let paid = thread::scope(|s| {
        let ann = s.spawn(|| withdraw(&state, &balance, 30));
        let ben = s.spawn(|| withdraw(&state, &balance, 20));
        ann.join().unwrap() + ben.join().unwrap()
    });

    println!("paid {paid}, balance {}", balance.into_inner());
}
