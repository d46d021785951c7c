use std::sync::Mutex;
use std::thread;

fn main() {
    let visits = Mutex::new(0);
    let mut doors = Vec::new();
    for _ in 0..3 {
        doors.push(thread::spawn(move || {
            *visits.lock().unwrap() += 1;
        }));
    }
    for door in doors {
        door.join().unwrap();
    }
    println!("visits: {}", visits.lock().unwrap()); // error[E0382]
}
