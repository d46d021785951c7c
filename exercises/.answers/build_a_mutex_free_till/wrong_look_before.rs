// judge: can deadlock
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread::{self, Thread};

#[derive(Default)]
struct Till {
    held: AtomicBool,
    sleepers: Mutex<Vec<Thread>>,
}

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

    let inside = AtomicBool::new(false);
    let sell = || {
        lock(&till);
        assert!(!inside.swap(true, SeqCst), "both are at the till");
        inside.store(false, SeqCst);
        unlock(&till);
    };
    thread::scope(|s| {
        s.spawn(sell);
        sell();
    });
    println!("both have sold");
}
