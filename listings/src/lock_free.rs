//! Types of the chapter on structures without locks.

pub mod board;
pub mod cached;
pub mod lazy;
pub mod ring;
pub mod seqlock;
pub mod stack;
