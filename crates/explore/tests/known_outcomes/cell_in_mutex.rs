// 7

use std::cell::Cell;
use std::sync::{Mutex, mpsc};
use std::thread;

fn main() {
    let ready = &Mutex::new(Cell::new(false));
    let (tx, rx) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(move || {
            ready.lock().unwrap().set(true);
            println!("{}", rx.recv().unwrap());
        });
        while !ready.lock().unwrap().get() {
            thread::yield_now();
        }
        tx.send(7).unwrap();
    });
}
