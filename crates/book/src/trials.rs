//! How the tests that are made at run time are asked for.

use libtest_mimic::Arguments;

/// The arguments of a test binary; as for any other, `RUST_TEST_THREADS` says how many tests run at the same time.
pub fn arguments() -> Arguments {
    let mut arguments = Arguments::from_args();
    let set = std::env::var("RUST_TEST_THREADS").ok().and_then(|set| set.parse().ok());
    arguments.test_threads = arguments.test_threads.or(set);
    arguments
}
