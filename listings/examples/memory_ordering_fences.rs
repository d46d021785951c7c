use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32, fence};
use std::thread;

fn main() {
    let [adult, child] = [AtomicU32::new(0), AtomicU32::new(0)];
    let published = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| {
            adult.store(42, Relaxed);
            child.store(21, Relaxed);
            fence(Release);
            published.store(true, Relaxed);
        });
        let customer = s.spawn(|| {
            if !published.load(Relaxed) {
                return None;
            }
            fence(Acquire); // only if there is something to read
            Some((adult.load(Relaxed), child.load(Relaxed)))
        });

        let prices = customer.join().unwrap();
        println!("{prices:?}");
        assert!(prices.is_none_or(|seen| seen == (42, 21)));
    });
}
