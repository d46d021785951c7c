//! One thread brings a parcel, the other waits for it: the condvar's number needs no ordering, and the mutex needs all of its orderings. loom reports a thread that sleeps forever as a deadlock.

use std::sync::Arc;
use std::thread;

use subject::{Condvar, Mutex};

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
