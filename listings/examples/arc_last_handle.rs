use std::sync::Arc;
use std::thread::{self, ThreadId};

struct Report {
    main: ThreadId,
}

impl Drop for Report {
    fn drop(&mut self) {
        let here = thread::current().id() == self.main;
        println!("dropped by {}", if here { "main" } else { "the worker" });
    }
}

fn main() {
    let report = Arc::new(Report {
        main: thread::current().id(),
    });
    let theirs = Arc::clone(&report);
    let worker = thread::spawn(move || drop(theirs));
    drop(report);
    worker.join().unwrap();
}
