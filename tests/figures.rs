//! Figures are drawn from their sources, now as then: `figures/x.fig` or, for a schedule that exploration took, `figures/x.schedule` is the figure,
//! `src/figures/x.svg` its record; `figures/x.schedules` are all schedules of a listing, `src/figures/x.steps` their tables. That a page shows each, `tests/chapters` sees.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use book::diagnostic::{Diagnostic, Report};
use book::{files, project, record, trials};
use explore::together::{self, Program, Wanted};
use figures::{figure, schedule};

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let schedules = ["schedule", "schedules"].into_iter().flat_map(sources);
    let _compiled = together::expect(schedules.filter_map(|source| replayed(&source)));
    let tests = [
        trials::test("there_are_figures", there_are_figures),
        // Each has a title and a text that says the same, and no word on another.
        trials::test("figures_are_drawn_from_their_sources", || are_drawn(&[("fig", figure::draw), ("schedule", schedule::draw)], "svg")),
        trials::test("tables_of_schedules_are_what_exploration_finds", || are_drawn(&[("schedules", schedule::fragment)], "steps")),
    ];
    trials::run(&arguments, tests)
}

/// Returns the program whose schedules a source shows.
fn replayed(source: &Path) -> Option<Program> {
    let (listing, text) = schedule::shown(&files::read(source).ok()?)?;
    Some(Program { name: listing.name, text, wanted: Wanted::Replays })
}

fn sources(ending: &str) -> Vec<PathBuf> {
    files::below(&project().join("figures"), ending)
}

/// The book has figures.
fn there_are_figures() -> Result<(), Report> {
    if ["fig", "schedule"].into_iter().flat_map(sources).next().is_some() {
        return Ok(());
    }
    Err(Report("figures:1: has no source; restore the figures".to_owned()))
}

/// Makes a drawing, or tables, from the text of a source.
type Draw = fn(&Path, &str) -> Result<String, Vec<Diagnostic>>;

/// Each source with one of these endings becomes its record, drawn so.
fn are_drawn(how: &[(&str, Draw)], record: &str) -> Result<(), Report> {
    let mut wrong: Vec<String> = Vec::new();
    for (source, draw) in how.iter().flat_map(|(ending, draw)| sources(ending).into_iter().map(move |source| (source, draw))) {
        let record = project().join(format!("src/figures/{}.{record}", files::stem(&source)));
        match files::read(&source).map(|text| draw(&source, &text)) {
            Ok(Ok(drawn)) => wrong.extend(record::compare(&record, &drawn).err()),
            Ok(Err(diagnostics)) => wrong.extend(diagnostics.iter().map(Diagnostic::to_string)),
            Err(reported) => wrong.push(reported),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Report(wrong.join("\n"))) }
}
