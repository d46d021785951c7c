//! Types of the chapter on the mutex.

pub mod tally;
