// ANCHOR: rs
//! A channel for one message that leaves all rules to its user.
//!
//! ```
//! use std::hint;
//! use std::thread;
//!
//! use listings::build_a_channel::unchecked::OneShot;
//!
//! let hatch = OneShot::new();
//! thread::scope(|s| {
//!     // SAFETY: nothing else is sent.
//!     s.spawn(|| unsafe { hatch.send("soup") });
//!     while !hatch.is_ready() {
//!         hint::spin_loop();
//!     }
//!     // SAFETY: the message is there, and nothing else takes it.
//!     assert_eq!(unsafe { hatch.receive() }, "soup");
//! });
//! ```

// ANCHOR: channel
use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};

/// Room for one message, and a flag that says whether it is there.
#[derive(Debug)]
pub struct OneShot<T> {
    message: UnsafeCell<MaybeUninit<T>>,
    ready: AtomicBool,
}

// SAFETY: the callers of `send` and `receive` vouch that one thread at a
// time uses the message; it moves between two, hence `Send`.
unsafe impl<T: Send> Sync for OneShot<T> {}

impl<T> OneShot<T> {
    /// A channel without a message.
    pub const fn new() -> Self {
        OneShot {
            message: UnsafeCell::new(MaybeUninit::uninit()),
            ready: AtomicBool::new(false),
        }
    }

    /// Puts the message in.
    ///
    /// # Safety
    ///
    /// This is the only call of `send` on this channel.
    pub unsafe fn send(&self, message: T) {
        // SAFETY: no other call writes, and none reads before `ready`.
        unsafe { (*self.message.get()).write(message) };
        self.ready.store(true, Release);
    }

    /// Whether the message is there.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Acquire)
    }

    /// Takes the message out.
    ///
    /// # Safety
    ///
    /// In this thread `is_ready` has returned `true`, and this is the
    /// only call of `receive` on this channel.
    pub unsafe fn receive(&self) -> T {
        // SAFETY: the message was written before, and is read out once.
        unsafe { (*self.message.get()).assume_init_read() }
    }
}
// ANCHOR_END: channel

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

    /// What was sent is received.
    #[test]
    fn one_message() {
        let hatch = OneShot::new();
        assert!(!hatch.is_ready());
        // SAFETY: the only call.
        unsafe { hatch.send(String::from("soup")) };
        assert!(hatch.is_ready());
        // SAFETY: the message is there, and this is the only call.
        assert_eq!(unsafe { hatch.receive() }, "soup");
    }

    /// A message that nobody receives is leaked; the next step fixes that.
    #[test]
    fn unreceived_message_leaks() {
        let message = Arc::new("soup");
        let hatch = OneShot::new();
        // SAFETY: the only call.
        unsafe { hatch.send(Arc::clone(&message)) };
        drop(hatch);
        assert_eq!(Arc::strong_count(&message), 2);
    }
}
