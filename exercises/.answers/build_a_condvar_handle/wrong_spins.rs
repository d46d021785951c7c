// judge: doesn't use `park`
use std::sync::Mutex;
use std::thread::{self, Thread};

#[derive(Default)]
struct Door {
    is_open: Mutex<bool>,
    guest: Mutex<Option<Thread>>,
}

fn open(door: &Door) {
    *door.is_open.lock().unwrap() = true;
    let guest = door.guest.lock().unwrap().take();
    guest.inspect(Thread::unpark);
}

fn enter(door: &Door) {
    while !*door.is_open.lock().unwrap() {
        thread::yield_now();
    }
    println!("inside");
}

fn main() {
    let door = Door::default();

    thread::scope(|s| {
        s.spawn(|| open(&door));
        enter(&door);
    });
}
