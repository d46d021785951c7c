//! Checks every outcome of the listings with threads: each listing's own code is explored under every schedule, and its record says what was found. For one with
//! undefined behavior, the record is loom's report.
//!
//! One test per listing, named after it.

use std::process::ExitCode;

use book::listing::{self, Listing, Place};
use book::outcomes::{self, End, Method, Outcome, Outcomes};
use book::rules::{RULES, line_of, rules};
use book::{files, project, record, trials};
use explore::bug_search::{self, Tool};
use explore::doubles;
use explore::exploration::{self, Exploration};
use explore::together::{self, Program, Wanted};
use explore::{editions, loom};

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let listings: Vec<(Listing, String)> = listing::all(Place::Examples)
        .into_iter()
        .filter_map(|listing| listing.text().ok().map(|text| (listing, text)))
        .filter(|(listing, text)| listing.is_undefined() || listing.is_explored(text))
        .collect();
    let wanted = listings.iter().filter(|(listing, _)| trials::is_wanted(&arguments, &listing.name));
    let _compiled = together::expect(wanted.flat_map(|(listing, text)| {
        let program = |wanted| Program { name: listing.name.clone(), text: text.clone(), wanted };
        let loom = is_for_loom(listing, text).then_some(Wanted::Loom);
        let all = if listing.is_undefined() { [Some(Wanted::Bug(Tool::Loom)), None] } else { [Some(Wanted::Outcomes), loom] };
        all.into_iter().flatten().map(program).collect::<Vec<_>>()
    }));
    let all = listings.clone();
    let exceptions = trials::test("each_exception_is_needed", move || each_exception_is_needed(&all));
    let check = |listing: &Listing, text: &str| if listing.is_undefined() { is_reported(listing, text) } else { check(listing, text) };
    let tests = listings.into_iter().map(|(listing, text)| trials::test(listing.name.clone(), move || check(&listing, &text)));
    trials::run(&arguments, tests.chain([exceptions]))
}

/// Checks that the record says what exploration finds: what the only outcome prints, or all outcomes if there are several.
fn check(listing: &Listing, text: &str) -> Result<(), String> {
    if let Some(refusal) = cargo_outcomes::refuse::out_of_sight(text) {
        return Err(doubles::refused(listing, &refusal));
    }
    let found = exploration::explore(listing, text)?;
    if let Some(undefined) = found.outcomes.each.iter().find(|outcome| outcome.end == End::Undefined) {
        return Err(format!(
            "{}:1: has undefined behavior, a {}; make one access happen before the other",
            project().shown(&listing.path),
            undefined.note
        ));
    }
    does_the_same_in_2021(listing, text, &found)?;
    if found.outcomes.method == Method::All && !found.with_freedoms {
        return Err(format!(
            "{}:1: has too many schedules to search for the outcomes that spurious wake-ups and std's other freedoms add; make it do less",
            project().shown(&listing.path)
        ));
    }
    if let Some(executions) = under_weak_memory(listing, text, &found.outcomes)? {
        is_not(listing, "stdout", "loom finds several outcomes")?;
        is_not(listing, "stderr", "loom finds several outcomes")?;
        return record::compare(&listing.record("outcomes"), &outcomes::marked(&listing.name, &executions)?);
    }
    let only = match (&found.outcomes.method, &found.outcomes.each[..]) {
        (Method::All, [only]) if only.end != End::Deadlock => only,
        _ => {
            is_not(listing, "stdout", "exploration finds more outcomes")?;
            is_not(listing, "stderr", "exploration finds more outcomes")?;
            return record::compare(&listing.record("outcomes"), &outcomes::marked(&listing.name, &found.outcomes)?);
        }
    };
    is_not(listing, "outcomes", "exploration finds only one outcome")?;
    record::compare(&listing.record("stdout"), &only.printed)?;
    if only.end == End::Panic { panics_so(listing, only) } else { Ok(()) }
}

/// Checks that the record of a listing with undefined behavior is loom's report of the data race.
fn is_reported(listing: &Listing, text: &str) -> Result<(), String> {
    let shown = project().shown(&listing.path);
    let found = bug_search::search(listing, text, Tool::Loom)?.found.unwrap_or_default();
    let found = found.trim();
    if !found.starts_with("Causality violation") {
        return Err(format!(
            "{shown}:1: has a record of undefined behavior, and loom reports no data race; delete {}.loom, or fix the listing: {found}",
            listing.name
        ));
    }
    // Places are reported in the listing: its double has the same lines, but not the same columns.
    let placed = |line: &str| match line.split_once("src/main.rs:") {
        Some((before, place)) => format!("{before}{shown}:{}", place.split(':').next().unwrap_or_default()),
        None => line.to_owned(),
    };
    let lines: Vec<String> = found.lines().map(placed).collect();
    record::compare(&listing.record("loom"), &format!("{}\n", lines.join("\n")))
}

