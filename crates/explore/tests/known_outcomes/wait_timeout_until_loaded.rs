// done
use std::sync::atomic::{AtomicBool, Ordering::{Acquire, SeqCst}};
use std::sync::{Condvar, Mutex, RwLock};
use std::{hint, thread, time::Duration};
static M: Mutex<()> = Mutex::new(());
static C: Condvar = Condvar::new();
static F0: RwLock<u8> = RwLock::new(0);
static F1: AtomicBool = AtomicBool::new(false);
fn main() {
    let t1 = thread::spawn(|| {
        { let mut k = 0; while !(*F0.read().unwrap() == 1) { if k < 3 { for _ in 0..1 << k { hint::spin_loop(); } k += 1; } else { thread::yield_now(); } } }
        F1.store(true, SeqCst);
    });
    *F0.write().unwrap() = 1;
    { let mut g = M.lock().unwrap(); while !(F1.load(Acquire)) { g = C.wait_timeout(g, Duration::from_millis(1)).unwrap().0; } }
    t1.join().unwrap();
    println!("done");
}
