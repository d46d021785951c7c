//! Figures are drawn from their sources, now as then, and a page shows each of them: `figures/x.fig` or, for a schedule that exploration took,
//! `figures/x.schedule` is the figure, `src/figures/x.svg` its record; `figures/x.schedules` are all schedules of a listing, `src/figures/x.steps` their tables.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use book::diagnostic::{Diagnostic, Report, report};
use book::page::{self, Page};
use book::{files, project, record, trials};
use explore::together::{self, Program, Wanted};

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let schedules = sources_ending_in("schedule").into_iter().chain(all_schedules());
    let _compiled = together::expect(schedules.filter_map(|source| replayed(&source)));
    let tests = [
        trials::test("there_are_figures", there_are_figures),
        trials::test("figures_are_drawn_from_their_sources", figures_are_drawn_from_their_sources),
        trials::test("tables_of_schedules_are_what_exploration_finds", tables_of_schedules_are_what_exploration_finds),
        trials::test("each_figure_is_shown_once_on_its_own_page", each_figure_is_shown_once_on_its_own_page),
        trials::test("figures_stand_in_their_blocks", figures_stand_in_their_blocks),
    ];
    trials::run(&arguments, tests)
}

/// The program whose schedules a source shows.
fn replayed(source: &Path) -> Option<Program> {
    let (listing, text) = figures::shown(&files::read(source).ok()?)?;
    Some(Program { name: listing.name, text, wanted: Wanted::Replays })
}

/// How the block of a figure begins on a page.
const OPENING: &str = "<figure class=\"figure\" id=\"figure-";

/// What is drawn.
fn sources() -> Vec<PathBuf> {
    ["fig", "schedule"].into_iter().flat_map(sources_ending_in).collect()
}

/// What becomes tables.
fn all_schedules() -> Vec<PathBuf> {
    sources_ending_in("schedules")
}

fn sources_ending_in(ending: &str) -> Vec<PathBuf> {
    files::below(&project().join("figures"), ending)
}

/// The ending of what a source becomes.
fn ending_of(source: &Path) -> &'static str {
    if source.extension().is_some_and(|ending| ending == "schedules") { "steps" } else { "svg" }
}

fn drawing(name: &str, ending: &str) -> PathBuf {
    project().join(format!("src/figures/{name}.{ending}"))
}

fn pages() -> Result<Vec<Page>, Report> {
    page::files().iter().map(|path| page::load(path).map_err(Report)).collect()
}

/// A book without figures has lost them.
fn there_are_figures() -> Result<(), Report> {
    if sources().is_empty() { Err(Report("figures:1: has no source; restore the figures".to_owned())) } else { Ok(()) }
}

/// Every source has a title and a text that says the same, can be drawn with no word on another, and gives the drawing that is committed.
fn figures_are_drawn_from_their_sources() -> Result<(), Report> {
    are_drawn(&sources())
}

/// Every table of all schedules is what exploration finds.
fn tables_of_schedules_are_what_exploration_finds() -> Result<(), Report> {
    are_drawn(&all_schedules())
}

/// Each source becomes its record.
fn are_drawn(sources: &[PathBuf]) -> Result<(), Report> {
    let mut wrong: Vec<String> = Vec::new();
    for source in sources {
        let record = drawing(&files::stem(source), ending_of(source));
        match files::read(source).map(|text| figures::draw(source, &text)) {
            Ok(Ok(drawn)) => wrong.extend(record::compare(&record, &drawn).err()),
            Ok(Err(diagnostics)) => wrong.extend(diagnostics.iter().map(Diagnostic::to_string)),
            Err(reported) => wrong.push(reported),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Report(wrong.join("\n"))) }
}

