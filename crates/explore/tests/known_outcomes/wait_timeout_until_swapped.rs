// done
use std::sync::atomic::{AtomicBool, Ordering::{AcqRel, Release, SeqCst}};
use std::sync::{Condvar, Mutex};
use std::{thread, time::Duration};
static M: Mutex<()> = Mutex::new(());
static C: Condvar = Condvar::new();
static F0: AtomicBool = AtomicBool::new(false);
static F1: AtomicBool = AtomicBool::new(false);
fn main() {
    let t1 = thread::spawn(|| {
        F0.swap(true, AcqRel);
        F1.store(true, Release);
    });
    { let mut g = M.lock().unwrap(); while !(F0.swap(false, SeqCst)) { g = C.wait_timeout(g, Duration::from_millis(1)).unwrap().0; } }
    while !(F1.load(SeqCst)) { thread::yield_now(); }
    t1.join().unwrap();
    println!("done");
}
