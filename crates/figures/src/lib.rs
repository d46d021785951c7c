//! Draws figures: diagrams from their sources, charts from measurements, schedules from replays.

pub mod claims;
pub mod figure;
pub mod measured;
pub mod schedule;
