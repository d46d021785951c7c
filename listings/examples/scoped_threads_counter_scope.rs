use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let sold = AtomicU32::new(0);

    thread::scope(|s| {
        s.spawn(|| sold.fetch_add(1, Relaxed));
        s.spawn(|| sold.fetch_add(1, Relaxed));
    });

    println!("sold: {}", sold.load(Relaxed));
    assert_eq!(sold.load(Relaxed), 2);
}
