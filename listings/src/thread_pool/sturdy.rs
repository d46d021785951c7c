// ANCHOR: rs
//! A pool whose workers survive their jobs, and whose jobs have results.
//!
//! ```
//! use listings::thread_pool::sturdy::Pool;
//!
//! let pool = Pool::new(2);
//! let good = pool.submit(|| 6 * 7);
//! let bad = pool.submit(|| std::panic::resume_unwind(Box::new("jam")));
//! let later = pool.submit(|| "still here");
//! let result: std::thread::Result<()> = bad.wait();
//! assert!(result.unwrap_err().is::<&str>());
//! assert_eq!(good.wait().unwrap(), 42);
//! assert_eq!(later.wait().unwrap(), "still here");
//! ```

use std::any::Any;
use std::fmt;
use std::mem;
use std::num::NonZero;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

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

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap().recv().ok()
}

// ANCHOR: work
fn work(queue: &Mutex<Receiver<Job>>) {
    while let Some(job) = next(queue) {
        if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(job)) {
            discard(payload);
        }
    }
}
// ANCHOR_END: work

// ANCHOR: submit
/// A claim to the result of one job.
#[must_use = "a job whose result you don't want needs only `run`"]
pub struct Ticket<T> {
    result: Receiver<thread::Result<T>>,
}

impl<T> Ticket<T> {
    /// Waits for the result: what the job has returned, or its panic.
    ///
    /// Don't call it in a job of the same pool: if every worker waits for
    /// a job that is still in the queue, they all wait forever.
    pub fn wait(self) -> thread::Result<T> {
        self.result.recv().expect("a job in the queue is run")
    }
}

impl Pool {
    /// Puts a job into the queue and returns the claim to its result.
    ///
    /// What `run` says of a job holds for this one, too.
    pub fn submit<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Ticket<T> {
        let (done, result) = mpsc::channel();
        self.run(move || {
            let outcome = panic::catch_unwind(AssertUnwindSafe(job));
            let _ = done.send(outcome);
        });
        Ticket { result }
    }
}
// ANCHOR_END: submit

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

    /// Queues a job whose result nobody needs.
    ///
    /// A job must not wait for another thread that drops this pool: that
    /// thread waits for the job.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.send(Box::new(job)).expect("workers stay");
    }
}

impl<T> fmt::Debug for Ticket<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").finish_non_exhaustive()
    }
}

// ANCHOR: default
impl Default for Pool {
    /// As many threads as the system says it can run at once, or one if it
    /// does not say.
    ///
    /// # Panics
    ///
    /// If the system refuses a thread.
    fn default() -> Self {
        let size = thread::available_parallelism();
        Pool::new(size.map_or(1, NonZero::get))
    }
}
// ANCHOR_END: default
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::panic;
    use std::sync::{Arc, mpsc};
    use std::thread;

    use super::{Pool, Ticket};

    /// The only worker goes on after a panic.
    #[test]
    fn a_worker_survives_its_job() {
        let pool = Pool::new(1);
        pool.run(|| panic::resume_unwind(Box::new("paper jam")));
        assert_eq!(pool.submit(|| 42).wait().unwrap(), 42);
    }

    /// Nor does a payload that panics when it is dropped lose the worker.
    #[test]
    fn a_worker_survives_a_payload() {
        struct Loaded;
        impl Drop for Loaded {
            fn drop(&mut self) {
                panic::resume_unwind(Box::new("again"));
            }
        }
        let pool = Pool::new(1);
        pool.run(|| panic::resume_unwind(Box::new(Loaded)));
        drop(pool.submit(|| Loaded));
        assert_eq!(pool.submit(|| 42).wait().unwrap(), 42);
    }

    /// What a payload owns is dropped.
    #[test]
    fn a_payload_is_dropped() {
        let owned = Arc::new("paper jam");
        let payload = Arc::clone(&owned);
        let pool = Pool::new(1);
        pool.run(|| panic::resume_unwind(Box::new(payload)));
        drop(pool);
        assert_eq!(Arc::strong_count(&owned), 1);
    }

    /// A panic comes back with its payload.
    #[test]
    fn a_panic_is_a_result() {
        let pool = Pool::new(2);
        let jam: Ticket<()> =
            pool.submit(|| panic::resume_unwind(Box::new("paper jam")));
        let payload = jam.wait().unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"paper jam"));
    }

    /// Nobody has to wait for a result, and a pool that is gone has left
    /// none behind.
    #[test]
    fn tickets_outlive_the_pool() {
        let pool = Pool::default();
        assert!(pool.size() > 0);
        let tickets = [1, 2, 3].map(|page| pool.submit(move || page * 10));
        drop(pool.submit(|| "not wanted"));
        drop(pool);
        let pages = tickets.map(|ticket| ticket.wait().unwrap());
        assert_eq!(pages, [10, 20, 30]);
    }

    /// Any thread that has a reference may submit.
    #[test]
    fn shared_by_threads() {
        let pool = Pool::new(2);
        let sums = thread::scope(|s| {
            let asks = [1, 2].map(|page| {
                let pool = &pool;
                s.spawn(move || pool.submit(move || page).wait().unwrap())
            });
            asks.map(|ask| ask.join().unwrap())
        });
        assert_eq!(sums, [1, 2]);
    }

    /// A job may have the last handle to its pool.
    #[test]
    fn dropped_by_its_own_job() {
        let pool = Arc::new(Pool::new(1));
        let (go, wait) = mpsc::channel();
        let ours = Arc::clone(&pool);
        let ticket = pool.submit(move || {
            wait.recv().unwrap();
            drop(ours);
            "alive"
        });
        drop(pool);
        go.send(()).unwrap();
        assert_eq!(ticket.wait().unwrap(), "alive");
    }
}
