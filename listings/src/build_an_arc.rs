//! Types of the chapter on building an `Arc`.

pub mod packed;
pub mod strong;
pub mod weak;
