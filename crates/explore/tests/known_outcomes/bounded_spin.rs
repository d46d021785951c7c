// gave up

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn main() {
    let ready = AtomicBool::new(false);
    thread::scope(|s| {
        s.spawn(|| {
            let mut rounds = 0;
            while !ready.load(Ordering::SeqCst) && rounds < 300 {
                rounds += 1;
                hint::spin_loop();
            }
            println!("{}", if rounds == 300 { "gave up" } else { "ready" });
        });
    });
}
