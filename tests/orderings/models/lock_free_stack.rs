//! Two threads push one item each, and one of them takes all items off.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

use subject::Stack;

fn model() {
    let stack = Arc::new(Stack::new());
    let theirs = Arc::clone(&stack);
    let other = thread::spawn(move || theirs.push(UnsafeCell::new(7)));
    stack.push(UnsafeCell::new(7));
    for item in stack.take_all() {
        item.read(|number| assert_eq!(*number, 7));
    }
    other.join().unwrap();
    drop(stack);
}
