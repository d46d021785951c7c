//! One line of words in a figure, with `code` between backticks, and how wide it is.

use super::Fault;

/// The height of letters, in units of the picture.
pub const FONT: f64 = 14.0;
/// The distance from one line of text to the next.
pub const LEADING: f64 = 18.0;

/// How wide a letter is at most on average, as a share of the height; measured, the usual fonts stay below.
pub const CODE: f64 = 0.6;
const WORDS: f64 = 0.55;
const BOLD: f64 = 0.6;

/// Letters in one font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub code: bool,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its parts, in order.
    pub(super) runs: Vec<Run>,
    /// The line of the source that it stands in.
    pub line: usize,
}

impl Label {
    /// Reads a text with code between backticks.
    pub fn parse(text: &str, line: usize) -> Result<Self, Fault> {
        let runs: Vec<Run> = text
            .split('`')
            .enumerate()
            .map(|(index, part)| Run { text: part.to_owned(), code: index % 2 == 1 })
            .filter(|run| !run.text.is_empty())
            .collect();
        if text.matches('`').count() % 2 == 1 {
            return Err(Fault::new(line, format!("`{text}` has a backtick without a partner"), "close the code with a backtick"));
        }
        if text.trim().is_empty() || runs.is_empty() {
            return Err(Fault::new(line, "a text is empty", "write the text, or drop the quotes"));
        }
        Ok(Self { runs, line })
    }

    /// What it says, without the marks.
    pub fn said(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// How many units of the picture it takes.
    pub fn width(&self, bold: bool) -> f64 {
        let letter = |run: &Run| {
            if run.code {
                CODE
            } else if bold {
                BOLD
            } else {
                WORDS
            }
        };
        self.runs.iter().map(|run| run.text.chars().count() as f64 * letter(run) * FONT).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code is as wide as a fixed font, words as an average letter, and an umlaut is one letter.
    #[test]
    fn widths_are_estimated() {
        let width = |text, bold| Label::parse(text, 1).unwrap().width(bold);
        assert_eq!(width("`abcde`", false), 42.0);
        assert_eq!(width("abcdé", false), 38.5);
        assert_eq!(width("abcde", true), 42.0);
        assert_eq!(width("ab `cd`", false), 3.0 * 7.7 + 2.0 * 8.4);
    }

    /// Backticks come in pairs, and a text says something.
    #[test]
    fn broken_labels_are_refused() {
        for text in ["a `b", "", " ", "``"] {
            assert_eq!(Label::parse(text, 7).unwrap_err().line, 7, "{text:?}");
        }
        assert_eq!(Label::parse("`*guard`: writes", 1).unwrap().said(), "*guard: writes");
    }
}
