//! A price that only the lock protects: a reader with a writer, and two writers. loom reports a thread that sleeps forever as a deadlock.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

use subject::RwLock;

struct Shop {
    lock: RwLock<()>,
    price: UnsafeCell<u32>,
}

// SAFETY: loom checks every access to the cell.
unsafe impl Sync for Shop {}

impl Shop {
    fn new() -> Arc<Self> {
        Arc::new(Shop { lock: RwLock::new(()), price: UnsafeCell::new(0) })
    }

    fn read(&self) -> u32 {
        let _guard = self.lock.read();
        self.price.read(|price| *price)
    }

    fn write(&self) {
        let _guard = self.lock.write();
        // SAFETY: as above.
        unsafe { *self.price.get() += 1 };
    }
}

fn beside(mine: impl FnOnce(&Shop), theirs: impl FnOnce(&Shop) + Send + 'static) -> u32 {
    let shop = Shop::new();
    let other = Arc::clone(&shop);
    let other = thread::spawn(move || theirs(&other));
    mine(&shop);
    other.join().unwrap();
    shop.read()
}

fn model() {
    let read = |shop: &Shop| assert!(shop.read() <= 1);
    assert_eq!(beside(read, Shop::write), 1);
    assert_eq!(beside(Shop::write, Shop::write), 2);
}
