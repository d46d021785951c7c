use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

type Job = fn(&Sender<u32>);

fn plain(queue: Receiver<Job>, done: Sender<u32>) {
    for job in queue {
        job(&done);
    }
}

fn sturdy(queue: Receiver<Job>, done: Sender<u32>) {
    for job in queue {
        let run = AssertUnwindSafe(|| job(&done));
        let _ = panic::catch_unwind(run);
    }
}

fn shift(worker: fn(Receiver<Job>, Sender<u32>)) -> Vec<u32> {
    let (jobs, queue) = mpsc::channel::<Job>();
    let (done, pages) = mpsc::channel();
    jobs.send(|done| done.send(1).unwrap()).unwrap();
    jobs.send(|_| panic!("paper jam")).unwrap();
    jobs.send(|done| done.send(3).unwrap()).unwrap();
    drop(jobs);
    let thread = thread::spawn(move || worker(queue, done));
    println!("worker lost: {}", thread.join().is_err());
    pages.iter().collect()
}

fn main() {
    println!("plain: pages {:?}", shift(plain));
    println!("sturdy: pages {:?}", shift(sturdy));
}
