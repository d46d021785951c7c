//! Relaxed suffices: one thread brings a parcel, the other waits for it. loom reports a thread that sleeps forever as a deadlock.

use std::sync::Arc;
use std::thread;

use build_a_mutex::three_states::Mutex;
use subject::Condvar;

fn model() {
    let parcels = Arc::new((Mutex::new(0), Condvar::new()));
    let theirs = Arc::clone(&parcels);
    let customer = thread::spawn(move || {
        let (shelf, came) = &*theirs;
        *came.wait_while(shelf.lock(), |parcels| *parcels == 0) -= 1;
    });
    let (shelf, came) = &*parcels;
    *shelf.lock() += 1;
    came.notify_one();
    customer.join().unwrap();
    assert_eq!(*shelf.lock(), 0);
}
