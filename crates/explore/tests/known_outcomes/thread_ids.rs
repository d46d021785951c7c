// true
// false

use std::thread;

fn main() {
    let id = || format!("{:?}", thread::current().id());
    let older = thread::spawn(move || thread::spawn(id).join().unwrap());
    let younger = thread::spawn(move || thread::spawn(id).join().unwrap());
    println!("{}", older.join().unwrap() < younger.join().unwrap());
}
