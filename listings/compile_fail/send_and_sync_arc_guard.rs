use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let stock = Mutex::new(5);
    let guard = Arc::new(stock.lock().unwrap());
    let last = Arc::clone(&guard);
    thread::scope(|s| {
        drop(guard);
        s.spawn(move || drop(last)); // error[E0277]
    });
}
