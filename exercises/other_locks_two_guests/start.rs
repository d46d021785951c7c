use std::sync::{Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Door {
    is_open: Mutex<bool>,
    opened: Condvar,
}

fn open(door: &Door) {
    *door.is_open.lock().unwrap() = true;
    door.opened.notify_one();
}

fn enter(door: &Door) -> u32 {
    let mut is_open = door.is_open.lock().unwrap();
    while !*is_open {
        is_open = door.opened.wait(is_open).unwrap();
    }
    1
}

fn main() {
    let door = Door::default();

    thread::scope(|s| {
        let ada = s.spawn(|| enter(&door));
        let bob = s.spawn(|| enter(&door));
        open(&door);
        let count = ada.join().unwrap() + bob.join().unwrap();
        println!("{count} came in");
    });
}
