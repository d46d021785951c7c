use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn main() {
    let done = AtomicU32::new(0);
    let slowest = AtomicU32::new(0);

    thread::scope(|s| {
        for pages in [[4, 7], [9, 2]] {
            let (done, slowest) = (&done, &slowest);
            s.spawn(move || {
                for millis in pages {
                    done.fetch_add(1, Ordering::Relaxed);
                    slowest.fetch_max(millis, Ordering::Relaxed);
                }
            });
        }
        println!("so far: {} of 4", done.load(Ordering::Relaxed));
    });

    println!("done: {}", done.into_inner());
    println!("slowest: {} ms", slowest.into_inner());
}
