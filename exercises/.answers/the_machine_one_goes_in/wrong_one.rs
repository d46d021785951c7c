// judge: can print: inside: 2
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicBool, fence};
use std::thread;

fn main() {
    let ann = AtomicBool::new(false);
    let ben = AtomicBool::new(false);

    let inside = thread::scope(|s| {
        let other = s.spawn(|| {
            ben.store(true, Relaxed);
            fence(SeqCst);
            !ann.load(Relaxed)
        });
        ann.store(true, Relaxed);
        let first = !ben.load(Relaxed);
        u32::from(first) + u32::from(other.join().unwrap())
    });
    println!("inside: {inside}");
}
