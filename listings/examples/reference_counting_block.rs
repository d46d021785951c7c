use std::alloc::{GlobalAlloc, Layout, System};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static BLOCKS: AtomicUsize = AtomicUsize::new(0);

struct Counting;

// SAFETY: `System` does the work, and is given what we were given.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BLOCKS.fetch_add(1, Relaxed);
        // SAFETY: our caller promises all that `System` asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        BLOCKS.fetch_sub(1, Relaxed);
        // SAFETY: likewise, and `block` came from `System`.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static HEAP: Counting = Counting;

fn main() {
    let before = BLOCKS.load(Relaxed);
    let blocks = || BLOCKS.load(Relaxed) - before;

    let seats = Rc::new(vec![12, 13, 14]);
    let note = Rc::downgrade(&seats);
    let at_first = blocks();
    drop(seats);
    let value_dropped = blocks();
    drop(note);
    let weak_dropped = blocks();

    println!("{at_first}, {value_dropped}, {weak_dropped}");
    assert_eq!((at_first, value_dropped, weak_dropped), (2, 1, 0));
}
