// 2 in
// only by a spurious wake-up: 1 in

use std::sync::{Condvar, Mutex};
use std::thread;

/// Looks three times, and then goes on. That both do so too early takes three wake-ups of each, and a third one is searched for one thread at a time.
fn enter(open: &Mutex<bool>, opened: &Condvar) -> bool {
    let mut is_open = open.lock().unwrap();
    for _ in 0..3 {
        if !*is_open {
            is_open = opened.wait(is_open).unwrap();
        }
    }
    *is_open
}

fn main() {
    let (open, opened) = (Mutex::new(false), Condvar::new());
    let count = thread::scope(|s| {
        let guests = [(); 2].map(|()| s.spawn(|| enter(&open, &opened)));
        *open.lock().unwrap() = true;
        opened.notify_all();
        guests.into_iter().map(|guest| u32::from(guest.join().unwrap())).sum::<u32>()
    });
    println!("{count} in");
}
