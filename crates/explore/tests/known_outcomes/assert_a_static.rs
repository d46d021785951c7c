// panic: assertion failed: unsafe { OPEN } && std::convert::identity(SOLD.load(SeqCst)) == 2

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

static mut OPEN: bool = true;
static SOLD: AtomicUsize = AtomicUsize::new(1);

fn main() {
    assert!(unsafe { OPEN } && std::convert::identity(SOLD.load(SeqCst)) == 2);
}
