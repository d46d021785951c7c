// done

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::{thread, time::Duration};
static F: AtomicBool = AtomicBool::new(false);
fn main() {
    let (m, c) = (Mutex::new(()), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| F.store(true, Relaxed));
        let mut g = m.lock().unwrap();
        while !F.load(Relaxed) { g = c.wait_timeout(g, Duration::from_millis(1)).unwrap().0; }
        println!("done");
    });
}
