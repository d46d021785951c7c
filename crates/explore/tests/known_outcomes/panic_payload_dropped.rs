// worker
// main

use std::panic;
use std::thread;

struct Payload;

impl Drop for Payload {
    fn drop(&mut self) {
        println!("{}", thread::current().name().unwrap_or("worker"));
    }
}

fn main() {
    let _ = panic::catch_unwind(|| {
        thread::scope(|s| {
            drop(s.spawn(|| panic::panic_any(Payload)));
        });
    });
}
