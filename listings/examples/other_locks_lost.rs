use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let door = Mutex::new(());
    let opened = Condvar::new();

    thread::scope(|s| {
        s.spawn(|| opened.notify_one());

        let guard = door.lock().unwrap();
        let _guard = opened.wait(guard).unwrap();
        println!("inside");
    });
}
