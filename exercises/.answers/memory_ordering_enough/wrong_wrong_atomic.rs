// judge: can print: sum
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

fn main() {
    let sum = AtomicU32::new(0);
    let done = AtomicU32::new(0);

    thread::scope(|s| {
        for part in [2, 3] {
            let (sum, done) = (&sum, &done);
            s.spawn(move || {
                sum.fetch_add(part, Release);
                done.fetch_add(1, Relaxed);
            });
        }
        if done.load(Relaxed) == 2 {
            println!("sum {}", sum.load(Acquire));
        } else {
            println!("not yet");
        }
    });
}
