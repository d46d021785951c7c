use std::sync::{Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Oven {
    ready: Mutex<bool>,
    bell: Condvar,
}

fn bake(oven: &Oven) {
    *oven.ready.lock().unwrap() = true;
    oven.bell.notify_one();
}

fn eat(oven: &Oven) {
    let mut ready = oven.ready.lock().unwrap();
    while !*ready {
        ready = oven.bell.wait(ready).unwrap();
    }
    println!("bread");
}

fn main() {
    let oven = Oven::default();

    thread::scope(|s| {
        s.spawn(|| bake(&oven));
        eat(&oven);
    });
}
