//! Checks the style of the prose: its lines, its sentences, and the words that it avoids.

use std::sync::LazyLock;

use book::diagnostic::{Diagnostic, Report, report};
use regex::Regex;

use crate::{pages, tasks};

/// Words that the prose avoids, and what to write instead.
const UNWANTED: &[(&str, &str)] = &[
    ("simply", "leave it out"),
    ("obviously", "leave it out"),
    ("just", "leave it out, or say `only`"),
    ("immutable reference", "write `shared reference`"),
    ("mutable reference", "write `exclusive reference`"),
    ("immutable borrow", "write `shared borrow`"),
];

/// No page tells its reader how easy something is, calls a shared reference immutable, or is left unfinished.
#[test]
fn prose_keeps_to_the_style() -> Result<(), Report> {
    let pattern = |(unwanted, _): &(&str, _)| Regex::new(&format!(r"(?i)\b{unwanted}\b")).expect("a pattern");
    let patterns: Vec<Regex> = UNWANTED.iter().map(pattern).collect();
    let mut wrong = Vec::new();
    for page in pages()?.iter().chain(&tasks()?) {
        for (line, text) in &page.words {
            for (_, (unwanted, help)) in patterns.iter().zip(UNWANTED).filter(|(pattern, _)| pattern.is_match(text)) {
                wrong.push(Diagnostic::new(&page.path, *line, format!("says `{unwanted}`"), *help));
            }
        }
        for (index, line) in page.lines.iter().enumerate() {
            let mut tell = |what: &str, help: &str| wrong.push(Diagnostic::new(&page.path, index + 1, what, help));
            if line.starts_with(|first: char| first.is_alphabetic() || "[`*".contains(first)) && ends_a_sentence_within(line) {
                tell("holds two sentences", "give each its own line");
            }
            if line.starts_with('<') && !line.starts_with("<!--") && (line.contains('`') || line.contains("](")) {
                tell("writes Markdown in a line of HTML, where it isn't rendered", "write `<code>…</code>` or `<a href=…>`");
            }
            if ["<!-- FIGURE", "TODO", "FIXME", "TBD"].iter().any(|mark| line.contains(mark)) {
                tell("is not finished", "draw the figure, or write the text");
            }
        }
    }
    report(wrong)
}

/// Whether a sentence ends before the line does: a period after a word, then a capital.
fn ends_a_sentence_within(line: &str) -> bool {
    static END: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{Ll})`]\. \p{Lu}").expect("a pattern"));
    END.is_match(line)
}

/// One sentence per line: neither an initial nor a range ends a sentence.
#[test]
fn sentences_are_told_apart() {
    assert!(ends_a_sentence_within("It is a guard. It unlocks."));
    assert!(ends_a_sentence_within("It is `guard`. Then it unlocks."));
    assert!(!ends_a_sentence_within("It is a guard, and it unlocks."));
    assert!(!ends_a_sentence_within("The J. Doe of `0..3`."));
}
