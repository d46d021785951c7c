// ready
// only if a loop goes round very often: gave up

use std::sync::Mutex;
use std::thread;

fn main() {
    let ready = Mutex::new(false);
    thread::scope(|s| {
        s.spawn(|| {
            let ready = (0..1_000).any(|_| {
                thread::yield_now();
                *ready.lock().unwrap()
            });
            println!("{}", if ready { "ready" } else { "gave up" });
        });
        *ready.lock().unwrap() = true;
    });
}
