use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

fn main() {
    let left = AtomicBool::new(false);
    let right = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| left.store(true, Release));
        s.spawn(|| right.store(true, Release));
        let ann = s.spawn(|| {
            let first = left.load(Acquire);
            first && !right.load(Acquire)
        });
        let right_first = right.load(Acquire) && !left.load(Acquire);

        let left_first = ann.join().unwrap();
        println!("left first: {left_first}, right first: {right_first}");
    });
}
