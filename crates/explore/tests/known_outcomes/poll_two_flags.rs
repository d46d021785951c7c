// ab

use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

fn main() {
    let a = AtomicBool::new(false);
    let b = AtomicBool::new(false);
    thread::scope(|s| {
        let h = s.spawn(|| {
            a.store(true, SeqCst);
            b.store(true, SeqCst);
        });
        while !(a.load(SeqCst) && b.load(SeqCst)) {}
        while !h.is_finished() {}
        println!("ab");
    });
}
