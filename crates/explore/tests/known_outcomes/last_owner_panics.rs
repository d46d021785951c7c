// panic: the last owner
// main ok

use std::sync::Arc;
use std::thread;

struct Last;

impl Drop for Last {
    fn drop(&mut self) {
        panic!("the last owner");
    }
}

fn main() {
    let mine = Arc::new(Last);
    let theirs = Arc::clone(&mine);
    let worker = thread::spawn(move || drop(theirs));
    drop(mine);
    let _ = worker.join();
    println!("main ok");
}
