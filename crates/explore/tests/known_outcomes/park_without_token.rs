// deadlock
// only by a spurious wake-up: awake

use std::thread;

fn main() {
    thread::park();
    println!("awake");
}
