// held

use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let (door, left) = (Mutex::new(()), Barrier::new(2));
    thread::scope(|s| {
        s.spawn(|| {
            let _guard = door.lock().unwrap();
            left.wait();
        });
        while door.try_lock().is_ok() {
            thread::yield_now();
        }
        println!("held");
        left.wait();
    });
}
