//! Two threads get the value, and one of them first checks whether it's there.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

use page::Page;
use subject::Lazy;

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
