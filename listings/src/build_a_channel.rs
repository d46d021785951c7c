//! Types of the chapter on building a channel.

pub mod blocking;
pub mod checked;
pub mod ends;
pub mod unchecked;
