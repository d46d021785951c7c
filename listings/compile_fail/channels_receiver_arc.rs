use std::sync::Arc;
use std::sync::mpsc;
use std::thread;

fn main() {
    let (_tx, rx) = mpsc::channel::<u32>();
    let jobs = Arc::new(rx);
    thread::spawn(move || jobs.recv()); // error[E0277]
}
