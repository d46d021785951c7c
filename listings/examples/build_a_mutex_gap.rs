use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread::{self, Thread};

static HELD: AtomicBool = AtomicBool::new(false);
static SLEEPERS: Mutex<Vec<Thread>> = Mutex::new(Vec::new());

fn lock() {
    while HELD.swap(true, SeqCst) {
        SLEEPERS.lock().unwrap().push(thread::current());
        thread::park(); // the lock may be free by now
    }
}

fn unlock() {
    HELD.store(false, SeqCst);
    let sleeper = SLEEPERS.lock().unwrap().pop();
    sleeper.inspect(Thread::unpark);
}

fn main() {
    let sell = || {
        lock();
        unlock();
    };
    thread::scope(|s| {
        s.spawn(sell);
        sell();
    });
    println!("both have sold");
}
