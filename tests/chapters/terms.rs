//! Checks the glossary: it has the book's terms in English and Persian, and a page's first use of a term links to it.
//!
//! An entry of `src/glossary.md` is a heading, a sentence, a line with a link to where the term is taught and the Persian word, and, if the
//! term has other forms than itself and its plural, a comment that lists its forms: `<!-- said: a [move], moved; not: moved house -->`.
//! Brackets mark the word within a phrase; in a phrase after `not:`, the word has another sense.

mod entry;
mod persian;
mod said;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use book::diagnostic::{Report, report};
use book::prose;

use crate::pages;
use entry::{Facts, GLOSSARY};

/// Entries are in alphabetical order, each under its letter, with no duplicates, and no word belongs to two of them.
#[test]
fn entries_are_in_order() -> Result<(), Report> {
    let glossary = entry::read()?;
    let (mut wrong, mut known, mut words, mut before) = (Vec::new(), BTreeMap::new(), BTreeMap::new(), String::new());
    for (letter, entry) in &glossary.entries {
        let mut reported = |what: String, help: &str| wrong.push(entry.diagnostic(None, what, help));
        if let Some(first) = known.insert(entry.address(), entry.line) {
            reported(format!("has the address of line {first}"), "merge the two entries, or find another name");
        }
        for form in entry.said().0 {
            if let Some(other) = words.insert(form.to_lowercase(), entry.plain()) {
                reported(format!("is said as `{form}`, and so is `{other}`"), "leave the word to one of them");
            }
        }
        let plain = entry.plain().to_lowercase().trim_start_matches('\'').to_owned();
        let small = letter.to_ascii_lowercase();
        if plain < before {
            reported(format!("comes after `{before}`"), "move it to its place in the alphabet");
        }
        if !plain.starts_with(small) {
            reported(format!("is under {letter}"), "move it under its own letter");
        }
        if !glossary.letters.contains(&format!("[{letter}](#{small})")) {
            reported(format!("is under {letter}, which the line of letters does not have"), "add the letter there");
        }
        before = plain;
    }
    report(wrong)
}

/// An entry is one sentence, the Persian word, and a link to a section that exists.
#[test]
fn entries_are_whole() -> Result<(), Report> {
    let (mut wrong, mut addresses) = (Vec::new(), BTreeMap::new());
    for (_, entry) in &entry::read()?.entries {
        let mut reported = |place: usize, what: String, help: &str| wrong.push(entry.diagnostic(Some(place), what, help));
        let sentence = entry.body.first().map_or("", |(_, line)| line);
        if !sentence.ends_with('.') || sentence.contains(". ") || sentence.starts_with('<') {
            reported(0, "is not explained in one sentence".to_owned(), "write one, in the line below the heading");
        }
        if entry.body.len() > 3 || entry.body.get(2).is_some_and(|(_, line)| !line.starts_with("<!-- said: ")) {
            reported(2, "has more than a sentence and a line of facts".to_owned(), "keep one sentence, or write `<!-- said: … -->`");
        }
        match entry.facts() {
            Err(what) => reported(1, what, "write `[Page](page.md#section) · <span lang=\"fa\" dir=\"rtl\">…</span> (*…*)`"),
            Ok(facts) => {
                for (word, latin) in &facts.persian {
                    if let Some(what) = persian::misspelled(word) {
                        reported(
                            1,
                            format!("has `{word}`, which {what}"),
                            "write it in Persian letters, with the non-joiner inside words only",
                        );
                    }
                    let Some(latin) = latin else { continue };
                    if persian::sound(word) != persian::sound(latin) {
                        reported(1, format!("has `{word}` and reads it differently"), "correct the word or its transliteration");
                    } else if persian::long_vowels(word) != latin.matches('ā').count() {
                        reported(
                            1,
                            format!("reads `{word}` as *{latin}*, with another number of long vowels"),
                            "write ā for آ and for ا inside a word, and for nothing else",
                        );
                    }
                }
                if let Some(what) = taught_nowhere(&facts, &mut addresses)? {
                    reported(1, what, "correct the link");
                }
            }
        }
    }
    report(wrong)
}

/// Returns what's wrong with the link to the section that teaches a term, if anything.
fn taught_nowhere(facts: &Facts, addresses: &mut BTreeMap<String, BTreeSet<String>>) -> Result<Option<String>, Report> {
    let Facts { title, page: slug, anchor, .. } = facts;
    let Some(page) = pages()?.iter().find(|page| page.slug == *slug && page.slug != "glossary") else {
        return Ok(Some(format!("is taught in {slug}.md, which is not a chapter")));
    };
    if page.lines[0] != format!("# {title}") {
        return Ok(Some(format!("calls {slug}.md `{title}`, which begins with `{}`", page.lines[0])));
    }
    let known = addresses.entry(slug.clone()).or_insert_with(|| prose::addresses(&page.lines.join("\n")));
    Ok((!known.contains(anchor)).then(|| format!("is taught at #{anchor}, which {slug}.md does not have")))
}

/// A separate list has every Persian word, in the order of the Persian alphabet.
#[test]
fn persian_words_are_listed() -> Result<(), Report> {
    let glossary = entry::read()?;
    let mut words = Vec::new();
    for (_, entry) in &glossary.entries {
        // The test above reports an entry without them.
        for (word, _) in entry.facts().map(|facts| facts.persian).unwrap_or_default() {
            words.push((
                persian::order(&word),
                format!("- [{word}](#{}) <span lang=\"en\" dir=\"ltr\">{}</span>", entry.address(), entry.plain()),
            ));
        }
    }
    words.sort();
    let expected: Vec<&str> = words.iter().map(|(_, line)| line.as_str()).collect();
    let found: Vec<&str> = glossary.index.iter().map(|(_, line)| line.as_str()).collect();
    if found == expected {
        return Ok(());
    }
    let first = (0..).find(|index| found.get(*index) != expected.get(*index)).unwrap_or(0);
    let line = glossary.index.get(first).or(glossary.index.last()).map_or(1, |(line, _)| *line);
    Err(Report(format!("src/{GLOSSARY}:{line}: the Persian list is not that of the entries; it should say\n\n{}", expected.join("\n"))))
}
