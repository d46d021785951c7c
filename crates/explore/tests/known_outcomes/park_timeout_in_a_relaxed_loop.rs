// done
use std::sync::atomic::{AtomicU8, Ordering::{Acquire, SeqCst}};
use std::{hint, thread, time::Duration};
static F0: AtomicU8 = AtomicU8::new(0);
static F1: AtomicU8 = AtomicU8::new(0);
fn main() {
    let t1 = thread::spawn(|| {
        while !(F0.load(SeqCst) == 2) { thread::park_timeout(Duration::from_millis(1)); }
        while !(F1.compare_exchange(1, 2, SeqCst, SeqCst).is_ok()) { hint::spin_loop(); }
    });
    F0.fetch_add(1, SeqCst); F0.fetch_add(1, Acquire);
    F1.store(1, SeqCst);
    t1.join().unwrap();
    println!("done");
}
