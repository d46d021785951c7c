use std::cell::Cell;
use std::sync::RwLock;
use std::thread;

fn main() {
    let price = RwLock::new(Cell::new(1));

    thread::scope(|s| {
        s.spawn(|| price.write().unwrap().set(2));
        price.write().unwrap().set(3);
    });
}
