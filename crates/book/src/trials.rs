//! The command line of a test binary whose tests are made at run time.

use libtest_mimic::Arguments;

use crate::project;

/// The arguments of a test binary, which says which book it checks; as for any other, `RUST_TEST_THREADS` says how many tests run at the same time.
pub fn arguments() -> Arguments {
    eprintln!("the book in {}", project().root().display());
    let mut arguments = Arguments::from_args();
    let set = std::env::var("RUST_TEST_THREADS").ok().and_then(|set| set.parse().ok());
    arguments.test_threads = arguments.test_threads.or(set);
    arguments
}
