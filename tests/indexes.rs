//! Checks the index pages: `src/listings.md` has every listing by chapter and by kind, `src/errors.md` every error code with the listings that produce
//! it, `src/types.md` every hand-written type whole, `src/exercises.md` every exercise. `cargo xtask bless` writes them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use book::diagnostic::{Diagnostic, Report, report};
use book::listing::{self, Listing, Place};
use book::page::{self, Page};
use book::{files, project, record};
use explore::std_docs;
use practice::exercise;

const WRITTEN: &str = "<!-- Written by `cargo xtask bless` from the listings and the pages; checked by tests/indexes.rs. -->\n";

/// Returns the existing chapters in the order of the summary.
fn chapters() -> Result<Vec<Page>, Report> {
    let source = project().join("src");
    let summary = page::load(&source.join("SUMMARY.md"))?;
    let files: Vec<PathBuf> = summary.links.iter().map(|(_, target)| source.join(target)).collect();
    let known = page::files();
    let there = files.iter().filter(|file| known.contains(file));
    Ok(there.map(|file| page::load(file)).collect::<Result<_, _>>()?)
}

/// Returns the text of a page's first heading.
fn title(page: &Page) -> &str {
    page.lines.iter().find_map(|line| line.strip_prefix("# ")).unwrap_or(&page.slug)
}

/// A listing as a page shows it.
struct Shown {
    /// The link to it, in Markdown.
    link: String,
    /// The mark of its kind, in HTML.
    mark: String,
    /// The program, unless it is a part of a type.
    listing: Option<Listing>,
}

/// Returns what a page shows, in order.
fn shown(page: &Page) -> Result<Vec<Shown>, Report> {
    let mut all = Vec::new();
    for block in &page.blocks {
        let programs = [Place::Examples, Place::CompileFail].map(|place| Listing::named(&block.id, place));
        let listing = programs.into_iter().find(|listing| listing.path.is_file());
        let caption = match &listing {
            Some(listing) => page::expected_block(listing)?.swap_remove(1),
            None => block.lines.get(1).cloned().unwrap_or_default(),
        };
        let mark = caption.find("<b").zip(caption.find("</b>")).map(|(start, end)| caption[start..end + 4].to_owned());
        all.push(Shown { link: format!("[`{}`]({}.md#{0})", block.id, page.slug), mark: mark.unwrap_or_default(), listing });
    }
    Ok(all)
}

/// Returns a mark's words without the tags, up to the colon before the codes.
fn kind(mark: &str) -> String {
    let words: String = mark.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, words)| words).collect();
    words.split(':').next().unwrap_or_default().to_owned()
}

/// Returns a mark without the details of its listing: `<b class="refused">refused</b>`.
fn plain(mark: &str, kind: &str) -> String {
    format!("{}>{kind}</b>", mark.split('>').next().unwrap_or("<b"))
}

/// Every listing is in the index of listings, by chapter and by kind.
#[test]
fn listings_are_indexed() -> Result<(), Report> {
    let mut by_chapter = String::new();
    let mut by_kind: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    let mut count = 0;
    for page in chapters()? {
        let shown = shown(&page)?;
        if shown.is_empty() {
            continue;
        }
        by_chapter.push_str(&format!("\n## {}\n\n| listing | kind |\n|---|---|\n", title(&page)));
        for Shown { link, mark, .. } in shown {
            by_chapter.push_str(&format!("| {link} | {mark} |\n"));
            let kind = kind(&mark);
            by_kind.entry(kind).or_insert_with_key(|kind| (plain(&mark, kind), Vec::new())).1.push(link);
            count += 1;
        }
    }
    let mut text = format!(
        "# Listings\n\n{WRITTEN}\nThe book has {count} listings; the file behind each caption is the one that is checked.\n\n<!-- The published site offers the package here. -->\n"
    );
    text.push_str(&by_chapter);
    text.push_str("\n## By kind\n");
    for (mark, links) in by_kind.values() {
        text.push_str(&format!("\n### {mark}: {}\n\n{}\n", links.len(), links.join(",\n")));
    }
    Ok(record::compare(&project().join("src/listings.md"), &text)?)
}

/// The page of types has every hand-written type whole, to be copied; the unit tests stay in the repository.
#[test]
fn types_are_shown_whole() -> Result<(), Report> {
    let mut text = format!(
        "# Types\n\n{WRITTEN}\nThe hand-written types of the book, each file whole: copy one into a module of your project.\nThe example at the top of a file names the crate `listings`; write your own crate's path there.\nThe repository has their unit tests.\n"
    );
    for chapter in chapters()? {
        let folder = project().join("listings/src").join(chapter.slug.replace('-', "_"));
        let files = files::below(&folder, "rs");
        if !files.is_empty() {
            text.push_str(&format!("\n## {}\n", title(&chapter)));
        }
        for file in &files {
            text.push_str(&format!("\n{}\n", page::expected_whole_type(file).join("\n")));
        }
    }
    Ok(record::compare(&project().join("src/types.md"), &text)?)
}

