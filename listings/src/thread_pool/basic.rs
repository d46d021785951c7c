// ANCHOR: rs
//! Threads that run jobs from one queue, until somebody calls `finish`.
//!
//! ```
//! use std::sync::mpsc;
//!
//! use listings::thread_pool::basic::Pool;
//!
//! let pool = Pool::new(2);
//! let (results, sums) = mpsc::channel();
//! for page in 1..=3 {
//!     let results = results.clone();
//!     pool.run(move || results.send(page * 10).unwrap());
//! }
//! pool.finish();
//! drop(results);
//! assert_eq!(sums.iter().sum::<u32>(), 60);
//! ```

// ANCHOR: pool
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// Threads that take jobs from one queue.
pub struct Pool {
    jobs: Sender<Job>,
    workers: Vec<JoinHandle<()>>,
}

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap().recv().ok()
}

fn work(queue: &Mutex<Receiver<Job>>) {
    while let Some(job) = next(queue) {
        job();
    }
}
// ANCHOR_END: pool

// ANCHOR: methods
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
            workers: (0..size).map(start).collect(),
        }
    }

    /// Puts a job into the queue.
    ///
    /// # Panics
    ///
    /// If no worker is left, because each has met a job that panics.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.send(Box::new(job)).unwrap();
    }

    /// Takes no more jobs, and waits until those in the queue are done.
    ///
    /// # Panics
    ///
    /// If a job has panicked.
    pub fn finish(self) {
        drop(self.jobs);
        for worker in self.workers {
            worker.join().unwrap();
        }
    }
}
// ANCHOR_END: methods
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Barrier, mpsc};

    use super::Pool;

    /// `finish` leaves no job in the queue.
    #[test]
    fn all_jobs_are_done() {
        let pool = Pool::new(2);
        let (results, pages) = mpsc::channel();
        for page in 0..20 {
            let results = results.clone();
            pool.run(move || results.send(page).unwrap());
        }
        pool.finish();
        drop(results);
        let mut pages: Vec<u32> = pages.iter().collect();
        pages.sort_unstable();
        assert_eq!(pages, (0..20).collect::<Vec<_>>());
    }

    /// While one worker is busy, the other takes a job.
    #[test]
    fn jobs_run_side_by_side() {
        let pool = Pool::new(2);
        let meeting = Arc::new(Barrier::new(2));
        for _ in 0..2 {
            let meeting = Arc::clone(&meeting);
            pool.run(move || {
                meeting.wait();
            });
        }
        pool.finish();
    }

    /// A pool without workers would wait for ever.
    #[test]
    #[should_panic(expected = "without workers")]
    fn needs_a_worker() {
        Pool::new(0);
    }
}
