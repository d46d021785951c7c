#![forbid(unsafe_code)]
use std::mem;
use std::sync::Mutex;
use std::thread;

fn count(seats: &Mutex<u32>) -> u32 {
    let guard = seats.lock().unwrap();
    let left = *guard;
    mem::forget(guard); // and nobody unlocks
    left
}

fn main() {
    let seats = Mutex::new(3);

    let left = thread::scope(|s| {
        s.spawn(|| *seats.lock().unwrap() -= 1);
        let clerk = s.spawn(|| count(&seats));
        clerk.join().unwrap()
    });

    println!("left: {left}");
    assert!(left >= 2, "one seat was sold at most");
}
