// ANCHOR: rs
//! A channel for one message whose receiver sleeps until there is one.
//!
//! ```
//! use std::thread;
//!
//! use listings::build_a_channel::blocking;
//!
//! let (sender, receiver) = blocking::channel();
//! thread::spawn(|| sender.send("soup"));
//! assert_eq!(receiver.receive(), Some("soup"));
//!
//! let (sender, receiver) = blocking::channel::<&str>();
//! thread::spawn(|| drop(sender));
//! assert_eq!(receiver.receive(), None);
//! ```

use std::cell::UnsafeCell;
use std::fmt;
use std::mem::MaybeUninit;
use std::sync::Arc;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU8, fence};
use std::thread::{self, Thread};

// ANCHOR: sender
const EMPTY: u8 = 0;
const ASLEEP: u8 = 1;
const READY: u8 = 2;
const CLOSED: u8 = 3;

/// The end that puts the message in.
pub struct Sender<T> {
    slot: Arc<Slot<T>>,
    leaves: u8,
}

impl<T> Sender<T> {
    /// Puts the message in, and uses up the sender. If the receiver is
    /// gone, the message is dropped.
    ///
    /// # Panics
    ///
    /// If the destructor of a message that is dropped here does.
    pub fn send(mut self, message: T) {
        // SAFETY: there is one sender, it sends once, and the receiver
        // does not touch the message before the state is `READY`.
        unsafe { (*self.slot.message.get()).write(message) };
        self.leaves = READY;
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if self.slot.state.swap(self.leaves, AcqRel) == ASLEEP {
            // SAFETY: the receiver has left its handle and does not touch
            // it again.
            let sleeper = unsafe { (*self.slot.sleeper.get()).take() };
            sleeper.expect("left before `ASLEEP`").unpark();
        }
    }
}
// ANCHOR_END: sender

// ANCHOR: receiver
/// The end that takes the message out.
pub struct Receiver<T> {
    slot: Arc<Slot<T>>,
}

impl<T> Receiver<T> {
    /// Sleeps until the sender is gone, and takes what it has sent. A
    /// sender that is forgotten, or held by this thread, is never gone.
    ///
    /// Parks the calling thread, so it may use up an `unpark` meant for
    /// something else: if you `park` yourself, look again after this call.
    pub fn receive(self) -> Option<T> {
        let slot = &*self.slot;
        // SAFETY: the sender does not touch the handle before `ASLEEP`.
        unsafe { *slot.sleeper.get() = Some(thread::current()) };
        let mut state = slot
            .state
            .compare_exchange(EMPTY, ASLEEP, Release, Relaxed)
            .map_or_else(|found| found, |_| ASLEEP);
        while state == ASLEEP {
            thread::park();
            state = slot.state.load(Relaxed);
        }
        if state == CLOSED {
            return None;
        }
        fence(Acquire);
        slot.state.store(CLOSED, Relaxed);
        // SAFETY: the message was written, the sender is done with it,
        // and there is one receiver, which ends here.
        Some(unsafe { (*slot.message.get()).assume_init_read() })
    }
}
// ANCHOR_END: receiver

struct Slot<T> {
    message: UnsafeCell<MaybeUninit<T>>,
    sleeper: UnsafeCell<Option<Thread>>,
    state: AtomicU8,
}

// SAFETY: the two ends make sure that one thread at a time uses the
// message, and the handle; the message moves, hence `Send`.
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
        sleeper: UnsafeCell::new(None),
        state: AtomicU8::new(EMPTY),
    });
    let sender = Sender {
        slot: Arc::clone(&slot),
        leaves: CLOSED,
    };
    (sender, Receiver { slot })
}

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
    use std::sync::Arc;
    use std::thread;

    use super::channel;

    /// The receiver waits for another thread.
    #[test]
    fn from_another_thread() {
        let (sender, receiver) = channel();
        let waiter = thread::spawn(|| receiver.receive());
        sender.send("soup");
        assert_eq!(waiter.join().unwrap(), Some("soup"));
    }

    /// A message that is there already is received at once.
    #[test]
    fn sent_before() {
        let (sender, receiver) = channel();
        sender.send("soup");
        assert_eq!(receiver.receive(), Some("soup"));
    }

    /// A sender that is dropped without sending wakes the receiver, even
    /// if a panic drops it.
    #[test]
    fn closed() {
        let (sender, receiver) = channel::<u32>();
        let cook = thread::spawn(|| {
            let _sender = sender;
            panic!("the soup is burnt");
        });
        assert_eq!(receiver.receive(), None);
        assert!(cook.join().is_err());
    }

    /// The ends can be shown, whatever the message is.
    #[test]
    fn debug() {
        struct Secret;
        let (sender, receiver) = channel::<Secret>();
        assert!(format!("{sender:?}").starts_with("Sender"));
        assert!(format!("{receiver:?}").starts_with("Receiver"));
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
}
