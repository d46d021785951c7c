//! Two owners and a weak handle that is upgraded, in three threads: a sole owner writes the value, the value is dropped after its last use, and the memory is freed after the last handle.

use std::cell::UnsafeCell;
use std::thread;

use page::Page;
use subject::Arc;

fn model() {
    let mut page = Arc::new(Page(UnsafeCell::new(7)));
    let note = Arc::downgrade(&page);
    let ours = Arc::clone(&page);
    let owner = thread::spawn(move || assert_eq!(ours.read(), 7));
    let reader = thread::spawn(move || {
        if let Some(page) = note.upgrade() {
            assert_eq!(page.read(), 7);
        }
    });
    if let Some(page) = Arc::get_mut(&mut page) {
        *page.0.get_mut() = 8;
    }
    assert!(page.read() >= 7);
    drop(page);
    owner.join().unwrap();
    reader.join().unwrap();
}
