//! Tests programs whose outcomes are known by reasoning: each is explored like a listing, and has exactly the outcomes that its first lines name.
//!
//! Each line is one outcome: the freedoms that it needs, if any; what the program prints, with spaces for newlines; and how it ends, unless it ends well.
//! A program that the explorer must refuse has the line and the path in its first line. `crates/outcomes/tests` tests the numbers of schedules.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use book::listing::{Listing, Place};
use book::outcomes::{End, Outcome};
use explore::exploration;
use explore::together::{self, Program, Wanted};

/// Returns the outcomes that a program's first lines name.
fn expected(text: &str) -> BTreeSet<String> {
    text.lines().map_while(|line| line.strip_prefix("//")).map(|line| line.trim().to_owned()).collect()
}

/// Formats an outcome the way a program's first lines name it.
fn named(outcome: &Outcome) -> String {
    let printed = outcome.printed.strip_suffix('\n').unwrap_or(&outcome.printed).replace('\n', " ");
    let end = match outcome.end {
        End::Deadlock => "deadlock".to_owned(),
        _ => outcome.ending(),
    };
    let needs = if outcome.needs.is_empty() { String::new() } else { format!("{}: ", outcome.needs) };
    let space = if printed.is_empty() || end.is_empty() { "" } else { " " };
    format!("{needs}{printed}{space}{end}").trim().to_owned()
}

/// Each program has its outcomes.
#[test]
fn programs_have_their_outcomes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/known_outcomes");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let program = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).ok().filter(|text| cargo_outcomes::refuse::out_of_sight(text).is_none())?;
        Some(Program { name: book::files::stem(file), text, wanted: Wanted::Outcomes })
    };
    let _compiled = together::expect(files.iter().filter_map(program));
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|s| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            s.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Relaxed)) {
                    let found = faults(file);
                    wrong.lock().unwrap().extend(found);
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(files.len() > 10, "the programs are there");
}

/// Returns the differences between what a program's first lines say and what the explorer says.
fn faults(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let shown = file.file_name().unwrap().to_string_lossy();
    if let Some(refusal) = cargo_outcomes::refuse::out_of_sight(&text) {
        let refused = format!("// refused at line {}: {}", refusal.line, refusal.what);
        let is_expected = refused.starts_with(text.lines().next().unwrap_or_default());
        return if is_expected { Vec::new() } else { vec![format!("{shown}: is {}", refused.trim_start_matches("// "))] };
    }
    let listing = Listing { name: book::files::stem(file), place: Place::Examples, path: file.to_owned() };
    match exploration::explore(&listing, &text) {
        Err(why) => vec![format!("{shown}: {why}")],
        Ok(found) => {
            let outcomes: BTreeSet<String> = found.outcomes.each.iter().map(named).collect();
            let expected = expected(&text);
            let more = outcomes.difference(&expected).map(|more| format!("{shown}: has an unexpected outcome: {more}"));
            let missing = expected.difference(&outcomes).map(|missing| format!("{shown}: lacks an outcome: {missing}"));
            more.chain(missing).collect()
        }
    }
}
