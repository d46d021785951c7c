#![deny(unused_must_use)]

use std::sync::Mutex;

fn main() {
    let desk = Mutex::new(());
    desk.lock().unwrap(); // error[unused_must_use]
    println!("am I alone at the desk?");
}
