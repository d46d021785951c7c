use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let open = Mutex::new(false);
    let opened = Condvar::new();
    thread::scope(|s| {
        let waiter = s.spawn(|| {
            let mut guard = open.lock().unwrap();
            while !*guard {
                guard = opened.wait(guard).unwrap();
                println!("awake, open: {}", *guard);
            }
        });
        opened.notify_one(); // nothing has changed
        *open.lock().unwrap() = true;
        opened.notify_one();
        waiter.join().unwrap();
    });
}
