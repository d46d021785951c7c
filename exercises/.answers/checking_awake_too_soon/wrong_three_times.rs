// judge: can print: open: false
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread::{self, Thread};

fn wait(open: &AtomicBool) {
    for _ in 0..3 {
        if !open.load(Acquire) {
            thread::park();
        }
    }
}

fn unlock(open: &AtomicBool, customer: &Thread) {
    open.store(true, Release);
    customer.unpark();
}

fn main() {
    let open = AtomicBool::new(false);
    let customer = thread::current();

    thread::scope(|s| {
        s.spawn(|| unlock(&open, &customer));
        wait(&open);
        println!("open: {}", open.load(Acquire));
    });
}
