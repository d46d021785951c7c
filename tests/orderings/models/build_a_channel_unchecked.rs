//! One thread sends, the other looks twice and receives if the message is there.

use std::sync::Arc;
use std::thread;

use subject::OneShot;

fn model() {
    let hatch = Arc::new(OneShot::new());
    let theirs = Arc::clone(&hatch);
    // SAFETY: the only call.
    let cook = thread::spawn(move || unsafe { theirs.send(7) });
    if hatch.is_ready() || hatch.is_ready() {
        // SAFETY: the message is there, and this is the only call.
        assert_eq!(unsafe { hatch.receive() }, 7);
    }
    cook.join().unwrap();
}
