//! Types of the chapter on the thread pool.

pub mod basic;
pub mod closing;
pub mod sturdy;
