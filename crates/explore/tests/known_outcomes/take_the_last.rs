// Ok(1) Err(0)
// Err(0) Ok(1)

use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

fn main() {
    let n = AtomicU8::new(1);
    let take = || n.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |v| v.checked_sub(1));
    thread::scope(|s| {
        let a = s.spawn(&take);
        let b = s.spawn(&take);
        println!("{:?} {:?}", a.join().unwrap(), b.join().unwrap());
    });
}
