use std::sync::{Arc, Mutex};
use std::thread;

fn enter(visitors: &Mutex<u32>) {
    *visitors.lock().unwrap() += 1;
}

fn main() {
    let visitors = Arc::new(Mutex::new(0));

    let doors = [(); 2].map(|()| {
        let visitors = Arc::clone(&visitors);
        thread::spawn(move || enter(&visitors))
    });
    for door in doors {
        door.join().unwrap();
    }
    println!("{} visitors", visitors.lock().unwrap());
}
