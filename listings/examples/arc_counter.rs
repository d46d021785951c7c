use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let visits = Arc::new(Mutex::new(0));
    let mut doors = Vec::new();
    for _ in 0..3 {
        let ours = Arc::clone(&visits);
        doors.push(thread::spawn(move || {
            *ours.lock().unwrap() += 1;
        }));
    }
    for door in doors {
        door.join().unwrap();
    }
    let total = *visits.lock().unwrap();
    println!("visits: {total}");
    assert_eq!(total, 3);
}
