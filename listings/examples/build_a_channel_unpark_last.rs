use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

static READY: AtomicBool = AtomicBool::new(false);

fn main() {
    let waiter = thread::current();

    let cook = thread::spawn(move || {
        READY.store(true, Release);
        waiter.unpark(); // last
    });

    while !READY.load(Acquire) {
        thread::park();
    }
    println!("the soup is ready");
    cook.join().unwrap();
}
