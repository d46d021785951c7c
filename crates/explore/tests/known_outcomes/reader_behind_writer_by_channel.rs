// 1
// only if a reader waits behind a waiting writer: deadlock

use std::sync::{Arc, RwLock, mpsc};
use std::thread;

fn main() {
    let page = Arc::new(RwLock::new(1));
    let (tx, rx) = mpsc::channel();
    let first = page.read().unwrap();
    let writer = thread::spawn({
        let page = Arc::clone(&page);
        move || *page.write().unwrap() += 1
    });
    thread::spawn({
        let page = Arc::clone(&page);
        move || tx.send(*page.read().unwrap()).unwrap()
    });
    println!("{}", rx.recv().unwrap());
    drop(first);
    writer.join().unwrap();
}
