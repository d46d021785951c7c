// 7

use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    let taker = thread::spawn(move || rx.recv().unwrap());
    while tx.try_send(7).is_err() {
        thread::yield_now();
    }
    println!("{}", taker.join().unwrap());
}
