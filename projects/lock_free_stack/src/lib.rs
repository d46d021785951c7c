//! A stack from which several threads pop, freed by epochs.

use std::mem::ManuallyDrop;
use std::ptr;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use crossbeam_epoch::{self as epoch, Atomic, Owned};

struct Node<T> {
    /// Moved out by the thread that pops the node.
    item: ManuallyDrop<T>,
    next: Atomic<Node<T>>,
}

/// A stack: the last item in is the first one out.
pub struct Stack<T> {
    top: Atomic<Node<T>>,
}

impl<T> Stack<T> {
    /// A stack without items.
    pub fn new() -> Self {
        Stack {
            top: Atomic::null(),
        }
    }

    /// Puts an item on top.
    pub fn push(&self, item: T) {
        let guard = epoch::pin();
        let mut node = Owned::new(Node {
            item: ManuallyDrop::new(item),
            next: Atomic::null(),
        });
        loop {
            let top = self.top.load(Relaxed, &guard);
            node.next.store(top, Relaxed);
            let pushed = self
                .top
                .compare_exchange(top, node, Release, Relaxed, &guard);
            match pushed {
                Ok(_) => return,
                Err(failed) => node = failed.new,
            }
        }
    }

    /// Takes the item on top, if there is one.
    pub fn pop(&self) -> Option<T> {
        let guard = epoch::pin();
        loop {
            let top = self.top.load(Acquire, &guard);
            // SAFETY: loaded while pinned, so it is not freed before the
            // guard is dropped, even if another thread pops it.
            let node = unsafe { top.as_ref() }?;
            let next = node.next.load(Relaxed, &guard);
            let popped = self
                .top
                .compare_exchange(top, next, Relaxed, Relaxed, &guard);
            if popped.is_ok() {
                // SAFETY: one exchange pops a node, so it is read out and
                // destroyed once; no thread that pins later can reach it.
                unsafe {
                    let item = ptr::read(&node.item);
                    guard.defer_destroy(top);
                    return Some(ManuallyDrop::into_inner(item));
                }
            }
        }
    }
}

impl<T> Drop for Stack<T> {
    fn drop(&mut self) {
        while self.pop().is_some() {}
    }
}

impl<T> Default for Stack<T> {
    fn default() -> Self {
        Self::new()
    }
}
