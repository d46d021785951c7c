// ready gone
// only if another call of std takes the token of `park`: ready deadlock

use std::thread;

fn main() {
    let waiter = thread::spawn(|| {
        println!("ready");
        thread::park();
    });
    waiter.thread().unpark();
    waiter.join().unwrap();
    println!("gone");
}
