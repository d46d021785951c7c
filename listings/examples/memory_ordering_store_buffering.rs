use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

fn main() {
    let left = AtomicBool::new(false);
    let right = AtomicBool::new(false);

    thread::scope(|s| {
        let ann = s.spawn(|| {
            left.store(true, Release);
            right.load(Acquire)
        });
        let ben = s.spawn(|| {
            right.store(true, Release);
            left.load(Acquire)
        });

        let (ann, ben) = (ann.join().unwrap(), ben.join().unwrap());
        println!("Ann sees Ben: {ann}, Ben sees Ann: {ben}");
    });
}
