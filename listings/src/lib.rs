//! The types that the book builds step by step, one module per step.

#![deny(missing_docs)]

pub mod arc;
pub mod build_a_channel;
pub mod build_a_condvar;
pub mod build_a_mutex;
pub mod build_an_arc;
pub mod build_an_rwlock;
pub mod lock_free;
pub mod mutex;
pub mod spin_lock;
pub mod thread_pool;
