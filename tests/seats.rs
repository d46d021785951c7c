//! The seats: for each listing with several outcomes, the graph of its states by which a reader is the scheduler, or why it has none; and the decoys among which the
//! reader guesses. Both lie in `src/seats/`, from where a page fetches them.

use std::collections::BTreeSet;
use std::process::ExitCode;

use book::decoys::{self, Decoy};
use book::listing::{self, Listing, Place};
use book::outcomes::{self, Outcomes};
use book::{project, record, trials};
use explore::states;
use libtest_mimic::{Failed, Trial};

/// Where the page's script names the listings that have decoys.
const SCRIPT: &str = "theme/book.js";

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let listings: Vec<Listing> = listing::all(Place::Examples).into_iter().filter(|listing| listing.has("outcomes")).collect();
    let trial = |listing: &Listing| {
        let listing = listing.clone();
        Trial::test(listing.name.clone(), move || check(&listing).map_err(Failed::from))
    };
    let mut trials: Vec<Trial> = listings.iter().map(trial).collect();
    let names: BTreeSet<String> = listings.into_iter().map(|listing| listing.name).collect();
    let also = names.clone();
    trials.push(Trial::test("each_seat_has_a_listing", move || each_seat_has_a_listing(&names).map_err(Failed::from)));
    trials.push(Trial::test("the_script_names_who_has_decoys", move || the_script_names_who_has_decoys(&also).map_err(Failed::from)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// What the page fetches is what exploration says, with the outcomes and the numbers of the record.
fn check(listing: &Listing) -> Result<(), String> {
    let record = listing.record("outcomes");
    let outcomes = outcomes::parse(&record, &listing::read(&record)?)?;
    let decoys = decoys_of(listing, &outcomes)?;
    let seat = states::seat(listing, &listing.text()?, &outcomes, &decoys)?;
    record::compare(&project().join("src/seats").join(format!("{}.json", listing.name)), &seat)
}

fn decoys_of(listing: &Listing, outcomes: &Outcomes) -> Result<Vec<Decoy>, String> {
    let file = listing.record("decoys");
    if file.exists() { decoys::parse(&file, &listing::read(&file)?, outcomes) } else { Ok(Vec::new()) }
}

/// Nothing is left of a listing that is gone, or that has one outcome now.
fn each_seat_has_a_listing(names: &BTreeSet<String>) -> Result<(), String> {
    let folders = [("src/seats", "json"), ("listings/examples", "decoys")];
    for file in folders.iter().flat_map(|(folder, ending)| listing::files_below(&project().join(folder), ending)) {
        if !names.contains(&listing::stem(&file)) {
            if record::proposals().is_some() {
                record::compare(&file, "")?;
            } else {
                return Err(format!("{}:1: belongs to no listing with several outcomes; delete it", project().shown(&file)));
            }
        }
    }
    Ok(())
}

/// A page asks before it shows the record if its script knows that there are decoys.
fn the_script_names_who_has_decoys(names: &BTreeSet<String>) -> Result<(), String> {
    let script = listing::read(&project().join(SCRIPT))?;
    let place = script.lines().enumerate().find_map(|(index, line)| Some((index + 1, line.split_once("const guessed = '")?.1)));
    let (line, named) =
        place.ok_or_else(|| format!("{SCRIPT}:1: has no line `const guessed = '…'`, the listings with decoys; write it"))?;
    let named: BTreeSet<&str> = named.split('\'').next().unwrap_or_default().split(' ').filter(|name| !name.is_empty()).collect();
    let has_decoys = |name: &&String| project().join("listings/examples").join(format!("{name}.decoys")).exists();
    let have: BTreeSet<&str> = names.iter().filter(has_decoys).map(String::as_str).collect();
    // A part of the book, such as `tests/faults` checks, has not every chapter.
    let missing: Vec<&&str> = have.difference(&named).collect();
    let others: Vec<&&str> = named.difference(&have).filter(|name| listing::has_chapter(name)).collect();
    if missing.is_empty() && others.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{SCRIPT}:{line}: does not name the listings with decoys: {missing:?} are missing and {others:?} have none; name those that have some"
    ))
}
