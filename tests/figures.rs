//! Checks that each figure is what its source draws. `figures/x.fig`, or `figures/x.schedule` for an explored schedule, has the record `src/figures/x.svg`;
//! `figures/x.schedules`, all schedules of a listing, has the tables `src/figures/x.steps`. `tests/chapters` checks that a page shows each one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use book::diagnostic::{Diagnostic, Report};
use book::{files, project, record, trials};
use explore::together::{self, Program, Wanted};

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let schedules = ["schedule", "schedules"].into_iter().flat_map(sources);
    let _compiled = together::expect(schedules.filter_map(|source| replayed(&source)));
    let tests = [
        trials::test("there_are_figures", there_are_figures),
        // Each has a title and a text alternative, and no word overlaps anything.
        trials::test("figures_are_drawn_from_their_sources", || are_drawn(&["fig", "schedule"], "svg")),
        trials::test("tables_of_schedules_are_what_exploration_finds", || are_drawn(&["schedules"], "steps")),
    ];
    trials::run(&arguments, tests)
}

/// Returns the program whose schedules a source shows.
fn replayed(source: &Path) -> Option<Program> {
    let (listing, text) = figures::shown(&files::read(source).ok()?)?;
    Some(Program { name: listing.name, text, wanted: Wanted::Replays })
}

/// Returns the sources with this extension.
fn sources(extension: &str) -> Vec<PathBuf> {
    files::below(&project().join("figures"), extension)
}

/// The book has figures.
fn there_are_figures() -> Result<(), Report> {
    if ["fig", "schedule"].into_iter().flat_map(sources).next().is_some() {
        return Ok(());
    }
    Err(Report("figures:1: has no source; restore the figures".to_owned()))
}

/// Compares what each source with one of these extensions draws with its record.
fn are_drawn(extensions: &[&str], record: &str) -> Result<(), Report> {
    let mut wrong: Vec<String> = Vec::new();
    for source in extensions.iter().flat_map(|extension| sources(extension)) {
        let record = project().join(format!("src/figures/{}.{record}", files::stem(&source)));
        match files::read(&source).map(|text| figures::draw(&source, &text)) {
            Ok(Ok(drawn)) => wrong.extend(record::compare(&record, &drawn).err()),
            Ok(Err(diagnostics)) => wrong.extend(diagnostics.iter().map(Diagnostic::to_string)),
            Err(reported) => wrong.push(reported),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Report(wrong.join("\n"))) }
}
