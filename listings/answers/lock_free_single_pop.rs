use std::cell::Cell;
use std::ptr;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

struct Node {
    next: Cell<*mut Node>,
}

fn node() -> *mut Node {
    Box::into_raw(Box::new(Node {
        next: Cell::new(ptr::null_mut()),
    }))
}

fn push(top: &AtomicPtr<Node>) {
    let new = node();
    let mut seen = top.load(Relaxed);
    loop {
        // SAFETY: the node is not on the stack yet.
        unsafe { (*new).next.set(seen) };
        match top.compare_exchange(seen, new, Release, Relaxed) {
            Ok(_) => return,
            Err(now) => seen = now,
        }
    }
}

fn pop(top: &AtomicPtr<Node>) -> bool {
    let mut seen = top.load(Acquire);
    while !seen.is_null() {
        // SAFETY: only this thread takes nodes off the stack and frees them.
        let next = unsafe { (*seen).next.get() };
        match top.compare_exchange(seen, next, Acquire, Acquire) {
            Ok(_) => {
                // SAFETY: from `into_raw`, and no longer on the stack.
                drop(unsafe { Box::from_raw(seen) });
                return true;
            }
            Err(now) => seen = now,
        }
    }
    false
}

fn main() {
    let top = AtomicPtr::new(ptr::null_mut());
    push(&top);
    thread::scope(|s| {
        s.spawn(|| push(&top));
        pop(&top);
        pop(&top);
    });
    pop(&top);
    println!("empty: {}", !pop(&top));
}
