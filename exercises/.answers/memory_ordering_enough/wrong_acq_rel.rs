// judge: has a stronger ordering than it needs
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed};
use std::thread;

fn main() {
    let sum = AtomicU32::new(0);
    let done = AtomicU32::new(0);

    thread::scope(|s| {
        for part in [2, 3] {
            let (sum, done) = (&sum, &done);
            s.spawn(move || {
                sum.fetch_add(part, Relaxed);
                done.fetch_add(1, AcqRel);
            });
        }
        if done.load(Acquire) == 2 {
            println!("sum {}", sum.load(Relaxed));
        } else {
            println!("not yet");
        }
    });
}
