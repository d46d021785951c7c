//! The command line of a test binary whose tests are created at run time.

use std::fmt::Display;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::listing::{self, Place};
use crate::{page, project, record};

/// Reads the arguments of a test binary and prints which book it checks; as usual, `RUST_TEST_THREADS` says how many tests run at the same time.
pub fn arguments() -> Arguments {
    eprintln!("the book in {}", project().root().display());
    let mut arguments = Arguments::from_args();
    let set = std::env::var("RUST_TEST_THREADS").ok().and_then(|set| set.parse().ok());
    arguments.test_threads = arguments.test_threads.or(set);
    arguments
}

/// Returns whether a test with this name was asked for.
pub fn is_wanted(arguments: &Arguments, name: &str) -> bool {
    let exact = |words: &String| if arguments.exact { words == name } else { name.contains(words.as_str()) };
    !arguments.list && arguments.filter.as_ref().is_none_or(exact) && !arguments.skip.iter().any(exact)
}

/// Creates a test with this name.
pub fn test<E: Display>(name: impl Into<String>, run: impl FnOnce() -> Result<(), E> + Send + 'static) -> Trial {
    Trial::test(name, move || run().map_err(Failed::from))
}

/// Returns, for each listing in a place, a test that a page shows it; none if records are proposed.
pub fn shown(place: Place) -> impl Iterator<Item = Trial> {
    let listings = listing::all(place).into_iter().filter(|_| record::proposals().is_none());
    listings.map(|listing| test(format!("{}_is_shown", listing.name), move || page::is_shown(&listing)))
}

/// Runs the tests that were asked for.
pub fn run(arguments: &Arguments, tests: impl IntoIterator<Item = Trial>) -> ExitCode {
    libtest_mimic::run(arguments, tests.into_iter().collect()).exit_code()
}
