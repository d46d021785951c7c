use std::cell::Cell;
use std::ptr;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::{Acquire, Relaxed};
use std::thread;

struct Node {
    next: Cell<*mut Node>,
}

fn pop(top: &AtomicPtr<Node>) -> bool {
    let node = top.load(Acquire);
    if node.is_null() {
        return false;
    }
    // SAFETY: the node is on the stack. (It may be gone by now.)
    let next = unsafe { (*node).next.get() };
    if top.compare_exchange(node, next, Acquire, Relaxed).is_err() {
        return false;
    }
    // SAFETY: the node was popped. (Others may still look at it.)
    unsafe { (*node).next.set(ptr::null_mut()) };
    true
}

fn main() {
    let mut node = Node {
        next: Cell::new(ptr::null_mut()),
    };
    let top = AtomicPtr::new(&raw mut node);
    thread::scope(|s| {
        s.spawn(|| pop(&top));
        pop(&top);
    });
    println!("popped");
}
