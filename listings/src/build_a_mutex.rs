//! Types of the chapter on a mutex that sleeps.

pub mod spinning;
pub mod three_states;
pub mod wait;
