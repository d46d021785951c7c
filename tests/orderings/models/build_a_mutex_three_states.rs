//! Three threads add one each, one of them only if it need not wait; loom reports a thread that sleeps forever as a deadlock.

use std::sync::Arc;
use std::thread;

use subject::Mutex;

fn model() {
    let sold = Arc::new(Mutex::new(0));
    let (second, third) = (Arc::clone(&sold), Arc::clone(&sold));
    let second = thread::spawn(move || *second.lock() += 1);
    let third = thread::spawn(move || third.try_lock().map(|mut sold| *sold += 1));
    *sold.lock() += 1;
    second.join().unwrap();
    let third = third.join().unwrap();
    assert_eq!(*sold.lock(), 2 + u32::from(third.is_some()));
}
