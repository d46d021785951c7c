use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::fence;
use std::thread;

fn main() {
    let left = AtomicBool::new(false);
    let right = AtomicBool::new(false);

    thread::scope(|s| {
        let ann = s.spawn(|| {
            left.store(true, Relaxed);
            fence(SeqCst); // first signal, then look
            right.load(Relaxed)
        });
        let ben = s.spawn(|| {
            right.store(true, Relaxed);
            fence(SeqCst);
            left.load(Relaxed)
        });

        let (ann, ben) = (ann.join().unwrap(), ben.join().unwrap());
        println!("Ann sees Ben: {ann}, Ben sees Ann: {ben}");
        assert!(ann || ben);
    });
}
