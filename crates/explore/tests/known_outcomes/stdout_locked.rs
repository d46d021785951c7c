// a1 a2 b1 b2
// b1 b2 a1 a2

use std::io::{self, Write};
use std::thread;
fn go(n: &str) {
    let mut out = io::stdout().lock();
    writeln!(out, "{n}1").unwrap();
    writeln!(out, "{n}2").unwrap();
}
fn main() {
    let t = thread::spawn(|| go("a"));
    go("b");
    t.join().unwrap();
}
