use std::cell::Cell;
use std::sync::RwLock;
use std::thread;

fn main() {
    let sold = RwLock::new(Cell::new(0));
    thread::scope(|s| {
        s.spawn(|| sold.read().unwrap().set(1)); // error[E0277]
        sold.read().unwrap().set(2);
    });
}
