//! Types of the chapter on the spin lock.

pub mod by_hand;
pub mod flag;
pub mod guard;
pub mod parking;
