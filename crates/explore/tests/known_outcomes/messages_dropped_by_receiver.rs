// done

use std::cell::UnsafeCell;
use std::sync::mpsc;
use std::thread;
struct M(UnsafeCell<Vec<u8>>);
fn main() {
    let (tx, rx) = mpsc::channel();
    let t = thread::spawn(move || { let m = M(UnsafeCell::new(vec![])); unsafe { (*m.0.get()).push(1) }; let _ = tx.send(m); });
    drop(rx);
    t.join().unwrap();
    println!("done");
}
