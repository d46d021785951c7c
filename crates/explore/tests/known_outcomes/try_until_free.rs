// 2 free
// free 2

use std::sync::{Mutex, RwLock};
use std::{hint, thread};

fn main() {
    let (tickets, page) = (Mutex::new(1), RwLock::new(1));
    thread::scope(|s| {
        s.spawn(|| {
            let (guard, page) = (tickets.lock().unwrap(), page.read().unwrap());
            println!("{}", *guard + *page);
        });
        while tickets.try_lock().is_err() || page.try_write().is_err() {
            hint::spin_loop();
        }
        println!("free");
    });
}
