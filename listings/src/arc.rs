//! Types of the chapter on Arc.

pub mod hall;
