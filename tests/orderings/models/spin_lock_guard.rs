//! Two threads add one each: one waits for the lock, the other tries once.

use std::sync::Arc;
use std::thread;

use subject::SpinLock;

fn model() {
    let sold = Arc::new(SpinLock::new(0));
    let theirs = Arc::clone(&sold);
    let other = thread::spawn(move || *theirs.lock() += 1);
    let mine = sold.try_lock().map(|mut sold| *sold += 1);
    other.join().unwrap();
    assert_eq!(*sold.lock(), 1 + mine.iter().count());
}
