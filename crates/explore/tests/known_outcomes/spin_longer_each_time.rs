// open

use std::hint;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

static CLOSED: AtomicBool = AtomicBool::new(true);

fn main() {
    let waits = thread::spawn(|| {
        let mut pause = 0;
        while CLOSED.load(Acquire) {
            for _ in 0..pause {
                hint::spin_loop();
            }
            pause += 1;
            if pause > 3 {
                thread::yield_now();
            }
        }
    });
    CLOSED.store(false, Release);
    waits.join().unwrap();
    println!("open");
}
