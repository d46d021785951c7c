//! One thread sends, the other receives if the message is there; otherwise the channel drops it.

use std::sync::Arc;
use std::thread;

use subject::OneShot;

fn model() {
    let message = Arc::new(7);
    let hatch = Arc::new(OneShot::new());
    let (theirs, copy) = (Arc::clone(&hatch), Arc::clone(&message));
    let cook = thread::spawn(move || theirs.send(copy));
    if hatch.is_ready() {
        assert_eq!(*hatch.receive(), 7);
    }
    cook.join().unwrap();
    drop(hatch);
    assert_eq!(Arc::strong_count(&message), 1);
}
