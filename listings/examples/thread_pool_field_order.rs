use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

struct Workers(Vec<JoinHandle<()>>);

impl Drop for Workers {
    fn drop(&mut self) {
        for worker in self.0.drain(..) {
            worker.join().unwrap();
        }
    }
}

struct Pool {
    workers: Workers, // dropped first
    jobs: Sender<Job>,
}

fn main() {
    let (jobs, queue) = mpsc::channel::<Job>();
    let worker = thread::spawn(move || queue.iter().for_each(|job| job()));
    let workers = Workers(vec![worker]);
    let pool = Pool { workers, jobs };

    println!("workers: {}", pool.workers.0.len());
    pool.jobs.send(Box::new(|| println!("scanned"))).unwrap();
    drop(pool);
    println!("closed");
}
