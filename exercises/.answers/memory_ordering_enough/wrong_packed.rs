// judge: works only with
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn main() {
    let sum = AtomicU32::new(0);
    thread::scope(|s| {
        for part in [2, 3] {
            let sum = &sum;
            s.spawn(move || sum.fetch_add(part + 100, Relaxed));
        }
        let done = sum.load(Relaxed);
        if done >= 200 {
            println!("sum {}", done - 200);
        } else {
            println!("not yet");
        }
    });
}
