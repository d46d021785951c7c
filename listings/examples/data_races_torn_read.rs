#![forbid(unsafe_code)]
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let high = AtomicU32::new(0);
    let low = AtomicU32::new(0xffff_ffff);

    let (h, l) = thread::scope(|s| {
        s.spawn(|| {
            high.store(1, Relaxed);
            low.store(0, Relaxed);
        });
        let h = high.load(Relaxed);
        let l = low.load(Relaxed);
        (h, l)
    });

    println!("read {h:08x}_{l:08x}");
}
