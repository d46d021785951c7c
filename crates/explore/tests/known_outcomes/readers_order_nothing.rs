// only by a weaker memory ordering: 0 0
// 0 1
// 1 0
// 1 1

use std::sync::RwLock;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::thread;
static X: AtomicU8 = AtomicU8::new(0);
static Y: AtomicU8 = AtomicU8::new(0);
static L: RwLock<()> = RwLock::new(());
fn one(a: &AtomicU8, b: &AtomicU8) -> u8 {
    { let _g = L.read().unwrap(); a.store(1, Relaxed); }
    b.load(Relaxed)
}
fn main() {
    let t = thread::spawn(|| one(&X, &Y));
    let a = one(&Y, &X);
    println!("{a} {}", t.join().unwrap());
}
