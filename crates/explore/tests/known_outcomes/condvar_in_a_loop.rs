// open

use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let (open, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            *open.lock().unwrap() = true;
            changed.notify_one();
        });
        let guard = changed.wait_while(open.lock().unwrap(), |open| !*open).unwrap();
        println!("{}", if *guard { "open" } else { "closed" });
    });
}
