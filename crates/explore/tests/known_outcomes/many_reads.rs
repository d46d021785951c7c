// 0
// 1

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let count = AtomicU32::new(0);
    thread::scope(|s| {
        s.spawn(|| count.store(1, SeqCst));
        let seen: u32 = (0..250).map(|_| count.load(SeqCst)).sum();
        println!("{}", u32::from(seen > 0));
    });
}
