/// A value whose reads and drop loom sees, and whose memory the allocator gives to the next one.
struct Page(std::cell::UnsafeCell<u32>, [u8; 777]);

// SAFETY: loom checks every access to the cell.
unsafe impl Sync for Page {}

impl Page {
    fn new(number: u32) -> Page {
        Page(std::cell::UnsafeCell::new(number), [0; 777])
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        *self.0.get_mut() = 0;
    }
}

fn main() {
    let (mut writer, mut reader) = new(Page::new(1));
    let other = std::thread::spawn(move || {
        writer.replace(Page::new(2));
        writer.replace(Page::new(3));
    });
    // SAFETY: the guard keeps the value.
    println!("{}", unsafe { *reader.read().0.get() });
    other.join().unwrap();
}
