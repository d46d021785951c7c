// dropped by worker
// dropped by main

use std::thread;
use std::time::Duration;

struct Report;

impl Drop for Report {
    fn drop(&mut self) {
        println!("dropped by {}", thread::current().name().unwrap_or("worker"));
    }
}

fn main() {
    thread::scope(|s| {
        let handle = s.spawn(|| Report);
        thread::sleep(Duration::from_millis(50));
        drop(handle);
    });
}
