// captured by the worker, result by main

use std::thread;

struct Report(&'static str);

impl Drop for Report {
    fn drop(&mut self) {
        let by = thread::current().name().unwrap_or("the worker").to_owned();
        print!("{} by {by}{}", self.0, if self.0 == "captured" { ", " } else { "\n" });
    }
}

fn main() {
    let captured = Report("captured");
    let worker = thread::spawn(move || {
        let _captured = captured;
        Report("result")
    });
    drop(worker.join());
}
