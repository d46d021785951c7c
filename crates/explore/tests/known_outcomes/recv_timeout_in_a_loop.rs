// got 7

use std::sync::mpsc;
use std::{thread, time::Duration};

fn main() {
    let (tx, rx) = mpsc::channel();
    let sender = thread::spawn(move || tx.send(7));
    while rx.recv_timeout(Duration::from_millis(1)).is_err() {}
    println!("got 7");
    let _ = sender.join().unwrap();
}
