//! The syntax of a figure's source: TOML with a heading, and the drawing as lines of statements, each made of words and texts in quotes.

use std::collections::VecDeque;

use book::files::line_at;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::geometry::{Point, Rect};
use super::label::Label;
use super::look::Look;
use super::{Fault, all};

/// One step of the grid that places and sizes are counted in.
pub const STEP: f64 = 10.0;

/// The kind of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Bars,
    Boxes,
    Timeline,
}

/// A source, as in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Kind,
    title: String,
    text: Spanned<String>,
    draw: Spanned<String>,
    narrow: Option<Spanned<String>>,
}

/// A source, parsed but not interpreted.
#[derive(Debug)]
pub struct Source {
    pub kind: Kind,
    pub title: String,
    pub text: String,
    pub body: Vec<Statement>,
    /// The line that says `narrow`, and the same figure placed for a phone.
    pub narrow: Option<(usize, Vec<Statement>)>,
}

/// A text in quotes; `"é":2` spans two cells.
#[derive(Debug, Clone)]
pub struct Quoted {
    pub text: String,
    pub span: usize,
}

/// One line of the body: its bare words in order, and its texts in order.
#[derive(Debug)]
pub struct Statement {
    pub line: usize,
    pub words: VecDeque<String>,
    pub texts: Vec<Quoted>,
}

/// Reads the heading and the body.
pub fn read(text: &str) -> Result<Source, Vec<Fault>> {
    let file: File = toml(text)?;
    let line = |value: &Spanned<String>| line_at(text, value.span().start);
    let said = sentences(line(&file.text), file.text.get_ref())?;
    let body = statements(line(&file.draw), file.draw.get_ref())?;
    let narrow =
        file.narrow.map(|narrow| Ok::<_, Vec<Fault>>((line(&narrow), statements(line(&narrow), narrow.get_ref())?))).transpose()?;
    Ok(Source { kind: file.kind, title: file.title, text: said, body, narrow })
}

/// Parses TOML; the fault says where it's wrong.
pub fn toml<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        Fault::new(line, error.message().trim(), "write it as figures/README.md says")
    })
}

/// Returns the statements of a text whose opening quotes are on this line, just above its first line; a line that begins with `#` is a comment.
fn statements(line: usize, text: &str) -> Result<Vec<Statement>, Vec<Fault>> {
    let lines = text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty() && !text.starts_with('#'));
    all(lines.map(|(index, text)| statement(line + 1 + index, text)))
}

/// Returns the alternative text on one line; it must be one to four sentences.
pub fn sentences(line: usize, text: &str) -> Result<String, Fault> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = text.split_whitespace().filter(|word| word.ends_with(['.', '?', '!'])).count();
    match ends {
        1..=4 if text.ends_with('.') => Ok(text),
        _ => Err(Fault::new(
            line,
            format!("the text has {ends} sentences, or doesn't end with one"),
            "say the same in one to four sentences",
        )),
    }
}

/// Splits a line into words and texts; a quote between backticks belongs to the code.
pub fn statement(line: usize, text: &str) -> Result<Statement, Fault> {
    let mut statement = Statement { line, words: VecDeque::new(), texts: Vec::new() };
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(open) = rest.strip_prefix('"') {
            let mut code = false;
            let end = open.find(|c| {
                code ^= c == '`';
                c == '"' && !code
            });
            let end = end.ok_or_else(|| Fault::new(line, "a text isn't closed", "add the quote, and close its code with a backtick"))?;
            let (quoted, after) = (open[..end].to_owned(), &open[end + 1..]);
            let glued = after.split_whitespace().next().filter(|_| after.starts_with(':')).unwrap_or_default();
            let span = if glued.is_empty() { Some(1) } else { glued[1..].parse().ok().filter(|span| (1..=16).contains(span)) };
            let span = span.ok_or_else(|| Fault::new(line, format!("`{glued}` is not a number of cells"), "write one like `\"é\":2`"))?;
            statement.texts.push(Quoted { text: quoted, span });
            rest = after[glued.len()..].trim_start();
        } else {
            let word = rest.split([' ', '"']).next().unwrap_or(rest);
            statement.words.push_back(word.to_owned());
            rest = rest[word.len()..].trim_start();
        }
    }
    Ok(statement)
}

impl Statement {
    /// Returns a fault in this line.
    pub fn fault<T>(&self, what: impl Into<String>, help: impl Into<String>) -> Result<T, Fault> {
        Err(Fault::new(self.line, what, help))
    }

    /// Takes the next word; a fault calls it `what`.
    pub fn word(&mut self, what: &str) -> Result<String, Fault> {
        match self.words.pop_front() {
            Some(word) => Ok(word),
            None => self.fault(format!("ends before the {what}"), "add it"),
        }
    }

    /// Takes the next word as a place.
    pub fn place(&mut self) -> Result<Point, Fault> {
        let word = self.word("place")?;
        match place(&word) {
            Some(point) => Ok(point),
            None => self.fault(format!("`{word}` is not a place"), "write two numbers like 4,2.5"),
        }
    }

    /// Takes the next two words as a place and a size.
    pub fn rect(&mut self) -> Result<Rect, Fault> {
        let at = self.place()?;
        let word = self.word("size")?;
        match pair(&word, 'x').filter(|(width, height)| *width > 0.0 && *height > 0.0) {
            Some((width, height)) => Ok(Rect::new(at.x, at.y, width, height)),
            None => self.fault(format!("`{word}` is not a size"), "write two numbers like 12x3"),
        }
    }

    /// Parses its texts.
    pub fn labels(&self) -> Result<Vec<Label>, Fault> {
        self.texts.iter().map(|quoted| Label::parse(&quoted.text, self.line)).collect()
    }

    /// Returns the look that the remaining words describe.
    pub fn look(&mut self) -> Result<Look, Fault> {
        Look::read(self.words.make_contiguous(), self.line)
    }

    /// Takes the `->` between two ends; its statement may not have a text.
    pub fn arrow(&mut self, example: &str, instead: &str) -> Result<(), Fault> {
        match self.word("sign ->")?.as_str() {
            "->" if self.texts.is_empty() => Ok(()),
            "->" => self.fault("an arrow can't have a text", instead),
            _ => self.fault("has no -> between its ends", format!("write it like `{example}`")),
        }
    }

    /// Removes a word wherever it is; returns whether it was there.
    pub fn takes(&mut self, word: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|found| found != word);
        self.words.len() < before
    }
}

/// Parses a place in steps of the grid: `4,2.5`.
pub fn place(word: &str) -> Option<Point> {
    pair(word, ',').map(|(x, y)| Point { x, y })
}

fn pair(word: &str, between: char) -> Option<(f64, f64)> {
    let (first, second) = word.split_once(between)?;
    Some((steps(first)?, steps(second)?))
}

/// Parses a number of steps into units of the picture.
pub fn steps(word: &str) -> Option<f64> {
    word.parse::<f64>().ok().filter(|number| (-100.0..=200.0).contains(number)).map(|number| number * STEP)
}
