// ANCHOR: rs
//! A bounded queue between one sender and one receiver.
//!
//! ```
//! use std::thread;
//!
//! use listings::lock_free::ring;
//!
//! let (mut sender, mut receiver) = ring::channel(2);
//! let cook = thread::spawn(move || sender.send("soup"));
//! let dish = loop {
//!     if let Some(dish) = receiver.receive() {
//!         break dish;
//!     }
//!     thread::yield_now();
//! };
//! assert_eq!(cook.join().unwrap(), Ok(()));
//! assert_eq!(dish, "soup");
//! ```
//!
//! The ends move to another thread only if the messages may.
//!
//! ```compile_fail,E0277
//! use std::rc::Rc;
//!
//! fn send<T: Send>(_: T) {}
//! send(listings::lock_free::ring::channel::<Rc<u32>>(2));
//! ```
//!
//! What its messages borrow must outlive it.
//!
//! ```compile_fail,E0597
//! use listings::lock_free::ring;
//!
//! let (mut sender, _receiver) = ring::channel(2);
//! let dish = String::from("soup");
//! sender.send(&dish).unwrap();
//! ```

use std::fmt;
use std::sync::Arc;

// ANCHOR: ring
use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{Acquire, Release};

struct Ring<T> {
    /// A power of two of them; one, for messages without a size.
    slots: Box<[UnsafeCell<MaybeUninit<T>>]>,
    room: usize,
    /// How many messages were sent; after the largest number comes zero.
    sent: AtomicUsize,
    /// How many of them were received.
    received: AtomicUsize,
}

// SAFETY: the ends make sure that one thread at a time uses the bytes of
// a slot (messages without a size share one, and have none); the
// messages move between the two threads, hence `Send`.
unsafe impl<T: Send> Sync for Ring<T> {}

impl<T> Ring<T> {
    /// The slot of a message, by its number.
    fn slot(&self, number: usize) -> &UnsafeCell<MaybeUninit<T>> {
        &self.slots[number & (self.slots.len() - 1)]
    }
}
// ANCHOR_END: ring

// ANCHOR: ends
/// The end that puts messages in.
pub struct Sender<T> {
    ring: Arc<Ring<T>>,
    sent: usize,
}

/// The end that takes messages out.
pub struct Receiver<T> {
    ring: Arc<Ring<T>>,
    received: usize,
}

impl<T> Sender<T> {
    /// Puts a message in, or gives it back if the ring is full.
    ///
    /// # Errors
    ///
    /// The message, if there is no room for it.
    pub fn send(&mut self, message: T) -> Result<(), T> {
        let ring = &*self.ring;
        let received = ring.received.load(Acquire);
        if self.sent.wrapping_sub(received) == ring.room {
            return Err(message);
        }
        // SAFETY: there is one sender, the receiver is done with what was
        // in this slot, and does not touch it before `sent` says so.
        // (Messages without a size share a slot, but have no bytes.)
        unsafe { (*ring.slot(self.sent).get()).write(message) };
        self.sent = self.sent.wrapping_add(1);
        ring.sent.store(self.sent, Release);
        Ok(())
    }
}

impl<T> Receiver<T> {
    /// Takes the oldest message out, if there is one.
    pub fn receive(&mut self) -> Option<T> {
        let ring = &*self.ring;
        if ring.sent.load(Acquire) == self.received {
            return None;
        }
        let slot = ring.slot(self.received);
        // SAFETY: there is one receiver, the message was written, and the
        // sender does not touch it before `received` says so. (Messages
        // without a size share a slot, but have no bytes.)
        let message = unsafe { (*slot.get()).assume_init_read() };
        self.received = self.received.wrapping_add(1);
        ring.received.store(self.received, Release);
        Some(message)
    }
}
// ANCHOR_END: ends

// ANCHOR: drop
impl<T> Drop for Ring<T> {
    /// Drops the messages that nobody has received. If the destructor of
    /// one panics, those after it are leaked.
    fn drop(&mut self) {
        let sent = *self.sent.get_mut();
        let mut next = *self.received.get_mut();
        while next != sent {
            // SAFETY: sent and not received; both ends are gone.
            unsafe { (*self.slot(next).get()).assume_init_drop() };
            next = next.wrapping_add(1);
        }
    }
}
// ANCHOR_END: drop

