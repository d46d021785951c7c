//! The benchmarks for `src/cost.md`, one question per module. They're one program, so they link once and never measure at the same time.
//!
//! `cargo xtask cost` runs them, records the medians and draws them; `cargo bench --package guarded-benches -- NAME` runs some of them.

mod alone;
mod channels;
mod counting;
mod false_sharing;
mod readers;
mod rings;
mod together;
mod types;

use criterion::criterion_main;

criterion_main!(
    alone::questions,
    together::questions,
    readers::questions,
    channels::questions,
    rings::questions,
    counting::questions,
    false_sharing::questions,
    types::questions
);