/// A figure is shown once, on the page that its name begins with, in its block.
fn each_figure_is_shown_once_on_its_own_page() -> Result<(), Report> {
    if record::proposals().is_some() {
        return Ok(());
    }
    let pages = pages()?;
    let mut wrong = Vec::new();
    for source in sources().into_iter().chain(all_schedules()) {
        let (name, ending) = (files::stem(&source), ending_of(&source));
        let Some(owner) = page::owner(&name.replace('-', "_")) else {
            wrong.push(Diagnostic::new(&source, 1, "has a name that begins with no chapter's", "begin it with its chapter's"));
            continue;
        };
        let shown: Vec<(&Page, usize)> =
            pages.iter().flat_map(|page| lines_with(page, &name, ending).map(move |line| (page, line))).collect();
        if shown.is_empty() {
            let block =
                if ending == "svg" { expected(&name, "A sentence.").join("\n") } else { format!("{{{{#include figures/{name}.steps}}}}") };
            let help = format!("show it in {}:\n{block}\n", project().shown(&owner));
            wrong.push(Diagnostic::new(&source, 1, "is on no page", help));
        }
        for (index, (page, line)) in shown.iter().enumerate() {
            let mut tell = |what: String, help: &str| wrong.push(Diagnostic::new(&page.path, *line, what, help));
            if page.path != owner {
                tell(format!("shows {name}, which belongs to {}", project().shown(&owner)), "show it there");
            }
            if index > 0 {
                tell(format!("shows {name} again"), "link to the first place instead");
            }
        }
    }
    report(wrong)
}

/// The lines that include the drawing or the tables.
fn lines_with<'a>(page: &'a Page, name: &str, ending: &str) -> impl Iterator<Item = usize> + 'a {
    let directive = format!("include figures/{name}.{ending}");
    page.lines.iter().enumerate().filter(move |(_, line)| page::directives(line).contains(&directive.as_str())).map(|(index, _)| index + 1)
}

/// What the block of a figure says.
fn expected(name: &str, caption: &str) -> Vec<String> {
    vec![
        format!("{OPENING}{name}\">"),
        String::new(),
        format!("{{{{#include figures/{name}.svg}}}}"),
        String::new(),
        format!("<figcaption>{caption}</figcaption>"),
        "</figure>".to_owned(),
    ]
}

/// A block says what its figure demands and has a caption of one sentence; and a drawing stands in no other place, and none is typed into a page.
fn figures_stand_in_their_blocks() -> Result<(), Report> {
    if record::proposals().is_some() {
        return Ok(());
    }
    let mut wrong = Vec::new();
    for page in pages()? {
        let mut block_ends = 0;
        for (index, line) in page.lines.iter().enumerate() {
            if let Some(name) = line.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix("\">")) {
                wrong.extend(bad_block(&page, index, name));
                block_ends = index + 6;
            } else if index >= block_ends && page::directives(line).iter().any(|directive| is_drawing(directive)) {
                wrong.push(Diagnostic::new(&page.path, index + 1, "a drawing outside the block of a figure", "put the block around it"));
            }
            if line.contains("<svg") {
                wrong.push(Diagnostic::new(&page.path, index + 1, "a drawing is typed into the page", "make it a source in figures/"));
            }
        }
    }
    report(wrong)
}

fn is_drawing(directive: &str) -> bool {
    directive.starts_with("include figures/") && !directive.ends_with(".steps")
}

fn bad_block(page: &Page, start: usize, name: &str) -> Option<Diagnostic> {
    let reported = |offset: usize, what: String, help: String| Some(Diagnostic::new(&page.path, start + offset + 1, what, help));
    let found: Vec<&str> = page.lines[start..].iter().take(6).map(String::as_str).collect();
    let caption = found.get(4).and_then(|line| line.strip_prefix("<figcaption>")?.strip_suffix("</figcaption>"));
    let caption = caption.unwrap_or("A sentence.");
    for (offset, line) in expected(name, caption).iter().enumerate() {
        if found.get(offset) != Some(&line.as_str()) {
            let found = found.get(offset).unwrap_or(&"the end of the page");
            return reported(offset, format!("the block of figure-{name} says `{found}`"), format!("write `{line}`"));
        }
    }
    if !caption.ends_with('.') || caption.contains('`') {
        let help = "write one sentence that ends in a full stop, code as <code>…</code>".to_owned();
        return reported(4, format!("the caption of figure-{name} is not a sentence in HTML"), help);
    }
    if !drawing(name, "svg").is_file() {
        let sources = ["schedule", "schedules", "fig", "data"].map(|ending| format!("figures/{name}.{ending}"));
        let help = match sources.iter().find(|source| project().join(source).is_file()) {
            Some(source) => format!("run `cargo xtask bless`, which draws {source}"),
            None => format!("write figures/{name}.fig and run `cargo xtask bless`"),
        };
        return reported(2, format!("shows figures/{name}.svg, which does not exist"), help);
    }
    None
}
