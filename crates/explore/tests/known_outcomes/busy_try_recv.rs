// 9

use std::sync::mpsc::{TryRecvError, channel};
use std::thread;

fn main() {
    let (tx, rx) = channel();
    thread::spawn(move || {
        tx.send(4).unwrap();
        tx.send(5).unwrap();
    });
    let mut sum = 0;
    loop {
        match rx.try_recv() {
            Ok(n) => sum += n,
            Err(TryRecvError::Empty) => continue,
            Err(TryRecvError::Disconnected) => break,
        }
    }
    println!("{sum}");
}
