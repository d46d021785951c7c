use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn enter(visitors: &AtomicU32) {
    visitors.fetch_add(1, SeqCst);
}

fn main() {
    let visitors = Arc::new(AtomicU32::new(0));
    let mut doors = Vec::new();
    for _ in 0..2 {
        let visitors = Arc::clone(&visitors);
        doors.push(thread::spawn(move || enter(&visitors)));
    }
    for door in doors {
        door.join().unwrap();
    }
    println!("{} visitors", visitors.load(SeqCst));
}
