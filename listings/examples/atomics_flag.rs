use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn main() {
    let closing = AtomicBool::new(false);

    let served = thread::scope(|s| {
        let clerk = s.spawn(|| {
            let mut served = 0;
            while served < 3 && !closing.load(Ordering::Relaxed) {
                served += 1;
            }
            served
        });
        closing.store(true, Ordering::Relaxed);
        clerk.join().unwrap()
    });

    println!("customers served: {served}");
}
