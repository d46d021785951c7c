// ANCHOR: rs
//! Threads that run jobs from one queue until `finish` is called.
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
#[derive(Debug)]
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
    /// If no worker is left because jobs have panicked in all of them.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.send(Box::new(job)).unwrap();
    }

    /// Takes no more jobs, and waits until all workers have ended: with
    /// an empty queue, or because jobs have panicked in all of them.
    ///
    /// A job of this pool must neither call it nor wait for a thread that
    /// does: that thread waits for the job.
    ///
    /// # Panics
    ///
    /// If a job has panicked, and only after the wait. If the destructor
    /// of that panic's payload panics as well, the process is aborted.
    pub fn finish(self) {
        drop(self.jobs);
        let ends: Vec<_> =
            self.workers.into_iter().map(JoinHandle::join).collect();
        assert!(ends.iter().all(Result::is_ok), "a job has panicked");
    }
}
// ANCHOR_END: methods
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Arc, Barrier, mpsc};
    use std::thread;

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

    /// When a worker has panicked, `finish` still waits for the others.
    #[test]
    fn a_panic_loses_no_job() {
        let pool = Pool::new(2);
        let first = pool.workers[0].thread().id();
        let meeting = Arc::new(Barrier::new(3));
        for _ in 0..2 {
            let meeting = Arc::clone(&meeting);
            pool.run(move || {
                meeting.wait();
                if thread::current().id() == first {
                    panic::resume_unwind(Box::new("paper jam"));
                }
            });
        }
        let (jobs, turns) = if cfg!(miri) { (20, 2) } else { (2000, 200) };
        let done = Arc::new(AtomicU32::new(0));
        for _ in 0..jobs {
            let done = Arc::clone(&done);
            pool.run(move || {
                for _ in 0..turns {
                    thread::yield_now();
                }
                done.fetch_add(1, Ordering::Relaxed);
            });
        }
        meeting.wait();
        let finish = AssertUnwindSafe(|| pool.finish());
        assert!(panic::catch_unwind(finish).is_err());
        assert_eq!(done.load(Ordering::Relaxed), jobs);
    }

    /// A pool without workers would wait forever.
    #[test]
    #[should_panic(expected = "without workers")]
    fn needs_a_worker() {
        Pool::new(0);
    }
}
