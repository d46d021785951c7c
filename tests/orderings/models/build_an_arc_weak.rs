//! An owner and a weak handle that is upgraded, in two threads: the value is dropped after each use, and the memory freed after each handle.

use std::cell::UnsafeCell;
use std::thread;

use subject::Arc;

/// A value whose reads and drop loom sees.
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
    let page = Arc::new(Page(UnsafeCell::new(7)));
    let note = Arc::downgrade(&page);
    let reader = thread::spawn(move || {
        if let Some(page) = note.upgrade() {
            assert_eq!(page.read(), 7);
        }
    });
    assert_eq!(page.read(), 7);
    drop(page);
    reader.join().unwrap();
}