/// Checks that a program that edition 2021 compiles differently has the same outcomes there, whatever their numbers.
fn does_the_same_in_2021(listing: &Listing, text: &str, in_2024: &Exploration) -> Result<(), String> {
    let shown = project().shown(&listing.path);
    if editions::are_the_same(&listing.name, text).map_err(|why| format!("{shown}:1: {why}"))? {
        return Ok(());
    }
    let in_2021 = exploration::explore_in(listing, text, "2021")?;
    if loom::ends(&in_2021.outcomes) == loom::ends(&in_2024.outcomes) {
        return Ok(());
    }
    Err(format!(
        "{shown}:1: has different outcomes in edition 2021; write it so that it does the same in both. There it can:\n{}",
        in_2021.outcomes.render()
    ))
}

/// Returns loom's outcomes if the record must hold them: the program names an ordering weaker than `SeqCst`, and loom finds more outcomes than the schedules, or the
/// record already counts executions. Otherwise weak memory makes no difference, and the record counts schedules.
fn under_weak_memory(listing: &Listing, text: &str, schedules: &Outcomes) -> Result<Option<Outcomes>, String> {
    if !is_for_loom(listing, text) {
        return Ok(None);
    }
    let shown = project().shown(&listing.path);
    if !editions::are_the_same(&listing.name, text).map_err(|why| format!("{shown}:1: {why}"))? {
        return Err(format!("{shown}:1: is a different program in edition 2021; write it so that it's the same in both"));
    }
    let executions = loom::enumerate(listing, text).map_err(|why| {
        format!("{shown}:1: is not run by loom; change it, or name it with the reason in `not-under-loom` of tests/rules.toml. Its output:\n{why}")
    })?;
    let more = loom::adds(listing, &executions, schedules)?;
    let counts_executions = listing.has("outcomes") && is_of_executions(listing)?;
    Ok((counts_executions || more).then_some(executions))
}

fn is_for_loom(listing: &Listing, text: &str) -> bool {
    Listing::is_weak(text) && !rules().is_ok_and(|rules| rules.not_under_loom.contains_key(&listing.name))
}

/// Whether the record counts executions, not schedules. An empty one counts nothing yet.
fn is_of_executions(listing: &Listing) -> Result<bool, String> {
    let record = listing.record("outcomes");
    let text = files::read(&record)?;
    Ok(!text.is_empty() && outcomes::parse(&record, &text).is_ok_and(|outcomes| outcomes.method == Method::Executions))
}

/// Checks that there's no such record, or proposes its deletion.
fn is_not(listing: &Listing, ending: &str, why: &str) -> Result<(), String> {
    let record = listing.record(ending);
    if record::proposals().is_some() {
        record::compare(&record, "")
    } else if record.exists() {
        Err(format!("{}:1: exists although {why}; run `cargo xtask bless` and review the change", project().shown(&record)))
    } else {
        Ok(())
    }
}

/// Checks that the panic in the record, which is from a real run, is the one that exploration found.
fn panics_so(listing: &Listing, only: &Outcome) -> Result<(), String> {
    let record = listing.record("stderr");
    if record::proposals().is_some() || files::read(&record)?.contains(&only.note) {
        return Ok(());
    }
    Err(format!(
        "{}:1: does not say `{}`, the message of every schedule's panic; run `cargo xtask bless` and review the change",
        project().shown(&record),
        only.note
    ))
}

/// Every exception is a listing that names a weak ordering and that loom can't run.
fn each_exception_is_needed(listings: &[(Listing, String)]) -> Result<(), String> {
    for name in rules()?.not_under_loom.keys() {
        let excuses = |what: &str| Err(format!("{RULES}:{}: excuses {name} from loom, {what}; take it out", line_of(RULES, name)));
        match listings.iter().find(|(listing, text)| listing.name == *name && Listing::is_weak(text) && !listing.is_undefined()) {
            None => return excuses("which is not a listing with threads and a weak ordering"),
            Some((listing, text)) if loom::enumerate(listing, text).is_ok() => return excuses("which can run it"),
            Some(_) => {}
        }
    }
    Ok(())
}
