//! Two messages through a ring with room for one: the second takes the first one's place once that has been received.

use std::sync::Arc;
use std::thread;

use subject::channel;

fn model() {
    let message = Arc::new(7);
    let (mut sender, mut receiver) = channel(1);
    let copies = [Arc::clone(&message), Arc::clone(&message)];
    let cook = thread::spawn(move || {
        for copy in copies {
            drop(sender.send(copy));
        }
    });
    for dish in [receiver.receive(), receiver.receive()].into_iter().flatten() {
        assert_eq!(*dish, 7);
    }
    cook.join().unwrap();
    drop(receiver);
    assert_eq!(Arc::strong_count(&message), 1);
}
