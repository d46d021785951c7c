// true

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

fn main() {
    let (tx, rx) = mpsc::channel::<JoinHandle<()>>();
    let (done, over) = mpsc::channel();
    let worker = thread::spawn(move || {
        let me = rx.recv().unwrap();
        let joined = catch_unwind(AssertUnwindSafe(|| me.join().is_ok()));
        done.send(joined.is_err()).unwrap();
    });
    tx.send(worker).unwrap();
    println!("{}", over.recv().unwrap());
}
