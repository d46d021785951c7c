// judge: has another `spawn`
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;

fn job(name: &str) {
    println!("{name} starts");
    println!("{name} is done");
}

fn work(queue: &Mutex<Receiver<&str>>) {
    let queue = queue.lock().unwrap();
    thread::scope(|s| {
        for name in queue.iter() {
            s.spawn(move || job(name));
        }
    });
}

fn main() {
    let (jobs, queue) = mpsc::channel();
    let queue = Mutex::new(queue);
    jobs.send("wash").unwrap();
    jobs.send("iron").unwrap();
    drop(jobs);

    thread::scope(|s| {
        s.spawn(|| work(&queue));
        s.spawn(|| work(&queue));
    });
    assert!(queue.lock().unwrap().try_recv().is_err(), "a job is left");
}
