use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let open = Mutex::new(false);
    let opened = Condvar::new();

    thread::scope(|s| {
        s.spawn(|| {
            opened.notify_one(); // without having changed anything
            *open.lock().unwrap() = true;
            opened.notify_one();
        });

        let mut guard = open.lock().unwrap();
        let mut sleeps = 0;
        while !*guard {
            guard = opened.wait(guard).unwrap();
            sleeps += 1;
        }
        println!("inside, after {sleeps} sleeps");
    });
}
