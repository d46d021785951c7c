// ready
// only if a loop goes round very often: gave up 0 0
// only if a loop goes round very often: gave up 0 1
// only if a loop goes round very often: gave up 1 1
// only by a weaker memory ordering and if a loop goes round very often: gave up 1 0
use std::hint;
use std::sync::atomic::{AtomicU8, Ordering::{Relaxed, SeqCst}};
use std::thread;
static X: AtomicU8 = AtomicU8::new(0);
static Y: AtomicU8 = AtomicU8::new(0);
static F: AtomicU8 = AtomicU8::new(0);
fn main() {
    let t = thread::spawn(|| { X.store(1, Relaxed); Y.store(1, Relaxed); F.store(1, SeqCst); });
    let mut n = 0;
    while F.load(SeqCst) == 0 && n < 300 { n += 1; hint::spin_loop(); }
    let y = Y.load(Relaxed);
    let x = X.load(Relaxed);
    if n == 300 { println!("gave up {y} {x}") } else { println!("ready") }
    t.join().unwrap();
}
