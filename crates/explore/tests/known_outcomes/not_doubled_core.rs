// 1
// 2

use core::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

static SOLD: AtomicUsize = AtomicUsize::new(0);

fn main() {
    let worker = thread::spawn(|| {
        let sold = SOLD.load(Ordering::SeqCst);
        SOLD.store(sold + 1, Ordering::SeqCst);
    });
    let sold = SOLD.load(Ordering::SeqCst);
    SOLD.store(sold + 1, Ordering::SeqCst);
    worker.join().unwrap();
    println!("{}", SOLD.load(Ordering::SeqCst));
}
