// after the scope
// only if another call of std takes the token of `park`: deadlock

use std::thread;

fn main() {
    let main = thread::current();
    thread::scope(|s| {
        s.spawn(|| main.unpark());
    });
    thread::park();
    println!("after the scope");
}
