//! Three threads add one each, so two may sleep at once, and one of them spins up to a hundred times first; loom reports a thread that sleeps forever as a deadlock.

use std::sync::Arc;
use std::thread;

use subject::Mutex;

fn model() {
    let sold = Arc::new(Mutex::new(0));
    let others = [(); 2].map(|()| {
        let sold = Arc::clone(&sold);
        thread::spawn(move || *sold.lock() += 1)
    });
    *sold.lock_spinning() += 1;
    for other in others {
        other.join().unwrap();
    }
    assert_eq!(*sold.lock(), 3);
}
