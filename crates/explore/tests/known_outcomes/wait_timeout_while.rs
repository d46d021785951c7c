// ready
// gave up

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let pair = Arc::new((Mutex::new(true), Condvar::new()));
    let pair2 = Arc::clone(&pair);
    thread::spawn(move || {
        let (lock, cvar) = &*pair2;
        let mut pending = lock.lock().unwrap();
        *pending = false;
        cvar.notify_one();
    });
    let (lock, cvar) = &*pair;
    let result = cvar.wait_timeout_while(lock.lock().unwrap(), Duration::from_millis(100), |&mut pending| pending).unwrap();
    if result.1.timed_out() {
        println!("gave up");
    } else {
        println!("ready");
    }
}
