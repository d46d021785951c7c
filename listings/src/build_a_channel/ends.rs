// ANCHOR: rs
//! A channel for one message whose two ends are used up.
//!
//! ```
//! use std::thread;
//!
//! use listings::build_a_channel::ends;
//!
//! let (sender, mut receiver) = ends::channel();
//! let cook = thread::spawn(|| sender.send("soup"));
//! let dish = loop {
//!     match receiver.receive() {
//!         Ok(dish) => break dish,
//!         Err(not_yet) => receiver = not_yet,
//!     }
//!     thread::yield_now();
//! };
//! cook.join().unwrap();
//! assert_eq!(dish, "soup");
//! ```
//!
//! ```compile_fail,E0382
//! use listings::build_a_channel::ends;
//!
//! let (sender, _receiver) = ends::channel();
//! sender.send("soup");
//! sender.send("salad");
//! ```

use std::cell::UnsafeCell;
use std::fmt;
use std::mem::MaybeUninit;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

// ANCHOR: ends
const EMPTY: u8 = 0;
const READY: u8 = 1;
const TAKEN: u8 = 2;

/// The end that puts the message in.
pub struct Sender<T> {
    slot: Arc<Slot<T>>,
}

/// The end that takes the message out.
pub struct Receiver<T> {
    slot: Arc<Slot<T>>,
}

impl<T> Sender<T> {
    /// Puts the message in, and uses up the sender. If the receiver is
    /// gone, the message is dropped.
    ///
    /// # Panics
    ///
    /// If the destructor of a message that is dropped here does.
    pub fn send(self, message: T) {
        // SAFETY: there is one sender, it sends once, and the receiver
        // does not touch the message while the state is `EMPTY`.
        unsafe { (*self.slot.message.get()).write(message) };
        self.slot.state.store(READY, Release);
    }
}

impl<T> Receiver<T> {
    /// Takes the message out, or gives the receiver back if there is none
    /// yet, or ever: it cannot tell when the sender is gone.
    pub fn receive(self) -> Result<T, Receiver<T>> {
        if self.slot.state.load(Acquire) == EMPTY {
            return Err(self);
        }
        self.slot.state.store(TAKEN, Relaxed);
        // SAFETY: the message was written, the sender is done with it,
        // and there is one receiver, which ends here.
        Ok(unsafe { (*self.slot.message.get()).assume_init_read() })
    }
}
// ANCHOR_END: ends

// ANCHOR: slot
struct Slot<T> {
    message: UnsafeCell<MaybeUninit<T>>,
    state: AtomicU8,
}

// SAFETY: the two ends make sure that one thread at a time uses the
// message; it moves between two, hence `Send`.
unsafe impl<T: Send> Sync for Slot<T> {}

impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        if *self.state.get_mut() == READY {
            // SAFETY: the message was written and has not been taken.
            unsafe { self.message.get_mut().assume_init_drop() };
        }
    }
}

/// A sender and a receiver of one message.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let slot = Arc::new(Slot {
        message: UnsafeCell::new(MaybeUninit::uninit()),
        state: AtomicU8::new(EMPTY),
    });
    let sender = Sender {
        slot: Arc::clone(&slot),
    };
    (sender, Receiver { slot })
}
// ANCHOR_END: slot

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;

    use super::{Receiver, Sender, channel};

    /// `receive` gives the receiver back until there is a message.
    #[test]
    fn not_yet_then_received() {
        let (sender, receiver) = channel();
        let Err(receiver) = receiver.receive() else {
            panic!("nothing has been sent");
        };
        sender.send("soup");
        assert_eq!(receiver.receive().unwrap(), "soup");
    }

    /// A receiver cannot tell when the sender is gone.
    #[test]
    fn sender_gone() {
        let (sender, receiver) = channel::<u32>();
        drop(sender);
        assert!(receiver.receive().is_err());
    }

    /// A message that nobody receives is dropped with the last end.
    #[test]
    fn unreceived_message_is_dropped() {
        let message = Arc::new("soup");
        let (sender, receiver) = channel();
        drop(receiver);
        sender.send(Arc::clone(&message));
        assert_eq!(Arc::strong_count(&message), 1);
    }

    /// A message that was received is dropped by its receiver alone.
    #[test]
    fn received_message_is_dropped_once() {
        let message = Arc::new("soup");
        let (sender, receiver) = channel();
        sender.send(Arc::clone(&message));
        drop(receiver.receive());
        assert_eq!(Arc::strong_count(&message), 1);
    }

    /// An end may move to another thread if the message may.
    #[test]
    fn send() {
        fn send<X: Send>() {}
        send::<Sender<Cell<u32>>>();
        send::<Receiver<Cell<u32>>>();
    }
}
