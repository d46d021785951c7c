//! Checks the prose for habits of translated or dated English that a machine can find with certainty.
//!
//! The list is short and certain rather than long and noisy: everything on it is wrong wherever it occurs in prose.

use std::sync::LazyLock;

use book::diagnostic::{Diagnostic, Report, report};
use book::{files, prose};
use regex::Regex;

use crate::{pages, project, tasks};

/// A pattern, and the better form.
type Habit = (&'static str, &'static str);

/// Phrases that don't belong in the prose of pages, captions and figures.
const HABITS: &[Habit] = &[
    (r"\bfor ever\b", "write `forever`"),
    (r"\bin vain\b", "write `for nothing`"),
    (r"\bbut for\b", "write `except for`"),
    (r"\b(?:down|up|back|in|out)wards\b", "American spelling: write it without the s"),
    (r"\b(?:behaviour|colour|favour|neighbour|honour|labour)s?\b", "American spelling: write `-or`"),
    (r"\b(?:initial|serial|synchron|optim|recogn|organ|real)is(?:e[ds]?|ing|ation)\b", "American spelling: write `-iz`"),
    (r"\b(?:whilst|amongst)\b", "write `while` or `among`"),
    (r"\bmend(?:s|ed|ing)?\b", "write `fix`"),
    (r"\bnor (?:may|can|does|do|is|are|has|have|will)\b", "write `and … not`, or begin a new sentence"),
    (r"\b(?:all the same|by lot|be it|had there been)\b", "write `still`, `at random`, `whether`, or `if there had been`"),
    (r"\bthe other way round\b", "write `the other way around`"),
    (r"\banother [a-z]+ than\b", "write `a different … from`"),
    (r"(?:^|[.!?:] )(?:W|w)hoever\b", "name the actor: a thread, the caller, you"),
    (
        r"\b(?:it|this|that|there) is no (?:step|mistake|hole|promise|loss|pointer|protection|obstacle|error|problem)\b",
        "write `is not a …`",
    ),
    (r"^To [a-z]+(?: [^.,;:]{0,60})? (?:is|are|takes|costs|means|gives|runs|puts) ", "make it a gerund, or say who does it"),
    (r"\b(?:often said otherwise|after this page you can)\b", "a formula; say it for this page"),
];

static PATTERNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let compile = |(pattern, better): &Habit| (Regex::new(&format!("(?i){pattern}")).expect("a pattern"), *better);
    HABITS.iter().map(compile).collect()
});

/// Returns the unwanted phrases in a line of prose, each with the better form.
fn habits(text: &str) -> Vec<(String, &'static str)> {
    let found = PATTERNS.iter().filter_map(|(pattern, better)| Some((pattern.find(text)?.as_str().trim().to_owned(), *better)));
    found.collect()
}

/// No page uses a phrase from the list in its prose, its questions, or the text of its figures.
#[test]
fn prose_has_no_habits_of_translation() -> Result<(), Report> {
    let mut wrong = Vec::new();
    let mut look = |file: &std::path::Path, line: usize, text: &str| {
        for (said, better) in habits(text) {
            wrong.push(Diagnostic::new(file, line, format!("says `{said}`"), better));
        }
    };
    for page in pages()?.iter().chain(&tasks()?) {
        for line in prose::lines(&page.lines.join("\n")) {
            look(&page.path, line.number, &line.text);
        }
    }
    let mut others = ["README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md"].map(|file| project().join(file)).to_vec();
    let figures = project().join("figures");
    others.extend(["fig", "schedule", "schedules", "md"].iter().flat_map(|ending| files::below(&figures, ending)));
    others.extend(files::below(&project().join("listings"), "decoys"));
    for file in others {
        for (index, line) in files::read(&file)?.lines().enumerate() {
            look(&file, index + 1, line);
        }
    }
    report(wrong)
}

/// The patterns match what they should, and nothing that only looks like it.
#[test]
fn habits_are_told_from_english() {
    for text in
        ["It waits for ever.", "Downwards it goes", "nor does it end", "To copy is to read.", "Whoever locks waits", "it is no step"]
    {
        assert_eq!(habits(text).len(), 1, "{text}");
    }
    for text in ["It waits forever.", "There is no way back.", "To copy it, read it.", "Ask whoever holds it.", "Nobody minds it."] {
        assert_eq!(habits(text), [], "{text}");
    }
}
