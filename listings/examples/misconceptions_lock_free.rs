use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

static TAKEN: AtomicBool = AtomicBool::new(false);

fn sell(stops: bool) -> &'static str {
    if TAKEN
        .compare_exchange(false, true, Acquire, Relaxed)
        .is_err()
    {
        return "not my turn";
    }
    if stops {
        return "stopped before the end";
    }
    TAKEN.store(false, Release);
    "sold"
}

fn main() {
    println!("{}", thread::spawn(|| sell(false)).join().unwrap());
    println!("{}", thread::spawn(|| sell(true)).join().unwrap());
    println!("{}", sell(false));
    println!("{}", sell(false));
}
