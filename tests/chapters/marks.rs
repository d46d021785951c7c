//! Markdown is read as it was meant: a mark without its partner is published as it stands, or silently changes what comes after it.

use std::collections::BTreeMap;

use book::diagnostic::{Diagnostic, Report, report};
use book::page::Page;

use crate::pages;

/// Signs of Markdown that are left over in running text, and what they are.
const LEFT_OVER: &[(char, &str)] =
    &[('`', "a backtick without its partner"), ('*', "an asterisk that emphasizes nothing"), ('|', "a bar outside of a table")];

/// Nothing of Markdown is left over: no mark without its partner, no broken table, no footnote, no link to nowhere, no fence that runs to the end of the page.
#[test]
fn markdown_is_read_as_it_is_meant() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for page in pages()? {
        for (line, text) in &page.words {
            for (sign, what) in LEFT_OVER.iter().filter(|(sign, _)| text.contains(*sign)) {
                // One that is meant is written `\*`.
                if !page.lines[line - 1].contains(&format!("\\{sign}")) {
                    wrong.push(Diagnostic::new(&page.path, *line, *what, format!("complete it, or write `\\{sign}`")));
                }
            }
        }
        for (line, _) in page.links.iter().filter(|(_, address)| address.is_empty()) {
            wrong.push(Diagnostic::new(&page.path, *line, "a link to nowhere", "write its address"));
        }
        for (number, line) in page.outside_of_fences() {
            let mut reported = |what: &str, help: &str| wrong.push(Diagnostic::new(&page.path, number, what, help));
            if line.contains("[^") {
                reported("a footnote", "say it in the text: the book has no footnotes");
            }
            if line.ends_with(' ') || line.ends_with('\t') {
                reported("ends in a blank, which can break the line", "take it away");
            }
            if line.contains("<details") && !line.contains("<summary>") {
                reported("a `details` without its question", "write `<details><summary>…</summary>`");
            }
        }
        wrong.extend(unclosed_fence(page));
    }
    report(wrong)
}

/// A fence that nothing closes holds the rest of the page.
fn unclosed_fence(page: &Page) -> Option<Diagnostic> {
    let mut open = None;
    for (index, line) in page.lines.iter().enumerate().filter(|(_, line)| line.starts_with("```")) {
        open = match open {
            Some(_) if line == "```" => None,
            Some(opened) => Some(opened),
            None => Some(index + 1),
        };
    }
    open.map(|line| Diagnostic::new(&page.path, line, "a fence that is not closed", "write ``` behind it"))
}

/// A page has one title and no two sections of one name, and no section skips a level: their addresses depend on it, and so do readers who hear the page.
#[test]
fn headings_are_a_tree() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for page in pages()? {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let mut above = 0;
        for (number, line) in page.outside_of_fences() {
            let level = line.chars().take_while(|sign| *sign == '#').count();
            let Some(title) = line[level..].strip_prefix(' ').filter(|_| level > 0) else { continue };
            let mut reported = |what: String, help: &str| wrong.push(Diagnostic::new(&page.path, number, what, help));
            if level == 1 && above > 0 {
                reported("a second title".to_owned(), "make it a section: `## `");
            } else if level > above + 1 {
                reported(format!("a heading of level {level} below one of level {above}"), "skip no level");
            }
            if let Some(first) = known.insert(title, number) {
                reported(format!("has the name of the section in line {first}"), "give it another name");
            }
            above = level;
        }
    }
    report(wrong)
}
