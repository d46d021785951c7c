// true
// only by a spurious wake-up: false

use std::sync::{Condvar, Mutex};
use std::time::Duration;

fn main() {
    let (door, bell) = (Mutex::new(()), Condvar::new());
    let (_guard, result) = bell.wait_timeout(door.lock().unwrap(), Duration::from_millis(1)).unwrap();
    println!("{}", result.timed_out());
}
