// judge: starts no thread
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread;

fn sell(cakes: &Mutex<u32>, done: Sender<u32>) {
    *cakes.lock().unwrap() -= 2;
    done.send(2).unwrap();
}

fn main() {
    let cakes = Mutex::new(5);
    let (tx, rx) = mpsc::channel();

    sell(&cakes, tx);
    thread::scope(|_| {
        let left = cakes.lock().unwrap();
        let sold = rx.recv().unwrap();
        println!("sold {sold}, {left} left");
    });
}
