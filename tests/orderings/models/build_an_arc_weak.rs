//! An owner and a weak handle that is upgraded, in two threads: the value is dropped after its last use, and the memory is freed after the last handle.

use std::cell::UnsafeCell;
use std::thread;

use page::Page;
use subject::Arc;

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
