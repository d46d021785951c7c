use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let open = Mutex::new(false);
    let opened = Condvar::new();

    thread::scope(|s| {
        s.spawn(|| {
            *open.lock().unwrap() = true;
            opened.notify_one();
        });

        let mut guard = open.lock().unwrap();
        while !*guard {
            guard = opened.wait(guard).unwrap();
        }
        println!("inside");
    });
}
