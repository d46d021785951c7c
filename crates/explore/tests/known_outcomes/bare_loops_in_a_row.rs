// done
use std::sync::atomic::{AtomicPtr, AtomicU8, Ordering::{AcqRel, Acquire, Relaxed, SeqCst}};
use std::thread;
static F0: AtomicU8 = AtomicU8::new(0);
static F1: AtomicPtr<u8> = AtomicPtr::new(std::ptr::null_mut());
fn main() {
    let t1 = thread::spawn(|| {
        while !(F0.load(SeqCst) == 2) {}
        while !(!F1.load(SeqCst).is_null()) {}
    });
    F0.fetch_add(1, Acquire); F0.fetch_add(1, AcqRel);
    F1.store(Box::leak(Box::new(1)), Relaxed);
    t1.join().unwrap();
    println!("done");
}
