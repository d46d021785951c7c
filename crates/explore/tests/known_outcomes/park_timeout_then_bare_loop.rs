// done
use std::sync::atomic::{AtomicU8, Ordering::{AcqRel, Relaxed}};
use std::sync::RwLock;
use std::{thread, time::Duration};
static F0: RwLock<u8> = RwLock::new(0);
static F1: AtomicU8 = AtomicU8::new(0);
fn main() {
    let t1 = thread::spawn(|| {
        while !(*F0.read().unwrap() == 1) { thread::park_timeout(Duration::from_millis(1)); }
        while !(F1.compare_exchange(1, 2, AcqRel, Relaxed).is_ok()) {}
    });
    *F0.write().unwrap() = 1;
    F1.store(1, Relaxed);
    t1.join().unwrap();
    println!("done");
}
