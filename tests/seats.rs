//! Checks the seats: for each listing whose record lists every outcome, the graph of its states, where the reader is the scheduler; and for these
//! listings and others, the decoys for the reader's guesses. Both are in `src/seats/`, where a page fetches them.

use std::process::ExitCode;

use book::decoys::{self, Decoy};
use book::listing::{self, Listing, Place};
use book::outcomes::{self, End, Method, Outcome, Outcomes};
use book::rules::{MARKS, line_of, marks};
use book::{files, page, project, record, trials};
use explore::states;
use explore::together::{self, Program, Wanted};

/// A longer mark doesn't fit the width of a phone.
const LONGEST_REMARK: usize = 18;

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let is_asked = |listing: &Listing| listing.has("outcomes") || listing.has("stdout") && listing.has("decoys");
    let listings: Vec<Listing> = listing::all(Place::Examples).into_iter().filter(is_asked).collect();
    let wanted = listings.iter().filter(|listing| trials::is_wanted(&arguments, &listing.name));
    let program = |listing: &Listing| Some(Program { name: listing.name.clone(), text: listing.text().ok()?, wanted: Wanted::States });
    let _compiled = together::expect(wanted.filter_map(program));
    let tests = listings.into_iter().map(|listing| trials::test(listing.name.clone(), move || check(&listing)));
    trials::run(&arguments, tests.chain([trials::test("each_mark_is_an_outcome", each_mark_is_an_outcome)]))
}

/// Checks that the page fetches what exploration finds, with the record's outcomes and numbers.
fn check(listing: &Listing) -> Result<(), String> {
    let record = listing.record("outcomes");
    let seat = if record.exists() {
        let outcomes = outcomes::parse(&record, &files::read(&record)?)?;
        states::seat(listing, &listing.text()?, &outcomes, &decoys_of(listing, &outcomes)?)?
    } else {
        states::guess(&decoys_of(listing, &only_outcome(listing)?)?)
    };
    record::compare(&project().join("src/seats").join(format!("{}.json", listing.name)), &seat)
}

/// Returns the only outcome of a listing.
fn only_outcome(listing: &Listing) -> Result<Outcomes, String> {
    let panics = listing.has("stderr") && page::ends_in_panic(&files::read(&listing.record("stderr"))?);
    let end = if panics { End::Panic } else { End::Done };
    let printed = files::read(&listing.record("stdout"))?;
    let each = vec![Outcome { printed, end, note: String::new(), needs: String::new(), schedules: 1 }];
    Ok(Outcomes { method: Method::All, each })
}

fn decoys_of(listing: &Listing, outcomes: &Outcomes) -> Result<Vec<Decoy>, String> {
    let file = listing.record("decoys");
    if file.exists() { decoys::of_outcomes(&file, &files::read(&file)?, outcomes) } else { Ok(Vec::new()) }
}

/// Every mark belongs to a record of several outcomes, and its words fit next to a bar; `outcomes::marked` finds the outcome.
fn each_mark_is_an_outcome() -> Result<(), String> {
    for (name, mark) in marks()? {
        let told = |what: &str| Err(format!("{MARKS}:{}: {name} {what}", line_of(MARKS, &name)));
        let record = project().join("listings/examples").join(format!("{name}.outcomes"));
        if !record.is_file() {
            return told("has no record of several outcomes; take it out");
        }
        outcomes::marked(&name, &outcomes::parse(&record, &files::read(&record)?)?)?;
        if mark.remark.is_empty() || mark.remark.chars().count() > LONGEST_REMARK {
            return told("is marked without words, or with too many; say in a few what is wrong there");
        }
    }
    Ok(())
}
