// started
// exit status: 134
// started exit status: 134

use std::thread;

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("again");
    }
}

fn main() {
    thread::spawn(|| {
        let _bomb = Bomb;
        panic!("first");
    });
    println!("started");
}
