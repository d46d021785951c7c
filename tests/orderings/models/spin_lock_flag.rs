//! Two threads change a number that only the flag protects: one waits for the flag, the other tries once.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

use subject::Flag;

struct Till {
    flag: Flag,
    cents: UnsafeCell<u32>,
}

// SAFETY: loom checks every access to the cell.
unsafe impl Sync for Till {}

fn add(till: &Till) {
    // SAFETY: as above.
    unsafe { *till.cents.get() += 1 };
    till.flag.give_back();
}

fn model() {
    let till = Arc::new(Till { flag: Flag::new(), cents: UnsafeCell::new(0) });
    let theirs = Arc::clone(&till);
    let other = thread::spawn(move || {
        theirs.flag.take();
        add(&theirs);
    });
    let mine = till.flag.try_take();
    if mine {
        add(&till);
    }
    other.join().unwrap();
    till.flag.take();
    till.cents.read(|cents| assert_eq!(*cents, 1 + u32::from(mine)));
}
