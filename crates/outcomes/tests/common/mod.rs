//! Random programs, the same each time, how many of them are tried, and all processors for them.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

/// Numbers that look random (xorshift64*).
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

/// How many random programs are tried: never fewer than so many, whatever a variable that was left in a shell says.
pub fn programs(least: u64) -> u64 {
    let asked = std::env::var("GUARDED_PROGRAMS").ok().map(|count| count.parse().expect("GUARDED_PROGRAMS is a number"));
    asked.unwrap_or(least).max(least)
}

/// What a check says of each of these, in their order; all processors check.
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
