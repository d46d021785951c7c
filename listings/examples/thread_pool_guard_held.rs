use std::sync::mpsc::{self, Receiver};
use std::sync::{Barrier, Mutex};
use std::thread;

type Job = fn(&Barrier);

fn work(queue: &Mutex<Receiver<Job>>, meeting: &Barrier) {
    while let Ok(job) = queue.lock().unwrap().recv() {
        job(meeting);
    }
}

fn main() {
    let (jobs, queue) = mpsc::channel::<Job>();
    let queue = Mutex::new(queue);
    for _ in 0..2 {
        jobs.send(|meeting| {
            meeting.wait();
        })
        .unwrap();
    }
    drop(jobs);

    let meeting = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| work(&queue, &meeting));
        s.spawn(|| work(&queue, &meeting));
    });
    println!("the jobs have met");
}
