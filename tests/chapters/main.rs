//! Checks that pages show every listing and nothing else: chapters include all code, output and messages from files that other tests check.
//!
//! None of this needs a compiler. Every rule reports everything that breaks it, as `file:line: what; what to do`.

mod blocks;
mod drawn;
mod files;
mod marks;
mod names;
mod parts;
mod programs;
mod rules;
mod style;
mod terms;
mod voice;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use book::diagnostic::{Diagnostic, Report, report};
use book::listing::{self, Listing, Place};
use book::page::{self, Page};
use book::project;

/// Returns all pages, or every reason why they can't be read.
fn pages() -> Result<&'static [Page], Report> {
    static PAGES: OnceLock<Result<Vec<Page>, String>> = OnceLock::new();
    let read = PAGES.get_or_init(|| {
        let (good, bad): (Vec<_>, Vec<_>) = page::files().iter().map(|path| page::load(path)).partition(Result::is_ok);
        let errors: Vec<String> = bad.into_iter().filter_map(Result::err).collect();
        if errors.is_empty() { Ok(good.into_iter().flatten().collect()) } else { Err(errors.join("\n")) }
    });
    read.as_deref().map_err(|reported| Report(reported.clone()))
}

/// Returns what readers see besides the chapters: the exercises' tasks and the 404 page.
fn tasks() -> Result<Vec<Page>, Report> {
    let tasks = book::files::below(&project().join("exercises"), "md").into_iter();
    tasks.chain([project().join("src/404.md")]).map(|path| page::load(&path).map_err(Report)).collect()
}

/// Returns all pages in reading order, which is the summary's.
fn reading_order() -> Result<Vec<&'static Page>, Report> {
    let summary = page::load(&project().join("src/SUMMARY.md"))?;
    let place = |page: &Page| summary.links.iter().position(|(_, target)| *target == format!("{}.md", page.slug));
    let mut pages: Vec<&Page> = pages()?.iter().collect();
    pages.sort_by_key(|page| place(page).unwrap_or(usize::MAX));
    Ok(pages)
}

/// Returns all whole programs.
fn listings() -> Vec<Listing> {
    [Place::Examples, Place::CompileFail].into_iter().flat_map(listing::all).collect()
}

/// The book has pages and listings: no rule may pass for lack of anything to check.
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

/// The summary names every page, once, and by its title.
#[test]
fn the_summary_names_every_chapter() -> Result<(), Report> {
    let source = project().join("src");
    let (path, generated) = (source.join("SUMMARY.md"), page::GENERATED.iter().map(|name| source.join(name)));
    let known: Vec<PathBuf> = page::files().into_iter().chain(generated).collect();
    let summary = page::load(&path)?;
    let (mut wrong, mut named) = (Vec::new(), BTreeSet::new());
    for (line, target) in &summary.links {
        let mut tell = |what: String, help: &str| wrong.push(Diagnostic::new(&path, *line, what, help));
        let page = source.join(target);
        if !known.contains(&page) {
            tell(format!("names {target}, which is not a page of src/"), "write the page, or drop the line");
        } else if let Some(heading) = page::load(&page)?.lines.first()
            && heading.strip_prefix("# ").is_none_or(|title| !summary.lines[line - 1].contains(&format!("[{title}]")))
        {
            let what = format!("calls {target} something other than its first line, `{heading}`");
            tell(what, "begin the page with `# ` and the name that the summary gives it");
        }
        if !named.insert(page) {
            tell(format!("names {target} twice"), "drop one line");
        }
    }
    let missing = known.iter().filter(|page| !named.contains(*page));
    wrong.extend(missing.map(|page| Diagnostic::new(page, 1, "is not in src/SUMMARY.md", "give it its place there")));
    report(wrong)
}
