// 1 parked once
// only if another call of std takes the token of `park`: deadlock

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel();
    let main = thread::current();
    let worker = thread::spawn(move || {
        main.unpark();
        thread::sleep(Duration::from_millis(5));
        tx.send(1).unwrap();
    });
    let got = rx.recv().unwrap();
    worker.join().unwrap();
    thread::park();
    println!("{got} parked once");
}
