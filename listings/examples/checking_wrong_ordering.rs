#![forbid(unsafe_code)]
use std::sync::atomic::Ordering::{Acquire, Relaxed};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

fn main() {
    let seats = AtomicU32::new(0);
    let open = AtomicBool::new(false);

    let found = thread::scope(|s| {
        s.spawn(|| {
            seats.store(7, Relaxed);
            open.store(true, Relaxed); // should be `Release`
        });
        let buyer =
            s.spawn(|| open.load(Acquire).then(|| seats.load(Relaxed)));
        buyer.join().unwrap()
    });

    println!("found: {found:?}");
    assert!(found != Some(0), "open, and no seats");
}
