//! Pages show the listings, all of them, and nothing else: no code, output or message stands in a chapter but as an include of a file that another test checks.
//!
//! No compiler is needed here. Every rule tells all that breaks it, as `file:line: what; what to do`.

mod blocks;
mod marks;
mod names;
mod parts;
mod programs;
mod style;
mod terms;
mod voice;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use book::diagnostic::{Diagnostic, Report, report};
use book::listing::{self, Listing, Place};
use book::page::{self, Block, Page};
use book::{package, project};

/// All pages, or every reason why they cannot be read.
fn pages() -> Result<&'static [Page], Report> {
    static PAGES: OnceLock<Result<Vec<Page>, String>> = OnceLock::new();
    let read = PAGES.get_or_init(|| {
        let (good, bad): (Vec<_>, Vec<_>) = page::files().iter().map(|path| page::load(path)).partition(Result::is_ok);
        let errors: Vec<String> = bad.into_iter().filter_map(Result::err).collect();
        if errors.is_empty() { Ok(good.into_iter().flatten().collect()) } else { Err(errors.join("\n")) }
    });
    read.as_deref().map_err(|reported| Report(reported.clone()))
}

/// All pages in the order in which they are read: that of the summary.
fn reading_order() -> Result<Vec<&'static Page>, Report> {
    let summary = page::load(&project().join("src/SUMMARY.md"))?;
    let place = |page: &Page| summary.links.iter().position(|(_, target)| *target == format!("{}.md", page.slug));
    let mut pages: Vec<&Page> = pages()?.iter().collect();
    pages.sort_by_key(|page| place(page).unwrap_or(usize::MAX));
    Ok(pages)
}

/// All whole programs.
fn listings() -> Vec<Listing> {
    let mut all = listing::all(Place::Examples);
    all.extend(listing::all(Place::CompileFail));
    all
}

/// The file and the anchor that a block of a part of a type includes.
fn part_of_a_type(block: &Block) -> Option<(PathBuf, String)> {
    let directive = block.lines.iter().flat_map(|line| page::directives(line)).next()?;
    let (path, anchor) = directive.strip_prefix("rustdoc_include ../")?.rsplit_once(':')?;
    let path = project().join(path);
    (path.is_file() && block.id == page::part_id(&path, anchor)).then(|| (path, anchor.to_owned()))
}

/// A book without pages or without listings has lost them: no rule below may pass because there is nothing to look at.
#[test]
fn there_is_a_book() -> Result<(), Report> {
    if pages()?.is_empty() {
        return Err(Report("src:1: has no chapter; restore the chapters".to_owned()));
    }
    if listings().is_empty() {
        return Err(Report("listings/examples:1: has no listing; restore the listings".to_owned()));
    }
    Ok(())
}

/// The summary names every chapter, once, and no chapter that does not exist.
#[test]
fn the_summary_names_every_chapter() -> Result<(), Report> {
    let path = project().join("src/SUMMARY.md");
    let summary = page::load(&path)?;
    let mut wrong = Vec::new();
    let mut named = BTreeSet::new();
    for (line, target) in &summary.links {
        if !project().join("src").join(target).is_file() {
            wrong.push(Diagnostic::new(
                &path,
                *line,
                format!("names {target}, which does not exist"),
                "write the chapter, or drop the line",
            ));
        }
        let heading = page::load(&project().join("src").join(target)).ok().and_then(|page| page.lines.first().cloned());
        let title = heading.as_deref().and_then(|line| line.strip_prefix("# "));
        if let Some(heading) = &heading
            && title.is_none_or(|title| !summary.lines[line - 1].contains(&format!("[{title}]")))
        {
            wrong.push(Diagnostic::new(
                &path,
                *line,
                format!("calls {target} otherwise than its first line, `{heading}`"),
                "begin the page with `# ` and the name that the summary gives it",
            ));
        }
        if !named.insert(target.clone()) {
            wrong.push(Diagnostic::new(&path, *line, format!("names {target} twice"), "drop one line"));
        }
    }
    for page in pages()? {
        let file = project().shown(&page.path);
        let target = file.strip_prefix("src/").unwrap_or(&file);
        if !named.contains(target) {
            wrong.push(Diagnostic::new(&page.path, 1, "is not in src/SUMMARY.md", "give it its place there"));
        }
    }
    report(wrong)
}

/// Blanks that are no space, marks that are no letter, and what turns the direction of a text without a trace.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{a0}' | '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202f}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Every file of the book is UTF-8 with LF line ends and a last line end, and holds no stray file.
#[test]
fn files_are_plain_text() -> Result<(), Report> {
    let mut wrong = listing::strays(project().root());
    let mut files = listing::files_below(&project().join("src"), "md");
    for place in [Place::Examples, Place::CompileFail] {
        files.extend(listing::files(&project().join(place.folder())));
    }
    files.extend(listing::files_below(&project().join("listings/src"), "rs"));
    files.extend(package::all().iter().flat_map(|package| package::files(package)));
    for folder in ["src", "listings", "projects", "figures"] {
        for file in listing::droppings(&project().join(folder)) {
            wrong.push(Diagnostic::new(&file, 1, "is left behind by an editor, a merge or the system", "delete it"));
        }
    }
    files.retain(|file| !wrong.iter().any(|diagnostic| diagnostic.file == project().shown(file)));
    let mut reported = Vec::new();
    for file in files {
        match listing::read(&file) {
            Err(error) => reported.push(error),
            Ok(text) => {
                if let Some(at) = text.find('\r') {
                    let line = text[..at].matches('\n').count() + 1;
                    wrong.push(Diagnostic::new(&file, line, "ends a line in CRLF", "save the file with LF"));
                }
                if let Some(at) = text.find(is_unseen) {
                    let line = text[..at].matches('\n').count() + 1;
                    wrong.push(Diagnostic::new(&file, line, "holds an invisible character", "take it out, or write a space"));
                }
                if text.is_empty() {
                    wrong.push(Diagnostic::new(&file, 1, "is empty", "restore it, or delete it if nothing belongs in it"));
                } else if !text.ends_with('\n') {
                    wrong.push(Diagnostic::new(&file, text.lines().count(), "does not end in a line end", "add one"));
                }
            }
        }
    }
    if reported.is_empty() { report(wrong) } else { Err(Report(reported.join("\n"))) }
}
