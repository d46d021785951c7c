//! What a source of a schedule's figure says, in TOML.

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
    /// The same on one line.
    #[serde(skip)]
    pub said: String,
    #[serde(default)]
    pub call: Names,
    /// Values that the replay does not tell, since a lock protects them.
    #[serde(default)]
    pub value: Vec<Value>,
    /// When they change.
    #[serde(default)]
    pub change: Vec<Change>,
    /// Words for a step, instead of the usual ones.
    #[serde(default)]
    pub say: Vec<Say>,
    /// The step that decides.
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

/// What the replay calls something, and what the figure does.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// What the figure calls something.
    pub fn of(&self, name: &str) -> String {
        self.0.get(name).map_or(name, String::as_str).to_owned()
    }
}

/// A value that is shown beside the threads.
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

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Is {
    /// What is printed in the end is this value.
    Printed,
    /// What is printed in the end is the greatest of its values.
    Most,
    /// It counts what is there: where nothing is, nothing can be taken.
    Counts,
}

/// A change of a value, or of the only one, by each operation of this kind at a line of the listing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub line: usize,
    pub verb: String,
    pub of: Option<String>,
    pub by: i64,
}

/// Words for the steps of which all that is said here is true.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    pub line: Option<usize>,
    pub verb: Option<String>,
    pub step: Option<usize>,
    pub words: Spanned<String>,
}

/// The step that decides.
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
    /// Reads a source, or tells what is wrong with it.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let source = Self { file: text.to_owned(), ..figure::toml(text)? };
        let said = sentences(source.line(&source.text), source.text.get_ref())?;
        Ok(Self { said, ..source })
    }

    /// The line of one of its values.
    pub fn line<T>(&self, value: &Spanned<T>) -> usize {
        line_at(&self.file, value.span().start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said has its line, and what is wrong is reported at its own.
    #[test]
    fn sources_are_read() {
        let text = "# why\nlisting = 'x_y'\noutcome = 'a = 1'\ntitle = 'T'\ntext = 'A loads.'\ncall = { 'thread 1' = 'A' }\nmark = { step = 2, words = ['late'] }\n";
        let source = Source::read(text).unwrap();
        assert_eq!((source.call.of("thread 1"), source.call.of("main")), ("A".to_owned(), "main".to_owned()));
        assert_eq!(source.mark.as_ref().map(|mark| source.line(&mark.step)), Some(7));
        for (from, to, expected) in [
            ("step = 2", "step = 'two'", (7, "invalid type: string \"two\", expected usize")),
            ("mark = ", "\nuntil = 0\nmark = ", (8, "invalid value: integer `0`, expected a nonzero usize")),
            ("A loads.", "A loads", (5, "the text has 0 sentences, or does not end in one")),
        ] {
            let fault = Source::read(&text.replace(from, to)).unwrap_err();
            assert_eq!((fault.line, fault.what.as_str()), expected);
        }
    }
}
