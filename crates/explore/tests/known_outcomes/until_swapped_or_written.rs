// done
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex, RwLock};
use std::{thread, time::Duration};
static M: Mutex<()> = Mutex::new(());
static C: Condvar = Condvar::new();
static F0: RwLock<u8> = RwLock::new(0);
static F1: AtomicBool = AtomicBool::new(false);
fn main() {
    let t1 = thread::spawn(|| {
        *F0.write().unwrap() = 1;
        { let mut g = M.lock().unwrap(); while !(F1.swap(false, Relaxed)) { g = C.wait_timeout(g, Duration::from_millis(1)).unwrap().0; } }
    });
    { let mut g = M.lock().unwrap(); while !(*F0.read().unwrap() == 1) { g = C.wait_timeout(g, Duration::from_millis(1)).unwrap().0; } }
    F1.swap(true, Relaxed);
    t1.join().unwrap();
    println!("done");
}
