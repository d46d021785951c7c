// gone

use std::sync::Arc;
use std::thread;
fn main() {
    let a = Arc::new(1);
    let w = Arc::downgrade(&a);
    let t = thread::spawn(move || drop(a));
    while w.upgrade().is_some() { thread::yield_now(); }
    println!("gone");
    t.join().unwrap();
}
