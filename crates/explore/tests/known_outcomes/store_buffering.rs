// true true
// true false
// false true
// only by a weaker memory ordering: false false

use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

static X: AtomicBool = AtomicBool::new(false);
static Y: AtomicBool = AtomicBool::new(false);

fn main() {
    let a = thread::spawn(|| {
        X.store(true, Relaxed);
        Y.load(Relaxed)
    });
    let b = thread::spawn(|| {
        Y.store(true, Relaxed);
        X.load(Relaxed)
    });
    println!("{} {}", a.join().unwrap(), b.join().unwrap());
}
