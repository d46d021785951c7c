// ANCHOR: rs
//! A channel for one message that checks its use at run time.
//!
//! ```
//! use std::hint;
//! use std::thread;
//!
//! use listings::build_a_channel::checked::OneShot;
//!
//! let hatch = OneShot::new();
//! thread::scope(|s| {
//!     s.spawn(|| hatch.send("soup"));
//!     while !hatch.is_ready() {
//!         hint::spin_loop();
//!     }
//!     assert_eq!(hatch.receive(), "soup");
//! });
//! ```

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

// ANCHOR: methods
const EMPTY: u8 = 0;
const WRITING: u8 = 1;
const READY: u8 = 2;
const TAKEN: u8 = 3;

/// Room for one message, and the state it is in.
#[derive(Debug)]
pub struct OneShot<T> {
    message: UnsafeCell<MaybeUninit<T>>,
    state: AtomicU8,
}

// SAFETY: the state takes each of its values once, in this order, so one
// thread writes the message and then one thread takes it; the message
// moves between the two, hence `Send`.
unsafe impl<T: Send> Sync for OneShot<T> {}

impl<T> OneShot<T> {
    /// Puts the message in.
    ///
    /// # Panics
    ///
    /// If a message was sent before.
    pub fn send(&self, message: T) {
        self.state
            .compare_exchange(EMPTY, WRITING, Relaxed, Relaxed)
            .expect("a message was sent before");
        // SAFETY: this thread, and only this one, has changed `EMPTY` to
        // `WRITING`, and none reads before `READY`.
        unsafe { (*self.message.get()).write(message) };
        self.state.store(READY, Release);
    }

    /// Takes the message out.
    ///
    /// # Panics
    ///
    /// If there is none, or if it was taken before.
    pub fn receive(&self) -> T {
        self.state
            .compare_exchange(READY, TAKEN, Acquire, Relaxed)
            .expect("there is no message to receive");
        // SAFETY: the message was written before `READY`; this thread,
        // and only this one, has changed `READY` to `TAKEN`.
        unsafe { (*self.message.get()).assume_init_read() }
    }

    /// Whether there is a message to receive.
    pub fn is_ready(&self) -> bool {
        self.state.load(Relaxed) == READY
    }
}
// ANCHOR_END: methods

// ANCHOR: drop
impl<T> Drop for OneShot<T> {
    fn drop(&mut self) {
        if *self.state.get_mut() == READY {
            // SAFETY: the message was written and has not been taken.
            unsafe { self.message.get_mut().assume_init_drop() };
        }
    }
}
// ANCHOR_END: drop

impl<T> OneShot<T> {
    /// A channel without a message.
    pub const fn new() -> Self {
        OneShot {
            message: UnsafeCell::new(MaybeUninit::uninit()),
            state: AtomicU8::new(EMPTY),
        }
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::OneShot;

    /// What was sent is received, and then there is nothing more.
    #[test]
    fn one_message() {
        let hatch = OneShot::new();
        assert!(!hatch.is_ready());
        hatch.send(String::from("soup"));
        assert!(hatch.is_ready());
        assert_eq!(hatch.receive(), "soup");
        assert!(!hatch.is_ready());
    }

    /// The second message is refused, and dropped.
    #[test]
    #[should_panic(expected = "a message was sent before")]
    fn sent_twice() {
        let hatch = OneShot::new();
        hatch.send("soup");
        hatch.send("salad");
    }

    /// Nothing is received before it was sent.
    #[test]
    #[should_panic(expected = "there is no message to receive")]
    fn received_too_early() {
        OneShot::<u32>::new().receive();
    }

    /// Nothing is received twice.
    #[test]
    #[should_panic(expected = "there is no message to receive")]
    fn received_twice() {
        let hatch = OneShot::new();
        hatch.send("soup");
        hatch.receive();
        hatch.receive();
    }

    /// A message that nobody receives is dropped with its channel, once.
    #[test]
    fn unreceived_message_is_dropped() {
        let message = Arc::new("soup");
        let hatch = OneShot::new();
        hatch.send(Arc::clone(&message));
        drop(hatch);
        assert_eq!(Arc::strong_count(&message), 1);
    }

    /// A message that was received is dropped by its receiver alone.
    #[test]
    fn received_message_is_dropped_once() {
        let message = Arc::new("soup");
        let hatch = OneShot::new();
        hatch.send(Arc::clone(&message));
        drop(hatch.receive());
        drop(hatch);
        assert_eq!(Arc::strong_count(&message), 1);
    }
}
