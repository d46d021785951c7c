use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn main() {
    let mut price = 0;
    let published = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| {
            price = 42;
            published.store(true, Ordering::Release);
        });
        s.spawn(|| {  // error[E0502]
            if published.load(Ordering::Acquire) {
                println!("{price}");
            }
        });
    });
}
