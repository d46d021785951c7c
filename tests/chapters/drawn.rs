//! Checks that everything generated from a source is shown on its own page: drawings in figure blocks, schedules and tables by an include.

use book::diagnostic::{Diagnostic, Report, report};
use book::page::{self, Page};
use book::{files, project};

use crate::blocks::first_difference;
use crate::pages;

/// Each kind of source, by folder and extension, with the folder and extension of the file that a page includes for it.
const MADE: &[(&str, &str, &str, &str)] = &[
    ("figures", "fig", "figures", "svg"),
    ("figures", "schedule", "figures", "svg"),
    ("figures", "schedules", "figures", "steps"),
    ("listings", "table", "../listings", "table"),
];

/// The beginning of a figure's block on a page.
const OPENING: &str = "<figure class=\"figure\" id=\"figure-";

/// Everything generated from a source is on the page that its name begins with, and on no other. (`no_code_is_typed_into_a_chapter` reports a second include.)
#[test]
fn what_is_made_is_shown_on_its_own_page() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for (folder, source, shown_from, ending) in MADE {
        for source in files::below(&project().join(folder), source) {
            let name = files::stem(&source);
            // `listings/send_and_sync.table` is named after its page alone.
            let Some(owner) = page::owner(&format!("{}_made", name.replace('-', "_"))) else {
                wrong.push(Diagnostic::new(&source, 1, "has a name that doesn't begin with a chapter's", "begin it with its chapter's"));
                continue;
            };
            let (own_page, directive) = (project().shown(&owner), format!("include {shown_from}/{name}.{ending}"));
            let lines = pages()?.iter().flat_map(|page| page.lines.iter().enumerate().map(move |(index, line)| (page, index + 1, line)));
            let places: Vec<_> = lines.filter(|(.., line)| page::directives(line).contains(&directive.as_str())).collect();
            if places.is_empty() {
                let block = if *ending == "svg" {
                    format!("\n{}\n", expected(&name, "A sentence.").join("\n"))
                } else {
                    format!(" {{{{#{directive}}}}}")
                };
                wrong.push(Diagnostic::new(&source, 1, "is on no page", format!("show it in {own_page}:{block}")));
            }
            for (page, line, _) in places.into_iter().filter(|(page, ..)| page.path != owner) {
                wrong.push(Diagnostic::new(&page.path, line, format!("shows {name}, which belongs to {own_page}"), "show it there"));
            }
        }
    }
    report(wrong)
}

/// Returns the lines of a figure's block.
fn expected(name: &str, caption: &str) -> [String; 6] {
    [
        format!("{OPENING}{name}\">"),
        String::new(),
        format!("{{{{#include figures/{name}.svg}}}}"),
        String::new(),
        format!("<figcaption>{caption}</figcaption>"),
        "</figure>".to_owned(),
    ]
}

/// A block says what its figure requires and has a caption of one sentence; no drawing is outside a block or typed into a page.
#[test]
fn figures_stand_in_their_blocks() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for page in pages()? {
        let mut block_ends = 0;
        for (index, line) in page.lines.iter().enumerate() {
            if let Some(name) = line.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix("\">")) {
                wrong.extend(bad_block(page, index, name));
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
    let found: Vec<String> = page.lines[start..].iter().take(6).cloned().collect();
    let caption = found.get(4).and_then(|line| line.strip_prefix("<figcaption>")?.strip_suffix("</figcaption>")).unwrap_or("A sentence.");
    let differs = first_difference(page, &format!("figure-{name}"), start + 1, &found, &expected(name, caption));
    if differs.is_some() {
        return differs;
    }
    let reported = |offset: usize, what: String, help: String| Some(Diagnostic::new(&page.path, start + offset + 1, what, help));
    if !caption.ends_with('.') || caption.contains('`') {
        let help = "write one sentence that ends in a full stop, code as <code>…</code>".to_owned();
        return reported(4, format!("the caption of figure-{name} is not a sentence in HTML"), help);
    }
    if !project().join(format!("src/figures/{name}.svg")).is_file() {
        let help = format!("write figures/{name}.fig, if nothing draws it yet, and run `cargo xtask bless`");
        return reported(2, format!("shows figures/{name}.svg, which does not exist"), help);
    }
    None
}
