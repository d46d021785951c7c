//! Checks that Markdown is parsed as intended: an unpaired mark is published literally, or silently changes the text after it.

use std::collections::BTreeMap;

use book::diagnostic::{Diagnostic, Report, report};
use book::page::Page;

use crate::files::is_unseen;
use crate::pages;

/// Markdown characters that shouldn't be left over in running text, and what they are.
const LEFT_OVER: &[(char, &str)] =
    &[('`', "an unpaired backtick"), ('*', "an asterisk that emphasizes nothing"), ('|', "a bar outside of a table")];

/// No Markdown is left over: no unpaired mark, no broken table, no footnote, no link to nowhere, no fence that runs to the end of the page.
#[test]
fn markdown_is_read_as_it_is_meant() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for page in pages()? {
        for (line, text) in &page.words {
            for (sign, what) in LEFT_OVER.iter().filter(|(sign, _)| text.contains(*sign)) {
                // A literal one is written `\*`.
                if !page.lines[line - 1].contains(&format!("\\{sign}")) {
                    wrong.push(Diagnostic::new(&page.path, *line, *what, format!("complete it, or write `\\{sign}`")));
                }
            }
        }
        for (line, _) in page.words.iter().filter(|(_, text)| text.contains(is_unseen)) {
            wrong.push(Diagnostic::new(
                &page.path,
                *line,
                "an invisible character, by its number or name",
                "take it out, or write a space",
            ));
        }
        for (line, _) in page.links.iter().filter(|(_, address)| address.is_empty()) {
            wrong.push(Diagnostic::new(&page.path, *line, "a link to nowhere", "write its address"));
        }
        let (mut cells, mut persian) = (0, None);
        for (number, line) in page.outside_of_fences() {
            let mut reported = |what: &str, help: &str| wrong.push(Diagnostic::new(&page.path, number, what, help));
            // A row shows only as many cells as the first row has.
            let bars = if line.starts_with('|') { line.matches('|').count() - line.matches("\\|").count() } else { 0 };
            if bars > 0 && cells > 0 && bars != cells {
                reported("a row with more or fewer cells than its table", "correct it, or write `\\|` for a bar inside a cell");
            }
            cells = if bars > 0 && cells > 0 { cells } else { bars };
            if has_unmarked_persian(line, &mut persian) {
                reported("Persian that is not marked as such", "write it in an element with `lang=\"fa\" dir=\"rtl\"`");
            }
            if line.contains("[^") {
                reported("a footnote", "say it in the text: the book has no footnotes");
            }
            if line.ends_with(' ') || line.ends_with('\t') {
                reported("ends with a space, which can break the line", "remove it");
            }
            if line.contains("<details") && !line.contains("<summary>") {
                reported("a `details` without its question", "write `<details><summary>…</summary>`");
            }
        }
        wrong.extend(unclosed_fence(page));
    }
    report(wrong)
}

/// Whether a line has Persian outside an element that marks it as such for browsers and screen readers; `open` is the tag of the element that's open.
fn has_unmarked_persian<'a>(line: &'a str, open: &mut Option<&'a str>) -> bool {
    let is_persian = |text: &str| text.contains(|sign| ('\u{600}'..='\u{6ff}').contains(&sign));
    line.split('<').any(|piece| {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.split(' ').next().unwrap_or_default();
        if open.is_none() && tag.contains("lang=\"fa\" dir=\"rtl\"") {
            *open = Some(name);
        } else if open.is_some_and(|open| name.strip_prefix('/') == Some(open)) {
            *open = None;
        }
        open.is_none() && is_persian(text)
    })
}

/// Reports a fence that isn't closed, and so swallows the rest of the page.
fn unclosed_fence(page: &Page) -> Option<Diagnostic> {
    let mut open = None;
    for (index, line) in page.lines.iter().enumerate().filter(|(_, line)| line.starts_with("```")) {
        open = match open {
            Some(_) if line == "```" => None,
            Some(opened) => Some(opened),
            None => Some(index + 1),
        };
    }
    open.map(|line| Diagnostic::new(&page.path, line, "a fence that is not closed", "write ``` after it"))
}

/// A page has one title, no two sections with the same name, and no skipped level: addresses and screen readers depend on it.
#[test]
fn headings_are_a_tree() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for page in pages()? {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let mut above = 0;
        for (number, line) in page.outside_of_fences() {
            let level = line.chars().take_while(|sign| *sign == '#').count();
            let mut reported = |what: String, help: &str| wrong.push(Diagnostic::new(&page.path, number, what, help));
            let Some(title) = line[level..].strip_prefix(' ').filter(|_| level > 0) else {
                if level > 0 {
                    reported("is not a heading".to_owned(), "write a space between `#` and its words");
                }
                continue;
            };
            if level == 1 && above > 0 {
                reported("a second title".to_owned(), "make it a section: `## `");
            } else if level > above + 1 {
                reported(format!("a heading of level {level} below one of level {above}"), "skip no level");
            }
            if let Some(first) = known.insert(title, number) {
                reported(format!("has the same name as the section in line {first}"), "give it another name");
            }
            above = level;
        }
    }
    report(wrong)
}
