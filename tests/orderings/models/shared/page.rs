//! A value whose reads, writes and drop loom sees.

use std::cell::UnsafeCell;

pub struct Page(pub UnsafeCell<u32>);

impl Page {
    pub fn read(&self) -> u32 {
        self.0.read(|letters| *letters)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        *self.0.get_mut() = 0;
    }
}
