// open
// only by a spurious wake-up: closed

use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let (open, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            *open.lock().unwrap() = true;
            changed.notify_one();
        });
        let mut guard = open.lock().unwrap();
        if !*guard {
            guard = changed.wait(guard).unwrap();
        }
        println!("{}", if *guard { "open" } else { "closed" });
    });
}
