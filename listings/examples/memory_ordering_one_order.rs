use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release, SeqCst};
use std::sync::atomic::fence;
use std::thread;

/// Whether `one` is seen to be set while `other` is not yet.
fn is_first(one: &AtomicBool, other: &AtomicBool) -> bool {
    let set = one.load(Acquire);
    fence(SeqCst);
    set && !other.load(Acquire)
}

fn main() {
    let left = AtomicBool::new(false);
    let right = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| left.store(true, Release));
        s.spawn(|| right.store(true, Release));
        let ann = s.spawn(|| is_first(&left, &right));
        let right_first = is_first(&right, &left);
        let left_first = ann.join().unwrap();

        println!("left first: {left_first}, right first: {right_first}");
        assert!(!(left_first && right_first));
    });
}
