// 0 true 2
// 0 true 0
// 2 true 2
// 0 false 0

use std::sync::mpsc::{Sender, channel};
use std::thread;

enum Msg {
    Add(i32),
    Get(Sender<i32>),
    Stop,
}

fn main() {
    let (tx, rx) = channel();
    let a = thread::spawn(move || {
        let mut n = 0;
        for m in rx {
            match m {
                Msg::Add(k) => n += k,
                Msg::Get(r) => r.send(n).unwrap(),
                Msg::Stop => break,
            }
        }
        n
    });
    let t2 = tx.clone();
    let h = thread::spawn(move || t2.send(Msg::Add(2)).is_ok());
    let (r, rr) = channel();
    tx.send(Msg::Get(r)).unwrap();
    println!("{}", rr.recv().unwrap());
    tx.send(Msg::Stop).unwrap();
    println!("{} {}", h.join().unwrap(), a.join().unwrap());
}
