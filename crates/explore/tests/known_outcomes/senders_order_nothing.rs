// 1 2 X=1
// 2 1 X=0
// 2 1 X=1
// only by a weaker memory ordering: 1 2 X=0

use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;
static X: AtomicU8 = AtomicU8::new(0);
fn main() {
    let (tx, rx) = mpsc::channel();
    let tx2 = tx.clone();
    let t = thread::spawn(move || {
        X.store(1, Relaxed);
        tx2.send(1).unwrap();
    });
    tx.send(2).unwrap();
    let x = X.load(Relaxed);
    t.join().unwrap();
    println!("{} {} X={x}", rx.recv().unwrap(), rx.recv().unwrap());
}
