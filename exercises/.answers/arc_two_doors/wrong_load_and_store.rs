// judge: can print: 1 visitors
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn enter(visitors: &AtomicU32) {
    visitors.store(visitors.load(SeqCst) + 1, SeqCst);
}

fn main() {
    let visitors = Arc::new(AtomicU32::new(0));

    let doors = [(); 2].map(|()| {
        let visitors = Arc::clone(&visitors);
        thread::spawn(move || enter(&visitors))
    });
    for door in doors {
        door.join().unwrap();
    }
    println!("{} visitors", visitors.load(SeqCst));
}
