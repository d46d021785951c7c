//! Three owners in three threads: each reads the value and drops its handle, in any order; one of them writes if it is alone.

use std::cell::UnsafeCell;
use std::thread;

use subject::Arc;

/// A value whose reads, writes and drop loom sees.
struct Page(UnsafeCell<u32>);

impl Page {
    fn read(&self) -> u32 {
        self.0.read(|letters| *letters)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        *self.0.get_mut() = 0;
    }
}

fn model() {
    let mut page = Arc::new(Page(UnsafeCell::new(7)));
    let readers: Vec<_> = (0..2)
        .map(|_| {
            let ours = Arc::clone(&page);
            thread::spawn(move || assert_eq!(ours.read(), 7))
        })
        .collect();
    if let Some(page) = Arc::get_mut(&mut page) {
        *page.0.get_mut() = 8;
    }
    assert!(page.read() >= 7);
    drop(page);
    for reader in readers {
        reader.join().unwrap();
    }
}
