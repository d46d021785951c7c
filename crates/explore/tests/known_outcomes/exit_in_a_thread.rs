// thread exit status: 3
// thread main exit status: 3
// main thread exit status: 3

use std::process;
use std::thread;
fn main() {
    let t = thread::spawn(|| { println!("thread"); process::exit(3); });
    println!("main");
    t.join().unwrap();
}
