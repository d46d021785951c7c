//! Types of the chapter on a reader-writer lock.

pub mod writers_first;
