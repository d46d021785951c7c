// ANCHOR: rs
//! A stack that many threads push to, and from which one takes all.
//!
//! ```
//! use std::thread;
//!
//! use listings::lock_free::stack::Stack;
//!
//! let orders = Stack::new();
//! thread::scope(|s| {
//!     s.spawn(|| orders.push("tea"));
//!     s.spawn(|| orders.push("soup"));
//! });
//! assert_eq!(orders.take_all().count(), 2);
//! assert_eq!(orders.take_all().count(), 0);
//! ```
//!
//! It can be shared only if its items may move to another thread.
//!
//! ```compile_fail,E0277
//! use std::rc::Rc;
//!
//! use listings::lock_free::stack::Stack;
//!
//! fn share<T: Sync>(_: T) {}
//! share(Stack::<Rc<u32>>::new());
//! ```
//!
//! What its items borrow must outlive it.
//!
//! ```compile_fail,E0597
//! use listings::lock_free::stack::Stack;
//!
//! let orders = Stack::new();
//! let dish = String::from("soup");
//! orders.push(&dish);
//! ```

use std::fmt;

// ANCHOR: stack
use std::ptr;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

struct Node<T> {
    item: T,
    next: *mut Node<T>,
}

/// A stack: the last item in is the first one out.
pub struct Stack<T> {
    top: AtomicPtr<Node<T>>,
}

// SAFETY: it owns its items, and hands each one to a single thread.
unsafe impl<T: Send> Send for Stack<T> {}
// SAFETY: as above; no method lends an item.
unsafe impl<T: Send> Sync for Stack<T> {}

impl<T> Stack<T> {
    /// Puts an item on top.
    pub fn push(&self, item: T) {
        let mut top = self.top.load(Relaxed);
        let node = Box::into_raw(Box::new(Node { item, next: top }));
        node.expose_provenance();
        while let Err(now) =
            self.top.compare_exchange_weak(top, node, Release, Relaxed)
        {
            top = now;
            // SAFETY: not pushed yet, so no other thread has the node.
            unsafe { (*node).next = top };
        }
    }

    /// Takes all items off, the last one first.
    pub fn take_all(&self) -> Taken<T> {
        Taken {
            next: self.top.swap(ptr::null_mut(), Acquire),
        }
    }
}
// ANCHOR_END: stack

// ANCHOR: taken
/// Items that were taken off a stack.
///
/// If an item's destructor panics while this is dropped, the items below
/// are leaked.
pub struct Taken<T> {
    next: *mut Node<T>,
}

// SAFETY: it owns its nodes: the `swap` has left no other way to them.
unsafe impl<T: Send> Send for Taken<T> {}

impl<T> Iterator for Taken<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.next.is_null() {
            return None;
        }
        // `next` may point to an older node that had this address.
        let node = ptr::with_exposed_provenance_mut(self.next.addr());
        // SAFETY: from `into_raw`, exposed by `push`, and reached by this
        // `Taken` alone.
        let node: Box<Node<T>> = unsafe { Box::from_raw(node) };
        self.next = node.next;
        Some(node.item)
    }
}

impl<T> Drop for Taken<T> {
    fn drop(&mut self) {
        self.for_each(drop);
    }
}

impl<T> Drop for Stack<T> {
    fn drop(&mut self) {
        drop(self.take_all());
    }
}
// ANCHOR_END: taken

impl<T> Stack<T> {
    /// A stack without items.
    pub const fn new() -> Self {
        Stack {
            top: AtomicPtr::new(ptr::null_mut()),
        }
    }
}

impl<T> Default for Stack<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Stack<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stack").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Taken<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Taken").finish_non_exhaustive()
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::Arc;
    use std::thread;

    use super::{Stack, Taken};

    /// The last one in is the first one out.
    #[test]
    fn order() {
        let stack = Stack::default();
        for dish in ["tea", "soup", "salad"] {
            stack.push(dish);
        }
        let all: Vec<_> = stack.take_all().collect();
        assert_eq!(all, ["salad", "soup", "tea"]);
        assert_eq!(stack.take_all().next(), None);
    }

    /// Each item is taken once, by whichever thread.
    #[test]
    fn taken_once() {
        let stack = Stack::new();
        let mut taken: Vec<u32> = thread::scope(|s| {
            let threads = [0, 100, 200].map(|from| {
                let stack = &stack;
                s.spawn(move || {
                    (from..from + 100).for_each(|item| stack.push(item));
                    stack.take_all().collect::<Vec<_>>()
                })
            });
            threads.map(|thread| thread.join().unwrap()).concat()
        });
        taken.extend(stack.take_all());
        taken.sort();
        assert!(taken.into_iter().eq(0..300));
    }

    /// Items that nobody takes are dropped once, and those that are left
    /// in a `Taken` as well.
    #[test]
    fn dropped_once() {
        let dish = Arc::new("soup");
        let stack = Stack::new();
        (0..4).for_each(|_| stack.push(Arc::clone(&dish)));
        let mut taken = stack.take_all();
        stack.push(Arc::clone(&dish));
        drop(taken.next());
        assert_eq!(Arc::strong_count(&dish), 5);
        drop(taken);
        assert_eq!(Arc::strong_count(&dish), 2);
        drop(stack);
        assert_eq!(Arc::strong_count(&dish), 1);
    }

    /// A long stack is dropped without recursion.
    #[test]
    fn long() {
        let items = if cfg!(miri) { 1_000 } else { 200_000 };
        let stack = Stack::new();
        (0..items).for_each(|item| stack.push(item));
        drop(stack);
    }

    /// A destructor that panics runs once; what lies below may be leaked.
    #[test]
    fn destructor_may_panic() {
        struct Fragile {
            _vase: Arc<()>,
        }
        impl Drop for Fragile {
            fn drop(&mut self) {
                panic::resume_unwind(Box::new("broken"));
            }
        }
        let vase = Arc::new(());
        let stack = Stack::new();
        stack.push(Fragile {
            _vase: Arc::clone(&vase),
        });
        let dropped = AssertUnwindSafe(|| drop(stack));
        assert!(panic::catch_unwind(dropped).is_err());
        assert_eq!(Arc::strong_count(&vase), 1);
    }

    /// Items without a size, and with a large alignment.
    #[test]
    fn sizes() {
        #[repr(align(256))]
        struct Page(u8);
        let stack = Stack::new();
        stack.push(());
        assert_eq!(stack.take_all().count(), 1);
        let stack = Stack::new();
        stack.push(Page(7));
        assert_eq!(stack.take_all().next().unwrap().0, 7);
    }

    /// An item may move to another thread and need not be shared.
    #[test]
    fn bounds() {
        fn send<X: Send>() {}
        fn sync<X: Sync>() {}
        send::<Stack<Cell<u32>>>();
        sync::<Stack<Cell<u32>>>();
        send::<Taken<Cell<u32>>>();
    }
}
