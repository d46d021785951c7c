#![forbid(unsafe_code)]

use std::sync::Mutex;
use std::thread;

fn main() {
    let loaves = Mutex::new(0);
    let bake = || {
        let seen = *loaves.lock().unwrap();
        *loaves.lock().unwrap() = seen + 12;
    };
    thread::scope(|s| {
        s.spawn(bake);
        s.spawn(bake);
    });
    println!("loaves: {}", loaves.lock().unwrap());
}
