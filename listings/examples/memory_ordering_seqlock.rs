use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU32, fence};
use std::thread;

fn main() {
    let version = AtomicU32::new(0);
    let [bid, ask] = [AtomicU32::new(10), AtomicU32::new(11)];

    thread::scope(|s| {
        s.spawn(|| {
            version.store(1, Relaxed); // odd: a write is under way
            fence(Release);
            bid.store(20, Relaxed);
            ask.store(21, Relaxed);
            version.store(2, Release);
        });

        let before = version.load(Acquire);
        let copy = (bid.load(Relaxed), ask.load(Relaxed));
        fence(Acquire);
        let after = version.load(Relaxed);
        if before % 2 == 1 || before != after {
            println!("try again");
        } else {
            println!("{copy:?}");
            assert_eq!(copy.1, copy.0 + 1);
        }
    });
}
