//! One thread sends, the other receives; loom reports a receiver that sleeps forever as a deadlock.
//!
//! loom's `park` has no spurious wake-ups, and its `unpark` orders memory, so only the executions where the receiver doesn't sleep show that the fence is needed.

use std::sync::Arc;
use std::thread;

use subject::channel;

fn model() {
    let message = Arc::new(7);
    let (sender, receiver) = channel();
    let copy = Arc::clone(&message);
    let cook = thread::spawn(move || sender.send(copy));
    assert_eq!(receiver.receive().as_deref(), Some(&7));
    cook.join().unwrap();
    assert_eq!(Arc::strong_count(&message), 1);

    let (sender, receiver) = channel::<u32>();
    let cook = thread::spawn(move || drop(sender));
    assert_eq!(receiver.receive(), None);
    cook.join().unwrap();
}
