// ANCHOR: rs
//! A queue with limited room: `push` waits for room, and `pop`
//! waits for an item.
//!
//! ```
//! use std::thread;
//!
//! use listings::build_a_condvar::queue::Queue;
//!
//! let orders = Queue::new(1);
//! thread::scope(|s| {
//!     s.spawn(|| {
//!         for order in ["tea", "cake", "bill"] {
//!             orders.push(order);
//!         }
//!     });
//!     assert_eq!([(); 3].map(|()| orders.pop()), ["tea", "cake", "bill"]);
//! });
//! ```

use std::fmt;

// ANCHOR: queue
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// A queue that is never longer than its capacity.
pub struct Queue<T> {
    items: Mutex<VecDeque<T>>,
    capacity: usize,
    pushed: Condvar,
    popped: Condvar,
}

impl<T> Queue<T> {
    /// Waits until there is room, and puts the item at the end.
    pub fn push(&self, item: T) {
        let mut items = self.items.lock().unwrap();
        while items.len() == self.capacity {
            items = self.popped.wait(items).unwrap();
        }
        items.push_back(item);
        drop(items);
        self.pushed.notify_one();
    }

    /// Waits until there is an item, and takes the first.
    pub fn pop(&self) -> T {
        let mut items = self.items.lock().unwrap();
        loop {
            if let Some(item) = items.pop_front() {
                drop(items);
                self.popped.notify_one();
                return item;
            }
            items = self.pushed.wait(items).unwrap();
        }
    }
}
// ANCHOR_END: queue

impl<T> Queue<T> {
    /// An empty queue.
    ///
    /// # Panics
    /// If `capacity` is 0.
    pub fn new(capacity: usize) -> Self {
        assert!(capacity > 0, "a queue without room takes no item");
        Queue {
            items: Mutex::new(VecDeque::new()),
            capacity,
            pushed: Condvar::new(),
            popped: Condvar::new(),
        }
    }

    /// Puts the item at the end if there is room, or gives it back.
    pub fn try_push(&self, item: T) -> Result<(), T> {
        let mut items = self.items.lock().unwrap();
        if items.len() == self.capacity {
            return Err(item);
        }
        items.push_back(item);
        drop(items);
        self.pushed.notify_one();
        Ok(())
    }

    /// Takes the first item if there is one.
    pub fn try_pop(&self) -> Option<T> {
        let item = self.items.lock().unwrap().pop_front()?;
        self.popped.notify_one();
        Some(item)
    }
}

impl<T> fmt::Debug for Queue<T> {
    /// Shows no item: that would run code of `T` under the mutex.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let capacity = &self.capacity;
        let mut shown = f.debug_struct("Queue");
        shown.field("capacity", capacity).finish_non_exhaustive()
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::panic::{self, AssertUnwindSafe};
    use std::thread;

    use super::Queue;

    /// Every item comes out once, and those of one thread in their order.
    #[test]
    fn two_push_and_two_pop() {
        let queue = Queue::new(2);
        let taken: Vec<Vec<(u32, u32)>> = thread::scope(|s| {
            let queue = &queue;
            for clerk in 0..2 {
                s.spawn(move || {
                    (0..50).for_each(|number| queue.push((clerk, number)))
                });
            }
            let cooks = [(); 2].map(|()| {
                s.spawn(|| (0..50).map(|_| queue.pop()).collect())
            });
            cooks.map(|cook| cook.join().unwrap()).into()
        });
        for taken in &taken {
            for clerk in 0..2 {
                assert!(
                    taken.iter().filter(|item| item.0 == clerk).is_sorted()
                );
            }
        }
        let mut all = taken.concat();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 100);
    }

    /// What need not wait does not, and a full queue gives the item back.
    #[test]
    fn no_waiting() {
        let queue = Queue::new(1);
        assert_eq!(queue.try_pop(), None);
        assert_eq!(queue.try_push("tea"), Ok(()));
        assert_eq!(queue.try_push("cake"), Err("cake"));
        assert_eq!(format!("{queue:?}"), "Queue { capacity: 1, .. }");
        assert_eq!(queue.try_pop(), Some("tea"));
    }

    /// A queue without room is refused.
    #[test]
    #[should_panic(expected = "a queue without room takes no item")]
    fn no_room() {
        drop(Queue::<u32>::new(0));
    }

    /// Items without size; and one whose destructor panics, which leaves
    /// the queue as it should be.
    #[test]
    fn unusual_items() {
        let signals = Queue::new(2);
        signals.push(());
        signals.push(());
        assert_eq!(signals.try_push(()), Err(()));
        assert_eq!(signals.pop(), ());
        struct Jammed;
        impl Drop for Jammed {
            fn drop(&mut self) {
                panic!("the printer is jammed");
            }
        }
        let jobs = Queue::new(1);
        jobs.push(Jammed);
        let taken = AssertUnwindSafe(|| drop(jobs.pop()));
        assert!(panic::catch_unwind(taken).is_err());
        assert!(jobs.try_pop().is_none());
    }
}
