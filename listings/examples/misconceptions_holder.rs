use std::mem;
use std::sync::Mutex;
use std::thread;

fn main() {
    let oven = Mutex::new(220);
    let guard = oven.lock().unwrap();
    println!("may I? {}", oven.try_lock().is_ok()); // asks itself
    drop(guard);
    thread::scope(|s| {
        s.spawn(|| mem::forget(oven.lock().unwrap()));
    });
    println!("and now? {}", oven.try_lock().is_ok()); // nobody is left
}
