//! What `src/cost.md` asks, one question a module, all in one program: linked once, and alone on the machine while it measures.
//!
//! `cargo xtask cost` runs it, writes the medians down and draws them; `cargo bench --package guarded-benches -- NAME` measures a part.

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
