// deadlock
// only by a spurious wake-up: deadlock
// only by a spurious wake-up: through

use std::sync::{Condvar, Mutex};

fn main() {
    let (door, bell) = (Mutex::new(()), Condvar::new());
    let guard = door.lock().unwrap();
    let guard = bell.wait(guard).unwrap();
    let _guard = bell.wait(guard).unwrap();
    println!("through");
}
