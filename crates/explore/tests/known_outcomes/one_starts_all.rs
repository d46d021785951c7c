// ThreadId(2) ThreadId(3)

use std::thread;

fn main() {
    let id = || thread::current().id();
    let (first, second) = (thread::spawn(id), thread::spawn(id));
    println!("{:?} {:?}", first.join().unwrap(), second.join().unwrap());
}
