// 5
// gone

use std::sync::Arc;
use std::thread;

fn main() {
    let a = Arc::new(5);
    let w = Arc::downgrade(&a);
    let h = thread::spawn(move || match w.upgrade() {
        Some(v) => println!("{v}"),
        None => println!("gone"),
    });
    drop(a);
    h.join().unwrap();
}