/// Every exercise is on the page of exercises, with its task and its hints.
#[test]
fn exercises_are_indexed() -> Result<(), Report> {
    let chapters = exercise::by_chapter()?;
    let mut text = format!(
        "# Exercises\n\n{WRITTEN}\nHere are {} programs that are wrong or unfinished, and a judge that runs your version under every schedule.\n\n<!-- The published site offers the package here. -->\n\nIn the unpacked exercises, or in a clone of the book's repository, `cargo practice` lists them.\nWith a name after it, the first call copies the program to `practice/` for you to edit; that call and every later one judge it and, if some schedule breaks it, show that schedule step by step.\nWith `--watch`, it does so each time you save.\n",
        chapters.iter().map(|(_, own)| own.len()).sum::<usize>()
    );
    for (title, exercises) in chapters {
        text.push_str(&format!("\n## {title}\n"));
        for exercise in exercises {
            let task = exercise.task()?;
            let reported = task.text.replace("](../../src/", "](");
            let hints: String = task.hints.iter().map(|hint| format!("1. {hint}\n")).collect();
            text.push_str(&format!(
                "\n### {} {{#{}}}\n\n{reported}\n\nStart it, or have it judged: `cargo practice {1}`\n\n<details><summary>Hints</summary>\n\n{hints}\n</details>\n",
                task.title, exercise.name
            ));
        }
    }
    Ok(record::compare(&project().join("src/exercises.md"), &text)?)
}

/// Every error code that the book shows is in the index of errors, with the compiler's message and the listings that produce it.
#[test]
fn errors_are_indexed() -> Result<(), Report> {
    let mut codes: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut others: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for page in chapters()? {
        for Shown { link, listing, .. } in shown(&page)? {
            let Some(listing) = listing.filter(|listing| listing.place == Place::CompileFail) else { continue };
            let said = files::read(&listing.record("stderr"))?;
            let marked: BTreeSet<String> = Listing::marked_errors(&listing.text()?).into_iter().map(|(_, code)| code).collect();
            for code in marked {
                match message(&said, &code) {
                    Some(message) => codes.entry(code).or_default().push((message, link.clone())),
                    None => drop(others.entry(code).or_default().insert(link.clone())),
                }
            }
        }
    }
    let mut text = format!(
        "# Error codes\n\n{WRITTEN}\nThe book shows {} error codes; each links to its explanation and to the listings that produce it.\n\n| code | the compiler says | listing |\n|---|---|---|\n",
        codes.len()
    );
    for (code, earned) in &codes {
        for (index, (message, link)) in earned.iter().enumerate() {
            let code = if index == 0 { format!("[{code}](https://doc.rust-lang.org/error_codes/{code}.html)") } else { code.clone() };
            text.push_str(&format!("| {code} | {} | {link} |\n", cell(message)));
        }
    }
    if !others.is_empty() {
        text.push_str("\n## Without a code\n\n| refused by | listing |\n|---|---|\n");
        for (name, links) in &others {
            let name = if name == listing::SYNTAX { name.clone() } else { format!("the lint `{name}`") };
            text.push_str(&format!("| {name} | {} |\n", links.iter().cloned().collect::<Vec<_>>().join(", ")));
        }
    }
    record::compare(&project().join("src/errors.md"), &text)?;
    explained(codes.keys())
}

/// How many words of a message the index of errors shows.
const MOST_WORDS: usize = 6;

/// Returns the beginning of the first line that the compiler prints for a code.
fn message(said: &str, code: &str) -> Option<String> {
    let line = said.lines().find_map(|line| line.strip_prefix(&format!("error[{code}]: ")))?;
    // Enough to tell the cases apart; the listing has the whole message.
    let words: Vec<&str> = line.split(' ').collect();
    Some(if words.len() > MOST_WORDS { format!("{} …", words[..MOST_WORDS].join(" ")) } else { line.to_owned() })
}

/// Formats a message as a table cell: its code stays code, and the rest is escaped.
fn cell(message: &str) -> String {
    let mut cell = String::new();
    for (index, piece) in message.split('`').enumerate() {
        let escaped = piece.replace('|', "\\|");
        if index % 2 == 1 {
            cell.push_str(&format!("`{escaped}`"));
        } else {
            cell.push_str(&escaped.replace('_', "\\_").replace('*', "\\*").replace('<', "\\<").replace('[', "\\["));
        }
    }
    cell
}

/// Checks that the toolchain's own documentation explains every code.
fn explained<'a>(codes: impl Iterator<Item = &'a String>) -> Result<(), Report> {
    let html = std_docs::documentation()?;
    let missing = codes.filter(|code| !html.join(format!("error_codes/{code}.html")).is_file());
    let page = project().join("src/errors.md");
    report(
        missing
            .map(|code| Diagnostic::new(&page, 1, format!("{code} is not in Rust's index of errors"), "correct the marker of its listing"))
            .collect(),
    )
}

/// A message with code, bars and Markdown characters is shown unchanged.
#[test]
fn messages_become_cells() {
    assert_eq!(cell("`a_b` is not an `|x| y`, see *this*_"), "`a_b` is not an `\\|x\\| y`, see \\*this\\*\\_");
    assert_eq!(message("note\nerror[E0382]: moved\n", "E0382").as_deref(), Some("moved"));
    assert_eq!(kind("<b class=\"refused\">refused: <a href=\"x\">E0382</a></b>"), "refused");
}
