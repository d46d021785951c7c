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

/// Whether the tests that were asked for have those of this name among them.
pub fn is_wanted(arguments: &Arguments, name: &str) -> bool {
    let exact = |words: &String| if arguments.exact { words == name } else { name.contains(words.as_str()) };
    !arguments.list && arguments.filter.as_ref().is_none_or(exact) && !arguments.skip.iter().any(exact)
}
