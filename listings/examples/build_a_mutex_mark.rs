use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::mpsc::{self, Sender};
use std::thread;

static STATE: AtomicU32 = AtomicU32::new(1);
static SLEEPERS: Mutex<Vec<Sender<()>>> = Mutex::new(Vec::new());

fn lock() {
    // after a sleep, this should be 2
    while STATE.compare_exchange(0, 1, SeqCst, SeqCst).is_err() {
        let mut sleepers = SLEEPERS.lock().unwrap();
        if STATE.compare_exchange(1, 2, SeqCst, SeqCst) != Err(0) {
            let (wake, woken) = mpsc::channel();
            sleepers.push(wake);
            drop(sleepers);
            woken.recv().unwrap();
        }
    }
}

fn unlock() {
    if STATE.swap(0, SeqCst) == 2 {
        let sleeper = SLEEPERS.lock().unwrap().pop();
        sleeper.inspect(|wake| wake.send(()).unwrap());
    }
}

fn main() {
    let sell = || {
        lock();
        unlock();
    };
    thread::scope(|s| {
        s.spawn(sell);
        s.spawn(sell);
        unlock();
    });
    println!("both sellers have sold");
}
