//! Helpers for tests of random programs: a seeded generator, how many programs to try, and a map over all processors.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

/// A pseudo-random number generator (xorshift64*).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }

    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Returns how many random programs to try: never fewer than `least`, even if `GUARDED_PROGRAMS` is left over in a shell.
pub fn programs(least: u64) -> u64 {
    let asked = std::env::var("GUARDED_PROGRAMS").ok().map(|count| count.parse().expect("GUARDED_PROGRAMS is a number"));
    asked.unwrap_or(least).max(least)
}

/// Runs `check` on each of these, on all processors. Returns the results in order.
pub fn of_each<T: Sync, R: Send>(all: &[T], check: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let turns = || {
        std::iter::from_fn(|| Some(next.fetch_add(1, Relaxed))).map_while(|turn| Some((turn, check(all.get(turn)?)))).collect::<Vec<_>>()
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let mut said: Vec<(usize, R)> = thread::scope(|s| {
        let threads: Vec<_> = (0..processors).map(|_| s.spawn(turns)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    said.sort_by_key(|(turn, _)| *turn);
    said.into_iter().map(|(_, said)| said).collect()
}
