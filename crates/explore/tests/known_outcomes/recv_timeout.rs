// 1
// timed out waiting on channel

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel();
    let h = thread::spawn(move || {
        tx.send(1).ok();
    });
    match rx.recv_timeout(Duration::from_millis(5)) {
        Ok(v) => println!("{v}"),
        Err(e) => println!("{e}"),
    }
    h.join().unwrap();
}
