// done
use std::sync::atomic::{AtomicBool, Ordering::{AcqRel, SeqCst}};
use std::sync::{Condvar, Mutex};
use std::{thread, time::Duration};
static M: Mutex<()> = Mutex::new(());
static C: Condvar = Condvar::new();
static F0: AtomicBool = AtomicBool::new(false);
fn main() {
    let t1 = thread::spawn(|| {
        { let mut g = M.lock().unwrap(); while !(F0.swap(false, AcqRel)) { g = C.wait_timeout(g, Duration::from_millis(1)).unwrap().0; } }
    });
    F0.swap(true, SeqCst);
    t1.join().unwrap();
    println!("done");
}
