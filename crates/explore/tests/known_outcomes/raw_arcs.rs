// dropped by main
// dropped by worker

use std::sync::Arc;
use std::thread;

struct Shared;

impl Drop for Shared {
    fn drop(&mut self) {
        println!("dropped by {}", thread::current().name().unwrap_or("worker"));
    }
}

fn main() {
    let shared = Arc::into_raw(Arc::new(Shared));
    let address = shared as usize;
    // SAFETY: the pointer is from `into_raw`, and there is an owner.
    unsafe { Arc::increment_strong_count(shared) };
    let worker = thread::spawn(move || {
        // SAFETY: this is the ownership that was added.
        drop(unsafe { Arc::from_raw(address as *const Shared) });
    });
    // SAFETY: this is the first ownership.
    unsafe { Arc::decrement_strong_count(shared) };
    worker.join().unwrap();
}
