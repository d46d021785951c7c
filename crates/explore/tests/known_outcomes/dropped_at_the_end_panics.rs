// exit status: 134
// a local exit status: 134
// a result exit status: 134

use std::sync::mpsc;
use std::thread;

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!();
    }
}

thread_local! {
    static LOCAL: Bomb = const { Bomb };
}

fn main() {
    let (sender, receiver) = mpsc::channel();
    let as_result = sender.clone();
    thread::spawn(move || {
        sender.send("a local").unwrap();
        LOCAL.with(|_| ());
    });
    drop(thread::spawn(move || {
        as_result.send("a result").unwrap();
        Bomb
    }));
    println!("{}", receiver.recv().unwrap());
    loop {
        thread::park();
    }
}
