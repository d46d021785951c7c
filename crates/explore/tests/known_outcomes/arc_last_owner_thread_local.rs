// main 0 worker 1
// main 1 worker 0

use std::cell::Cell;
use std::sync::Arc;
use std::thread;

thread_local! {
    static CLOSED: Cell<u32> = const { Cell::new(0) };
}

struct File;

impl Drop for File {
    fn drop(&mut self) {
        CLOSED.set(CLOSED.get() + 1);
    }
}

fn main() {
    let file = Arc::new(File);
    let other = Arc::clone(&file);
    let worker = thread::spawn(move || {
        drop(other);
        CLOSED.get()
    });
    drop(file);
    let mine = CLOSED.get();
    println!("main {mine} worker {}", worker.join().unwrap());
}
