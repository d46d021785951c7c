// goes
// only if a loop goes round very often: parks goes
// only if another call of std takes the token of `park` and if a loop goes round very often: parks deadlock
// only by a spurious wake-up and if a loop goes round very often: parks parks goes
// only by a spurious wake-up and if another call of std takes the token of `park` and if a loop goes round very often: parks parks deadlock
// only by a spurious wake-up and if a loop goes round very often: parks parks parks goes
// only by a spurious wake-up and if another call of std takes the token of `park` and if a loop goes round very often: parks parks parks deadlock
// only by a spurious wake-up and if a loop goes round very often: parks parks parks parks goes
// only by a spurious wake-up and if another call of std takes the token of `park` and if a loop goes round very often: parks parks parks parks deadlock

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn main() {
    let ready = AtomicBool::new(false);
    thread::scope(|s| {
        let waiter = s.spawn(|| {
            let mut rounds = 0;
            while !ready.load(Ordering::SeqCst) {
                rounds += 1;
                if rounds > 250 {
                    println!("parks");
                    thread::park();
                } else {
                    hint::spin_loop();
                }
            }
            println!("goes");
        });
        ready.store(true, Ordering::SeqCst);
        waiter.thread().unpark();
    });
}
