// judge: works only with
use std::sync::atomic::Ordering::{Relaxed, Release};
use std::sync::atomic::{AtomicBool, fence};
use std::thread;

fn main() {
    let ann = AtomicBool::new(false);
    let ben = AtomicBool::new(false);

    let inside = thread::scope(|s| {
        let other = s.spawn(|| {
            ben.store(true, Relaxed);
            fence(Release);
            !ann.load(Relaxed) && false
        });
        ann.store(true, Relaxed);
        fence(Release);
        let first = !ben.load(Relaxed);
        u32::from(first) + u32::from(other.join().unwrap())
    });
    println!("inside: {inside}");
}
