// 2

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::*};
use std::thread;

fn main() {
    let l = AtomicBool::new(false);
    let n = AtomicU32::new(0);
    let add = || {
        while l.compare_exchange(false, true, Acquire, Relaxed).is_err() {}
        n.store(n.load(Relaxed) + 1, Relaxed);
        l.store(false, Release);
    };
    thread::scope(|s| {
        s.spawn(add);
        s.spawn(add);
    });
    println!("{}", n.into_inner());
}
