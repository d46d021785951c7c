// 7

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::*};
use std::thread;

static R: AtomicBool = AtomicBool::new(false);
static D: AtomicU32 = AtomicU32::new(0);

fn main() {
    let h = thread::spawn(|| {
        D.store(7, Relaxed);
        R.store(true, Release);
    });
    while !R.load(Acquire) {}
    println!("{}", D.load(Relaxed));
    h.join().unwrap();
}
