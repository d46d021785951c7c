use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let sum = AtomicU32::new(0);
    let done = AtomicU32::new(0);

    thread::scope(|s| {
        for part in [2, 3] {
            let (sum, done) = (&sum, &done);
            s.spawn(move || {
                sum.fetch_add(part, SeqCst);
                done.fetch_add(1, SeqCst);
            });
        }
        if done.load(SeqCst) == 2 {
            println!("sum {}", sum.load(SeqCst));
        } else {
            println!("not yet");
        }
    });
}
