// ANCHOR: rs
//! A pool that finishes its jobs when it is dropped.
//!
//! ```
//! use std::sync::mpsc;
//!
//! use listings::thread_pool::closing::Pool;
//!
//! let (results, sums) = mpsc::channel();
//! {
//!     let pool = Pool::new(2);
//!     for page in 1..=3 {
//!         let results = results.clone();
//!         pool.run(move || results.send(page * 10).unwrap());
//!     }
//! }
//! assert_eq!(sums.try_iter().sum::<u32>(), 60);
//! ```

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

// ANCHOR: pool
/// Threads that take jobs from one queue.
///
/// Dropping the pool closes the queue and waits for the workers to end,
/// except for one that drops the pool itself.
pub struct Pool {
    // Fields are dropped from top to bottom: first the queue is closed,
    // then the workers are waited for.
    jobs: Sender<Job>,
    workers: Workers,
}

struct Workers(Vec<JoinHandle<()>>);

impl Drop for Workers {
    fn drop(&mut self) {
        for worker in self.0.drain(..) {
            // A job may own the pool and drop it: no thread joins itself.
            if worker.thread().id() != thread::current().id() {
                let _ = worker.join();
            }
        }
    }
}
// ANCHOR_END: pool

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap().recv().ok()
}

fn work(queue: &Mutex<Receiver<Job>>) {
    while let Some(job) = next(queue) {
        job();
    }
}

impl Pool {
    /// Starts `size` threads.
    ///
    /// # Panics
    ///
    /// If `size` is zero, or if the system refuses a thread.
    pub fn new(size: usize) -> Self {
        assert!(size > 0, "a pool without workers does no job");
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let start = |_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || work(&queue))
        };
        Pool {
            jobs,
            workers: Workers((0..size).map(start).collect()),
        }
    }

    /// How many threads it has started.
    pub fn size(&self) -> usize {
        self.workers.0.len()
    }

    /// Puts a job into the queue.
    ///
    /// # Panics
    ///
    /// If no worker is left, because each has met a job that panics.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.send(Box::new(job)).unwrap();
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};

    use super::Pool;

    /// After the drop of the pool every job has been done.
    #[test]
    fn drop_waits_for_the_jobs() {
        let (results, pages) = mpsc::channel();
        let pool = Pool::new(3);
        assert_eq!(pool.size(), 3);
        for page in 0..20 {
            let results = results.clone();
            pool.run(move || results.send(page).unwrap());
        }
        drop(pool);
        let mut pages: Vec<u32> = pages.try_iter().collect();
        pages.sort_unstable();
        assert_eq!(pages, (0..20).collect::<Vec<_>>());
    }

    /// A job may have the last handle to its pool.
    #[test]
    fn dropped_by_its_own_job() {
        let pool = Arc::new(Pool::new(2));
        let (go, wait) = mpsc::channel();
        let (done, answer) = mpsc::channel();
        let ours = Arc::clone(&pool);
        pool.run(move || {
            wait.recv().unwrap();
            drop(ours);
            done.send("alive").unwrap();
        });
        drop(pool);
        go.send(()).unwrap();
        assert_eq!(answer.recv(), Ok("alive"));
    }
}
