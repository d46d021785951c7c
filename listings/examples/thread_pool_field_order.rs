use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

struct Worker(Option<JoinHandle<()>>);

impl Drop for Worker {
    fn drop(&mut self) {
        for handle in self.0.take() {
            handle.join().unwrap();
        }
    }
}

struct Pool {
    _worker: Worker,
    jobs: Sender<Job>, // dropped last
}

fn main() {
    let (jobs, queue) = mpsc::channel::<Job>();
    let handle = thread::spawn(move || queue.iter().for_each(|job| job()));
    let _worker = Worker(Some(handle));
    let pool = Pool { _worker, jobs };
    pool.jobs.send(Box::new(|| println!("scanned"))).unwrap();
    drop(pool);
    println!("closed");
}
