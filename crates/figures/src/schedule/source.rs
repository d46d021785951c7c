//! The source of a schedule's figure, in TOML.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use book::files::line_at;
use serde::Deserialize;
use toml::Spanned;

use crate::figure::{self, Fault, sentences};

/// A source of one schedule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub listing: Spanned<String>,
    pub outcome: Spanned<String>,
    pub title: String,
    pub text: Spanned<String>,
    /// `text` on one line.
    #[serde(skip)]
    pub said: String,
    #[serde(default)]
    pub call: Names,
    /// Values that aren't in the replay, because a lock protects them.
    #[serde(default)]
    pub value: Vec<Value>,
    /// When they change.
    #[serde(default)]
    pub change: Vec<Change>,
    /// Words for a step, instead of the usual ones.
    #[serde(default)]
    pub say: Vec<Say>,
    /// The decisive step.
    pub mark: Option<Mark>,
    /// The last step that is shown.
    pub until: Option<NonZeroUsize>,
    /// The source itself.
    #[serde(skip)]
    file: String,
}

/// A source of all schedules of a listing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedules {
    pub listing: Spanned<String>,
    #[serde(default)]
    pub call: Names,
}

/// The replay's names for things, and the figure's.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Returns what the figure calls something.
    pub fn of(&self, name: &str) -> String {
        self.0.get(name).map_or(name, String::as_str).to_owned()
    }
}

/// A value that is shown next to the threads.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    pub of: String,
    pub first: Spanned<String>,
    pub is: Option<Is>,
}

impl Value {
    /// Whether the figure writes it in hexadecimal.
    pub fn is_hex(&self) -> bool {
        self.first.get_ref().starts_with("0x")
    }
}

/// What is known about a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Is {
    /// The value is printed at the end.
    Printed,
    /// The greatest of its values is printed at the end.
    Most,
    /// It counts what is there, so it can't fall below zero.
    Counts,
}

/// A change to a value, or to the only one, by every operation of this kind at a line of the listing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub line: usize,
    pub verb: String,
    pub of: Option<String>,
    pub by: i64,
}

/// Words for the steps that match everything given here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    pub line: Option<usize>,
    pub verb: Option<String>,
    pub step: Option<usize>,
    pub words: Spanned<String>,
}

/// The decisive step.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    pub step: Spanned<usize>,
    #[serde(default)]
    pub danger: bool,
    #[serde(default)]
    pub words: Vec<String>,
}

impl Source {
    /// Reads a source; the fault says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let source = Self { file: text.to_owned(), ..figure::toml(text)? };
        let said = sentences(source.line(&source.text), source.text.get_ref())?;
        Ok(Self { said, ..source })
    }

    /// Returns the line of one of its values.
    pub fn line<T>(&self, value: &Spanned<T>) -> usize {
        line_at(&self.file, value.span().start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values have their lines, and faults are reported at theirs.
    #[test]
    fn sources_are_read() {
        let text = "# why\nlisting = 'x_y'\noutcome = 'a = 1'\ntitle = 'T'\ntext = 'A loads.'\ncall = { 'thread 1' = 'A' }\nmark = { step = 2, words = ['late'] }\n";
        let source = Source::read(text).unwrap();
        assert_eq!((source.call.of("thread 1"), source.call.of("main")), ("A".to_owned(), "main".to_owned()));
        assert_eq!(source.mark.as_ref().map(|mark| source.line(&mark.step)), Some(7));
        for (from, to, expected) in [
            ("step = 2", "step = 'two'", (7, "invalid type: string \"two\", expected usize")),
            ("mark = ", "\nuntil = 0\nmark = ", (8, "invalid value: integer `0`, expected a nonzero usize")),
            ("A loads.", "A loads", (5, "the text has 0 sentences, or doesn't end with one")),
        ] {
            let fault = Source::read(&text.replace(from, to)).unwrap_err();
            assert_eq!((fault.line, fault.what.as_str()), expected);
        }
    }
}
