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
        let mut sleepers = till.sleepers.lock().unwrap();
        if till.held.load(SeqCst) {
            sleepers.push(thread::current());
            drop(sleepers);
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
