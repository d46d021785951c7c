// started
// exit status: 134
// started exit status: 134

use std::{process, thread};

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if thread::panicking() {
            process::abort();
        }
    }
}

fn main() {
    thread::spawn(|| {
        let _bomb = Bomb;
        panic!();
    });
    println!("started");
}
