use std::sync::{Mutex, TryLockError};
use std::thread;

fn ask(tickets: &Mutex<u32>) -> &'static str {
    match tickets.try_lock() {
        Ok(_guard) => "got it",
        Err(TryLockError::WouldBlock) => "would block",
        Err(TryLockError::Poisoned(_)) => "poisoned",
    }
}

fn main() {
    let tickets = Mutex::new(3);

    let guard = tickets.lock().unwrap();
    println!("the holder asks: {}", ask(&tickets));
    let answer =
        thread::scope(|s| s.spawn(|| ask(&tickets)).join().unwrap());
    println!("another thread asks: {answer}");

    drop(guard);
    println!("after the drop: {}", ask(&tickets));
}
