// [7]

use std::cell::RefCell;
use std::sync::Mutex;
use std::thread;

fn main() {
    let jobs = Mutex::new(RefCell::new(Vec::new()));
    thread::scope(|s| {
        s.spawn(|| jobs.lock().unwrap().borrow_mut().push(7));
        while jobs.lock().unwrap().borrow().is_empty() {
            thread::yield_now();
        }
        println!("{:?}", jobs.lock().unwrap().borrow());
    });
}
