//! Three owners in three threads: each reads the value and drops its handle, in any order; one of them writes if it's the only owner left.

use std::cell::UnsafeCell;
use std::thread;

use page::Page;
use subject::Arc;

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
