// alone

use std::sync::Arc;
use std::thread;
fn main() {
    let a = Arc::new(1);
    let b = a.clone();
    thread::spawn(move || drop(b));
    while Arc::strong_count(&a) > 1 { thread::yield_now(); }
    println!("alone");
}
