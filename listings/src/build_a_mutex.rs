//! Types of the chapter on a mutex that sleeps.

pub mod three_states;
pub mod wait;
