// got 5
// gave up

use std::sync::mpsc::{TryRecvError, channel};
use std::thread;

fn main() {
    let (tx, rx) = channel();
    thread::spawn(move || {
        let _ = tx.send(5);
    });
    for _ in 0..3 {
        match rx.try_recv() {
            Ok(v) => {
                println!("got {v}");
                return;
            }
            Err(TryRecvError::Empty) => thread::yield_now(),
            Err(TryRecvError::Disconnected) => {
                println!("gone");
                return;
            }
        }
    }
    println!("gave up");
}
