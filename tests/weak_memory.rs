//! Weak memory: what a listing of the chapter on memory ordering can print, under every execution that loom finds for its orderings, is what its record says;
//! and what loom says of a listing whose behavior is undefined is its record.
//!
//! One test a listing, under the listing's name.

use std::process::ExitCode;
use std::time::Duration;

use book::listing::{self, Listing, Place};
use book::outcomes::{self, End, Method, Outcome, Outcomes};
use book::{project, record, trials};
use explore::run::{self, Failure};
use explore::search::{self, Tool};
use explore::{cache, doubles, rustc};
use libtest_mimic::{Failed, Trial};

/// A litmus test has a handful of operations; one that takes longer is none.
const LIMIT: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let programs = listing::all(Place::Examples).into_iter().filter_map(|listing| Some((listing.text().ok()?, listing)));
    let trials = programs.filter_map(|(text, listing)| {
        let name = listing.name.clone();
        if listing.is_undefined() {
            Some(Trial::test(name, move || is_reported(&listing, &text).map_err(Failed::from)))
        } else if outcomes::is_litmus(&listing) && listing.is_explored(&text) {
            Some(Trial::test(name, move || check(&listing, &text).map_err(Failed::from)))
        } else {
            None
        }
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// loom's report of the data race is the record.
fn is_reported(listing: &Listing, text: &str) -> Result<(), String> {
    let shown = project().shown(&listing.path);
    let found = search::search(listing, text, Tool::Loom)?.found.unwrap_or_default();
    let found = found.trim();
    if !found.starts_with("Causality violation") {
        return Err(format!(
            "{shown}:1: has a record of undefined behavior, and loom reports no data race; delete {}.loom, or mend the listing: {found}",
            listing.name
        ));
    }
    // The places are told in terms of the listing, whose lines the double keeps; the columns are not the listing's.
    let placed = |line: &str| match line.split_once("src/main.rs:") {
        Some((before, place)) => format!("{before}{shown}:{}", place.split(':').next().unwrap_or_default()),
        None => line.to_owned(),
    };
    let lines: Vec<String> = found.lines().map(placed).collect();
    record::compare(&listing.record("loom"), &format!("{}\n", lines.join("\n")))
}

fn check(listing: &Listing, text: &str) -> Result<(), String> {
    let shown = project().shown(&listing.path);
    if !rustc::is_the_same_in_2021(&listing.name, text).map_err(|why| format!("{shown}:1: {why}"))? {
        return Err(format!("{shown}:1: is another program in edition 2021; write it so that it is the same in both"));
    }
    let found = enumerate(listing, text)?;
    let (one, several) = match &found.each[..] {
        [only] if only.end == End::Done => (only.printed.clone(), String::new()),
        _ => (String::new(), found.render()),
    };
    record::compare(&listing.record("stdout"), &one)?;
    record::compare(&listing.record("outcomes"), &several)
}

/// Every output, with the number of executions that lead to it.
fn enumerate(listing: &Listing, text: &str) -> Result<Outcomes, String> {
    let double = doubles::library("std_on_loom")?;
    let inputs = [text, &doubles::stamp(&double)?, rustc::version()?];
    let said = cache::cached("litmus", include_str!("weak_memory.rs"), &inputs, || {
        let shown = project().shown(&listing.path);
        let arguments = [doubles::link(&double), vec!["--cap-lints=allow".to_owned()]].concat();
        let project =
            rustc::compile(&format!("litmus-{}", listing.name), &doubles::program_for_loom(text, "enumerate"), "2024", &arguments);
        let project = project.map_err(|why| format!("{shown}:1: not under loom: {why}"))?;
        match run::within(LIMIT, &mut run::clean(project.program())) {
            Ok(run) if run.code == Some(0) => Ok(run.stdout),
            Ok(run) => Err(format!("{shown}:1: loom refuses it; mend the listing:\n{}", run.stderr)),
            Err(Failure::TimedOut(_)) => {
                Err(format!("{shown}:1: has more executions than {} s can hold; make it smaller", LIMIT.as_secs()))
            }
            Err(Failure::Broken(why)) => Err(format!("{shown}:1: {why}")),
        }
    })?;
    let each = said.lines().map(|line| {
        outcome(line).ok_or_else(|| format!("tests/weak_memory.rs:1: cannot read `{line}`; mend crates/std-on-loom/src/lib.rs"))
    });
    Ok(Outcomes { method: Method::Executions, each: each.collect::<Result<_, _>>()? })
}

/// `[12,"saw 1\n",""]`: a count, the output, and the message of the panic if it ends in one, quoted as Rust does, which JSON reads as well for what listings print.
fn outcome(line: &str) -> Option<Outcome> {
    let (schedules, printed, note): (u64, String, String) = serde_json::from_str(line).ok()?;
    let end = if note.is_empty() { End::Done } else { End::Panic };
    Some(Outcome { printed, end, note, needs: String::new(), schedules: schedules.into() })
}
