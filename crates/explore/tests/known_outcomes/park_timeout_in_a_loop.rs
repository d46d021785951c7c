// set

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
static F: AtomicBool = AtomicBool::new(false);
fn main() {
    let t = thread::spawn(|| {
        while !F.load(Ordering::Acquire) { thread::park_timeout(Duration::from_millis(1)); }
        println!("set");
    });
    F.store(true, Ordering::Release);
    t.join().unwrap();
}
