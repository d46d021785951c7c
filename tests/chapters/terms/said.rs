//! Finds the terms of the glossary in a line of prose.

use std::collections::HashMap;
use std::ops::Range;

use super::entry::Entry;

/// An occurrence of a term: which one, and the range of its words.
#[derive(Debug, PartialEq)]
pub struct Said<'a> {
    pub term: Option<&'a str>,
    pub start: usize,
    pub end: usize,
}

/// A form of a term: the phrase, the range of the word in it, and the term, unless the phrase means something else.
struct Form {
    phrase: String,
    word: Range<usize>,
    term: Option<String>,
}

/// All forms of all terms, by their first word.
pub struct Forms(HashMap<String, Vec<Form>>);

impl Forms {
    /// Collects the forms that the entries list.
    pub fn of(entries: &[(char, Entry)]) -> Self {
        let mut forms: HashMap<String, Vec<Form>> = HashMap::new();
        for (_, entry) in entries {
            let (said, not) = entry.said();
            let said = said.iter().filter(|form| !form.starts_with('`')).map(|form| (form, Some(entry.address())));
            for (form, term) in said.chain(not.iter().map(|form| (form, None))) {
                let phrase = form.replace(['[', ']'], "").to_ascii_lowercase();
                let start = form.find('[').unwrap_or(0);
                let end = form.find(']').map_or(phrase.len(), |end| end - 1);
                let first = phrase[..word_end(&phrase, 0)].to_owned();
                forms.entry(first).or_default().push(Form { phrase, word: start..end, term });
            }
        }
        forms.values_mut().for_each(|all| all.sort_by_key(|form| std::cmp::Reverse(form.phrase.len())));
        Self(forms)
    }

    /// Finds the terms in a line from left to right, preferring the longest: `data race` isn't a `race`.
    pub fn find(&self, text: &str) -> Vec<Said<'_>> {
        // Quoted text doesn't count.
        let quoted = |(index, words): (usize, &str)| if index % 2 == 0 { words.to_ascii_lowercase() } else { " ".repeat(words.len()) };
        let lower = text.split('"').enumerate().map(quoted).collect::<Vec<_>>().join("\"");
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(start) = lower[at..].find(char::is_alphanumeric).map(|offset| at + offset) {
            let end = word_end(&lower, start);
            let ends_a_word = |at: usize| word_end(&lower, at) == at;
            let form = self
                .0
                .get(&lower[start..end])
                .and_then(|all| all.iter().find(|form| lower[start..].starts_with(&form.phrase) && ends_a_word(start + form.phrase.len())));
            at = form.map_or(end, |form| start + form.phrase.len());
            found.extend(form.map(|form| Said { term: form.term.as_deref(), start: start + form.word.start, end: start + form.word.end }));
        }
        found
    }
}

/// Returns where the word that continues at `start` ends; a hyphen belongs to a word.
fn word_end(text: &str, start: usize) -> usize {
    text[start..].find(|c: char| !c.is_alphanumeric() && !"-_".contains(c)).map_or(text.len(), |offset| start + offset)
}

/// A term is found as a whole word, in its longest form, and not in a phrase where the glossary says the word has another sense.
#[test]
fn terms_are_found() {
    let entry = |term: &str, said: &str| (' ', Entry { term: term.to_owned(), body: vec![(1, said.to_owned())], line: 1 });
    let forms = Forms::of(&[
        entry("race", ""),
        entry("data race", ""),
        entry("join", "<!-- said: join, joins; not: may join -->"),
        entry("racing", "<!-- said: the [fast] race -->"),
    ]);
    let found = |text| -> Vec<(Option<String>, String)> {
        let said = forms.find(text).into_iter();
        said.map(|said| (said.term.map(str::to_owned), text[said.start..said.end].to_owned())).collect()
    };
    let term = |term: &str, words: &str| (Some(term.to_owned()), words.to_owned());
    assert_eq!(found("A data race's end joins."), [term("data-race", "data race"), term("join", "joins")]);
    assert_eq!(found("Races traced; a race-car; é race"), [term("race", "Races"), term("race", "race")]);
    assert_eq!(found("Threads may join."), [(None, "may join".to_owned())]);
    assert_eq!(found("Not a fast \"race\", yet the fast race."), [term("racing", "fast")]);
}
