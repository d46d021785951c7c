use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

fn main() {
    let mut price = 0;
    let published = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| {
            price = 42;
            published.store(true, Release);
        });
        s.spawn(|| published.load(Acquire) && price == 42); // error[E0502]
    });
}
