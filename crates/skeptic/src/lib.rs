//! Tests that every listing, as its page shows it, compiles and runs alone in edition 2021; skeptic generates one test per listing.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use book::diagnostic::Report;
    use book::listing::{self, Place};
    use explore::cache::Key;

    include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));

    fn run_test(root: &str, out: &str, target: &str, text: &str) {
        once("run", text, || skeptic::rt::run_test(root, out, target, text)).unwrap();
    }

    fn compile_test(root: &str, out: &str, target: &str, text: &str) {
        once("compile", text, || skeptic::rt::compile_test(root, out, target, text)).unwrap();
    }

    /// Skips a test that this text has already passed. (skeptic itself would keep each 4 MB program to run it again, and keeps nothing for one that is only compiled.)
    fn once(what: &str, text: &str, test: impl FnOnce()) -> Result<(), String> {
        book::project();
        let settings = concat!(include_str!("../build.rs"), include_str!("../Cargo.toml"));
        let passes = || {
            test();
            Ok(String::new())
        };
        Key::new("skeptic", include_str!("lib.rs"), &[settings, what, text])?.cached(passes).map(drop)
    }

    /// The pages could be expanded.
    #[test]
    fn the_pages_could_be_expanded() -> Result<(), Report> {
        let reported = include_str!(concat!(env!("OUT_DIR"), "/reported.txt"));
        if reported.is_empty() {
            Ok(())
        } else {
            Err(Report(format!("book.toml:1: mdBook cannot load the book; fix what it says: {reported}")))
        }
    }

    /// skeptic was given every program in the book.
    #[test]
    fn every_program_was_given_to_skeptic() -> Result<(), Report> {
        let given: BTreeSet<&str> = include_str!(concat!(env!("OUT_DIR"), "/given.txt")).lines().collect();
        let missing: Vec<String> = listing::all(Place::Examples)
            .into_iter()
            .filter(|listing| !given.contains(listing.name.as_str()))
            .map(|listing| listing.name)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Report(format!(
            "crates/skeptic/build.rs:1: skeptic was not given {}; show each in its block on a page of src/SUMMARY.md",
            missing.join(", ")
        )))
    }

    /// skeptic would wait for a hanging rustc forever, so this test ends the run, and libtest names the test that hangs. (Programs have their own limit; see `build.rs`.)
    #[test]
    fn a_hang_ends_the_run() {
        std::thread::spawn(|| {
            std::thread::sleep(Duration::from_secs(600));
            eprintln!("skeptic: rustc did not end within 10 minutes; its listing is named above: `has been running for over 60 seconds`");
            std::process::exit(101);
        });
    }
}
