use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn main() {
    let closing = AtomicBool::new(false);
    let closer = thread::spawn(move || closing.load(Ordering::Relaxed));
    closing.store(true, Ordering::Relaxed);
    println!("{}", closer.join().unwrap());
}
