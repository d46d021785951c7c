//! Searches a listing for a bug with one of shuttle's schedulers, for `listings/checking.table` and the answers that name shuttle, and prints which schedule fails.

use std::panic;
use std::process::{self, ExitCode, Termination};
use std::sync::atomic::{AtomicUsize, Ordering};

use shuttle::scheduler::{DfsScheduler, PctScheduler, RandomScheduler, Scheduler};
use shuttle::{Config, FailurePersistence, Runner};

/// The number of schedules that each of the two random schedulers runs.
const DRAWN: usize = 10_000;

/// The bug depth for PCT: one more than its priority changes per schedule.
const PCT_DEPTH: usize = 3;

/// The seed of the random schedulers, fixed so every search gives the same result.
const SEED: u64 = 0x0067_7561_7264_6564;

/// The number of schedules started so far.
static BEGUN: AtomicUsize = AtomicUsize::new(0);

/// Searches a listing whose own `main` is `program`, and prints the result.
pub fn main<T: Termination + 'static>(program: fn() -> T) -> ExitCode {
    // The first panic is the bug: a failed assertion in the listing, or a deadlock that shuttle reports.
    panic::set_hook(Box::new(|panic| {
        println!("found {} {}", BEGUN.load(Ordering::Relaxed), panic.payload_as_str().unwrap_or("a panic"));
        process::exit(0);
    }));
    match std::env::args().nth(1).as_deref() {
        Some("random") => search(RandomScheduler::new_from_seed(SEED, DRAWN), program),
        Some("pct") => search(PctScheduler::new_from_seed(SEED, PCT_DEPTH, DRAWN), program),
        Some("dfs") => search(DfsScheduler::new(None, false), program),
        _ => return ExitCode::FAILURE,
    }
    println!("nothing {}", BEGUN.load(Ordering::Relaxed));
    ExitCode::SUCCESS
}

fn search<T: Termination + 'static>(scheduler: impl Scheduler + 'static, program: fn() -> T) {
    let mut config = Config::new();
    config.failure_persistence = FailurePersistence::None;
    config.silence_warnings = true;
    Runner::new(scheduler, config).run(move || {
        BEGUN.fetch_add(1, Ordering::Relaxed);
        drop(program());
    });
}
