//! One thread replaces the value twice, the other reads twice: a value is dropped, and its memory reused, only while nobody reads it.

use std::cell::UnsafeCell;
use std::thread;

use subject::new;

/// A value whose reads and drop loom sees, and whose memory the allocator reuses for the next one.
struct Page(UnsafeCell<u32>, [u8; 777]);

impl Page {
    fn new(number: u32) -> Page {
        Page(UnsafeCell::new(number), [0; 777])
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        *self.0.get_mut() = 0;
    }
}

fn model() {
    let (mut writer, mut reader) = new(Page::new(1));
    let other = thread::spawn(move || {
        writer.replace(Page::new(2));
        writer.replace(Page::new(3));
    });
    for _ in 0..2 {
        reader.read().0.read(|number| assert!(*number > 0));
    }
    other.join().unwrap();
}
