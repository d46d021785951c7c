//! Every listing, as the page shows it, compiles and runs alone as a program of edition 2021: skeptic generates one test for each.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use support::listing::{self, Place};
    use support::violation::Told;

    include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));

    /// The pages could be expanded.
    #[test]
    fn the_pages_could_be_expanded() -> Result<(), Told> {
        let told = include_str!(concat!(env!("OUT_DIR"), "/told.txt"));
        if told.is_empty() { Ok(()) } else { Err(Told(format!("book.toml:1: mdBook cannot load the book; mend what it says: {told}"))) }
    }

    /// Skeptic was given every program that the book has.
    #[test]
    fn every_program_was_given_to_skeptic() -> Result<(), Told> {
        let given: BTreeSet<&str> = include_str!(concat!(env!("OUT_DIR"), "/given.txt")).lines().collect();
        let missing: Vec<String> = listing::all(Place::Examples)
            .into_iter()
            .filter(|listing| !given.contains(listing.name.as_str()))
            .map(|listing| listing.name)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Told(format!(
            "tests/skeptic/build.rs:1: skeptic was not given {}; show each in its block on a page of src/SUMMARY.md",
            missing.join(", ")
        )))
    }

    /// Skeptic waits for a program for ever; this test sees to it that the run ends, and libtest names the test that hangs.
    #[test]
    fn a_hang_ends_the_run() {
        std::thread::spawn(|| {
            std::thread::sleep(Duration::from_secs(600));
            eprintln!("skeptic: a listing did not end within 10 minutes; it is named above: `has been running for over 60 seconds`");
            std::process::exit(101);
        });
    }
}
