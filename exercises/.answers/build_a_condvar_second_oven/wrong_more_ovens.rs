// judge: works only with
use std::sync::{Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Semaphore {
    free: Mutex<u32>,
    returned: Condvar,
}

fn acquire(ovens: &Semaphore) {
    let free = ovens.free.lock().unwrap();
    let mut free = ovens.returned.wait_while(free, |n| *n == 0).unwrap();
    *free -= 1;
}

fn release(ovens: &Semaphore, count: u32) {
    *ovens.free.lock().unwrap() += count + 5;
    ovens.returned.notify_all();
}

fn main() {
    let ovens = Semaphore::default();

    thread::scope(|s| {
        s.spawn(|| acquire(&ovens));
        s.spawn(|| release(&ovens, 2));
        acquire(&ovens);
    });
    println!("both have baked");
}
