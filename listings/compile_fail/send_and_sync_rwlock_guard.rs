use std::sync::{Mutex, RwLock};
use std::thread;

fn main() {
    let stock = Mutex::new(5);
    let held = RwLock::new(stock.lock().ok());
    thread::scope(|s| {
        s.spawn(|| drop(held.write().unwrap().take())); // error[E0277]
    });
}
