// 2

use std::hint;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

static LOCKED: AtomicBool = AtomicBool::new(false);
static mut COUNT: u32 = 0;

fn lock() {
    let mut pause = 1;
    while LOCKED.swap(true, Acquire) {
        for _ in 0..pause {
            hint::spin_loop();
        }
        if pause < 8 {
            pause *= 2;
        } else {
            thread::yield_now();
        }
    }
}

fn main() {
    let threads = [(); 2].map(|()| {
        thread::spawn(|| {
            lock();
            unsafe { COUNT += 1 };
            LOCKED.store(false, Release);
        })
    });
    for thread in threads {
        thread.join().unwrap();
    }
    println!("{}", unsafe { COUNT });
}
