//! One thread sends, the other tries to receive; the end that's dropped last drops a message that wasn't received.

use std::sync::Arc;
use std::thread;

use subject::channel;

fn model() {
    let message = Arc::new(7);
    let (sender, receiver) = channel();
    let copy = Arc::clone(&message);
    let cook = thread::spawn(move || sender.send(copy));
    match receiver.receive() {
        Ok(dish) => assert_eq!(*dish, 7),
        Err(not_yet) => drop(not_yet),
    }
    cook.join().unwrap();
    assert_eq!(Arc::strong_count(&message), 1);
}
