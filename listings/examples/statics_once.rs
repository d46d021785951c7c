use std::sync::{Mutex, Once};
use std::thread;

static START: Once = Once::new();
static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

fn connect() -> usize {
    START.call_once(|| LOG.lock().unwrap().push("connected"));
    LOG.lock().unwrap().len()
}

fn main() {
    let north = thread::spawn(connect);
    let south = thread::spawn(connect);
    let seen = [north.join().unwrap(), south.join().unwrap()];

    println!("{:?}, seen by the threads: {seen:?}", LOG.lock().unwrap());
    assert_eq!(seen, [1, 1]);
}
