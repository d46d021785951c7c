//! Types of the chapter on a condition variable.

pub mod condvar;
pub mod queue;
pub mod semaphore;
