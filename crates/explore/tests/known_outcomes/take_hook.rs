// true

use std::panic;
use std::sync::Mutex;
use std::thread;

fn main() {
    drop(panic::take_hook());
    let seats = Mutex::new(0);
    let seller = || {
        let _guard = seats.lock().unwrap();
        panic!("no");
    };
    thread::scope(|s| s.spawn(seller).join().unwrap_err());
    println!("{}", seats.is_poisoned());
}