/// The two ends of a ring with room for `room` messages, rounded up to a
/// power of two.
///
/// # Panics
///
/// If there is no such power, or if that many slots take more than
/// `isize::MAX` bytes.
pub fn channel<T>(room: usize) -> (Sender<T>, Receiver<T>) {
    let room = room.checked_next_power_of_two().expect("a smaller room");
    // Messages without a size take no memory, so one slot holds them all.
    let slots = if size_of::<T>() == 0 { 1 } else { room };
    let slot = |_| UnsafeCell::new(MaybeUninit::uninit());
    let ring = Arc::new(Ring {
        slots: (0..slots).map(slot).collect(),
        room,
        sent: AtomicUsize::new(0),
        received: AtomicUsize::new(0),
    });
    let sender = Sender {
        ring: Arc::clone(&ring),
        sent: 0,
    };
    (sender, Receiver { ring, received: 0 })
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
    use std::cell::Cell;
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use super::{Receiver, Sender, channel};

    /// Messages arrive once each, in order, however often the ring is full.
    #[test]
    fn in_order() {
        let (mut sender, mut receiver) = channel(4);
        let cook = thread::spawn(move || {
            for dish in 0..1000 {
                while sender.send(dish).is_err() {
                    thread::yield_now();
                }
            }
        });
        for dish in 0..1000 {
            let got = loop {
                match receiver.receive() {
                    Some(got) => break got,
                    None => thread::yield_now(),
                }
            };
            assert_eq!(got, dish);
        }
        cook.join().unwrap();
        assert_eq!(receiver.receive(), None);
    }

    /// A full ring gives the message back, and has room again afterward.
    #[test]
    fn full() {
        let (mut sender, mut receiver) = channel(2);
        assert_eq!(sender.send("tea"), Ok(()));
        assert_eq!(sender.send("soup"), Ok(()));
        assert_eq!(sender.send("salad"), Err("salad"));
        assert_eq!(receiver.receive(), Some("tea"));
        assert_eq!(sender.send("salad"), Ok(()));
        assert_eq!(receiver.receive(), Some("soup"));
        assert_eq!(receiver.receive(), Some("salad"));
        assert_eq!(receiver.receive(), None);
    }

    /// The room is a power of two, and at least one.
    #[test]
    fn room() {
        for (asked, given) in [(0, 1), (1, 1), (3, 4)] {
            let (mut sender, _receiver) = channel(asked);
            let sent = (0..9).take_while(|dish| sender.send(*dish).is_ok());
            assert_eq!(sent.count(), given);
        }
    }

    /// Messages without a size take no memory, whatever the room: each is
    /// received and dropped once all the same.
    #[test]
    fn room_without_size() {
        static DROPPED: AtomicU32 = AtomicU32::new(0);
        struct Bell;
        impl Drop for Bell {
            fn drop(&mut self) {
                DROPPED.fetch_add(1, Ordering::Relaxed);
            }
        }
        let (mut sender, mut receiver) = channel(1 << 62);
        for _ in 0..3 {
            assert!(sender.send(Bell).is_ok());
        }
        drop(receiver.receive());
        assert_eq!(DROPPED.load(Ordering::Relaxed), 1);
        drop((sender, receiver));
        assert_eq!(DROPPED.load(Ordering::Relaxed), 3);
        let (mut sender, _receiver) = channel(2);
        let rung = (0..9).take_while(|_| sender.send(()).is_ok());
        assert_eq!(rung.count(), 2);
    }

    /// The counts may pass the largest number.
    #[test]
    fn counts_wrap() {
        let (mut sender, mut receiver) = channel(4);
        let from = usize::MAX - 1;
        sender.ring.sent.store(from, Ordering::Relaxed);
        sender.ring.received.store(from, Ordering::Relaxed);
        (sender.sent, receiver.received) = (from, from);
        for dish in 0..4 {
            assert_eq!(sender.send(dish), Ok(()));
        }
        assert_eq!(sender.send(4), Err(4));
        for dish in 0..4 {
            assert_eq!(receiver.receive(), Some(dish));
        }
        assert_eq!(receiver.receive(), None);
    }

    /// What nobody has received is dropped with the ring, and only that.
    #[test]
    fn dropped_once() {
        let dish = Arc::new("soup");
        let (mut sender, mut receiver) = channel(4);
        for _ in 0..3 {
            assert!(sender.send(Arc::clone(&dish)).is_ok());
        }
        drop(receiver.receive());
        assert_eq!(Arc::strong_count(&dish), 3);
        drop(receiver);
        drop(sender);
        assert_eq!(Arc::strong_count(&dish), 1);
    }

    /// A destructor that panics in the ring runs once.
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
        let (mut sender, receiver) = channel(2);
        assert!(
            sender
                .send(Fragile {
                    _vase: Arc::clone(&vase)
                })
                .is_ok()
        );
        drop(receiver);
        let dropped = AssertUnwindSafe(|| drop(sender));
        assert!(panic::catch_unwind(dropped).is_err());
        assert_eq!(Arc::strong_count(&vase), 1);
    }

    /// Messages without a size, and with a large alignment.
    #[test]
    fn sizes() {
        #[repr(align(256))]
        struct Page(u8);
        let (mut sender, mut receiver) = channel(2);
        assert_eq!(sender.send(()), Ok(()));
        assert_eq!(receiver.receive(), Some(()));
        let (mut sender, mut receiver) = channel(2);
        assert!(sender.send(Page(7)).is_ok());
        assert_eq!(receiver.receive().map(|page| page.0), Some(7));
    }

    /// An end may move to another thread if the messages may.
    #[test]
    fn send() {
        fn send<X: Send>() {}
        send::<Sender<Cell<u32>>>();
        send::<Receiver<Cell<u32>>>();
    }
}
