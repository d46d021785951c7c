//! Undefined behavior: what loom says of a listing whose behavior is undefined is its record.
//!
//! One test a listing, under the listing's name.

use std::process::ExitCode;

use book::listing::{self, Listing, Place};
use book::{project, record, trials};
use explore::bug_search::{self, Tool};
use explore::together::{self, Program, Wanted};

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let programs: Vec<Listing> = listing::all(Place::Examples).into_iter().filter(Listing::is_undefined).collect();
    let wanted = programs.iter().filter(|listing| trials::is_wanted(&arguments, &listing.name));
    let _compiled =
        together::expect(wanted.filter_map(|listing| {
            Some(Program { name: listing.name.clone(), text: listing.text().ok()?, wanted: Wanted::Bug(Tool::Loom) })
        }));
    trials::run(&arguments, programs.into_iter().map(|listing| trials::test(listing.name.clone(), move || is_reported(&listing))))
}

/// loom's report of the data race is the record.
fn is_reported(listing: &Listing) -> Result<(), String> {
    let shown = project().shown(&listing.path);
    let found = bug_search::search(listing, &listing.text()?, Tool::Loom)?.found.unwrap_or_default();
    let found = found.trim();
    if !found.starts_with("Causality violation") {
        return Err(format!(
            "{shown}:1: has a record of undefined behavior, and loom reports no data race; delete {}.loom, or fix the listing: {found}",
            listing.name
        ));
    }
    // The places are reported in terms of the listing, whose lines the double keeps; the columns are not the listing's.
    let placed = |line: &str| match line.split_once("src/main.rs:") {
        Some((before, place)) => format!("{before}{shown}:{}", place.split(':').next().unwrap_or_default()),
        None => line.to_owned(),
    };
    let lines: Vec<String> = found.lines().map(placed).collect();
    record::compare(&listing.record("loom"), &format!("{}\n", lines.join("\n")))
}
