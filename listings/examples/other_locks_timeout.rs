use std::sync::{Condvar, Mutex};
use std::time::Duration;

fn main() {
    let door = Mutex::new(false);
    let opened = Condvar::new();

    for _ in 0..2 {
        let guard = door.lock().unwrap();
        let (mut open, result) = opened
            .wait_timeout_while(guard, Duration::ZERO, |open| !*open)
            .unwrap();
        println!("open: {open}, timed out: {}", result.timed_out());
        assert_eq!(*open, !result.timed_out());
        *open = true;
    }
}
