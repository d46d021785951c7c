#![forbid(unsafe_code)]
use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let open = Mutex::new(false);
    let changed = Condvar::new();

    thread::scope(|s| {
        s.spawn(|| {
            *open.lock().unwrap() = true;
            changed.notify_one();
        });

        let mut guard = open.lock().unwrap();
        if !*guard {
            guard = changed.wait(guard).unwrap(); // should be a loop
        }
        println!("open: {}", *guard);
        assert!(*guard, "awake, and the door is closed");
    });
}
