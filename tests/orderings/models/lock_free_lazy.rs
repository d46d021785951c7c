//! Two threads need the value, and one of them has looked for it before.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

use subject::Lazy;

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

fn need(lazy: &Lazy<Page>) {
    let page = lazy.get_or_init(|| Page(UnsafeCell::new(7)));
    assert_eq!(page.read(), 7);
}

fn model() {
    let lazy = Arc::new(Lazy::<Page>::new());
    let theirs = Arc::clone(&lazy);
    let other = thread::spawn(move || {
        if let Some(page) = theirs.get() {
            assert_eq!(page.read(), 7);
        }
        need(&theirs);
    });
    need(&lazy);
    other.join().unwrap();
}
