// judge: can deadlock
use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread::{self, Thread};

#[derive(Default)]
struct Till {
    held: AtomicBool,
    sleepers: Mutex<Vec<Thread>>,
    coins: UnsafeCell<u32>,
}

// SAFETY: only the seller who has the till touches the coins.
unsafe impl Sync for Till {}

fn lock(till: &Till) {
    while till.held.swap(true, SeqCst) {
        if till.held.load(SeqCst) {
            till.sleepers.lock().unwrap().push(thread::current());
            thread::park();
        }
    }
}

fn unlock(till: &Till) {
    till.held.store(false, SeqCst);
    let sleeper = till.sleepers.lock().unwrap().pop();
    sleeper.inspect(Thread::unpark);
}

fn main() {
    let till = Till::default();

    let sell = || {
        lock(&till);
        // SAFETY: this seller has the till.
        unsafe { *till.coins.get() += 1 };
        unlock(&till);
    };
    thread::scope(|s| {
        s.spawn(sell);
        sell();
    });
    println!("both have sold");
}
