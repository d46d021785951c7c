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

use std::any::Any;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

// ANCHOR: pool
/// Threads that take jobs from one queue.
///
/// Dropping the pool closes the queue and waits for the workers to end,
/// except for a worker that drops the pool itself.
#[derive(Debug)]
pub struct Pool {
    // Fields are dropped from top to bottom: first the queue is closed,
    // then the workers are joined.
    jobs: Sender<Job>,
    workers: Workers,
}

#[derive(Debug)]
struct Workers(Vec<JoinHandle<()>>);

impl Drop for Workers {
    fn drop(&mut self) {
        for worker in self.0.drain(..) {
            // A job may own the pool and drop it: no thread joins itself.
            if worker.thread().id() == thread::current().id() {
                continue;
            }
            if let Err(payload) = worker.join() {
                discard(payload);
            }
        }
    }
}

/// Drops the payload of a panic, even if its destructor panics, too.
fn discard(payload: Box<dyn Any + Send>) {
    let dropping = AssertUnwindSafe(|| drop(payload));
    if let Err(again) = panic::catch_unwind(dropping) {
        mem::forget(again);
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
    /// A job must not wait for another thread that drops this pool: that
    /// thread waits for the job.
    ///
    /// # Panics
    ///
    /// If no worker is left because jobs have panicked in all of them.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.send(Box::new(job)).unwrap();
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Arc, Barrier, mpsc};
    use std::thread;

    use super::Pool;

    /// A payload that panics when it is dropped.
    struct Loaded;

    impl Drop for Loaded {
        fn drop(&mut self) {
            panic::resume_unwind(Box::new("again"));
        }
    }

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

    /// A payload that panics when it is dropped does not keep the pool
    /// from waiting for the other worker.
    #[test]
    fn a_loaded_payload_loses_no_job() {
        let pool = Pool::new(2);
        let first = pool.workers.0[0].thread().id();
        let meeting = Arc::new(Barrier::new(3));
        for _ in 0..2 {
            let meeting = Arc::clone(&meeting);
            pool.run(move || {
                meeting.wait();
                if thread::current().id() == first {
                    panic::resume_unwind(Box::new(Loaded));
                }
            });
        }
        let jobs = if cfg!(miri) { 20 } else { 2000 };
        let done = Arc::new(AtomicU32::new(0));
        for _ in 0..jobs {
            let done = Arc::clone(&done);
            pool.run(move || {
                for _ in 0..20 {
                    thread::yield_now();
                }
                done.fetch_add(1, Ordering::Relaxed);
            });
        }
        meeting.wait();
        let close = AssertUnwindSafe(|| drop(pool));
        assert!(panic::catch_unwind(close).is_ok());
        assert_eq!(done.load(Ordering::Relaxed), jobs);
    }

    /// Nor does it end the process if the pool is dropped in a panic.
    #[test]
    fn a_loaded_payload_meets_a_panic() {
        let outcome = panic::catch_unwind(|| {
            let pool = Pool::new(1);
            pool.run(|| panic::resume_unwind(Box::new(Loaded)));
            panic::resume_unwind(Box::new("ordinary"));
        });
        assert!(outcome.is_err());
    }

    /// What a payload owns is dropped with the pool.
    #[test]
    fn a_payload_is_dropped() {
        let owned = Arc::new("paper jam");
        let payload = Arc::clone(&owned);
        let pool = Pool::new(1);
        pool.run(|| panic::resume_unwind(Box::new(payload)));
        drop(pool);
        assert_eq!(Arc::strong_count(&owned), 1);
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
