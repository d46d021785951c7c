// true
// false

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use std::thread;
use std::time::Duration;

fn main() {
    let flag = Arc::new(AtomicBool::new(false));
    let f = flag.clone();
    let me = thread::current();
    thread::spawn(move || {
        f.store(true, Ordering::Release);
        me.unpark();
    });
    thread::park_timeout(Duration::from_millis(10));
    println!("{}", flag.load(Ordering::Acquire));
}
