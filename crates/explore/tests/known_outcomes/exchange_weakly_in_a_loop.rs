// done
use std::sync::atomic::{AtomicU8, Ordering::{Acquire, Release, SeqCst}};
use std::sync::OnceLock;
use std::{thread, time::Duration};
static F0: OnceLock<u8> = OnceLock::new();
static F1: AtomicU8 = AtomicU8::new(0);
fn main() {
    let t1 = thread::spawn(|| {
        F0.set(1).unwrap();
        while !(F1.compare_exchange_weak(1, 2, SeqCst, Acquire).is_ok()) {}
    });
    while !(F0.get().is_some()) { thread::park_timeout(Duration::from_millis(1)); }
    F1.store(1, Release);
    t1.join().unwrap();
    println!("done");
}
