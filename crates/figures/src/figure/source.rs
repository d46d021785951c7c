//! The outer form of a source: a heading of `key: value` lines, then one statement a line, made of words and texts in quotes.

use std::collections::VecDeque;

use super::label::Label;
use super::look::Look;
use super::{Fault, geometry::Point};

/// One step of the grid that places and sizes are counted in.
pub const STEP: f64 = 10.0;

/// What a figure is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Bars,
    Boxes,
    Timeline,
}

/// A source, read but not understood.
#[derive(Debug)]
pub struct Source {
    pub kind: Kind,
    pub title: String,
    pub text: String,
    pub body: Vec<Statement>,
    /// The line that says `narrow:`, and the same figure placed for a phone.
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

/// Reads heading and body.
pub fn read(text: &str) -> Result<Source, Vec<Fault>> {
    let mut heading: Vec<(usize, String, String)> = Vec::new();
    let (mut body, mut narrow, mut faults) = (Vec::new(), None, Vec::new());
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
        let key = line.split_once(": ").filter(|(key, _)| ["kind", "title", "text"].contains(key));
        match (key, heading.last_mut()) {
            (Some((key, value)), _) => heading.push((index + 1, key.to_owned(), value.trim().to_owned())),
            (None, Some((_, _, value))) if line.starts_with(' ') && body.is_empty() => {
                value.push(' ');
                value.push_str(line.trim());
            }
            _ if line.trim_end() == "narrow:" && narrow.is_none() => narrow = Some((index + 1, Vec::new())),
            _ => match statement(index + 1, line) {
                Ok(statement) => narrow.as_mut().map_or(&mut body, |(_, narrow)| narrow).push(statement),
                Err(fault) => faults.push(fault),
            },
        }
    }
    let take = |key: &str, example: &str| {
        let mut found = heading.iter().filter(|(_, found, _)| found == key);
        match (found.next(), found.next()) {
            (Some((line, _, value)), None) if !value.is_empty() => Ok((*line, value.clone())),
            (Some((line, ..)), None) => Err(Fault::new(*line, format!("the {key} is empty"), format!("write `{key}: {example}`"))),
            (_, Some((line, ..))) => Err(Fault::new(*line, format!("has a second {key}"), "drop one")),
            (None, None) => Err(Fault::new(1, format!("has no {key}"), format!("write `{key}: {example}` at the top"))),
        }
    };
    let kind = take("kind", "bars, boxes, or timeline").and_then(|(line, kind)| match kind.as_str() {
        "bars" => Ok(Kind::Bars),
        "boxes" => Ok(Kind::Boxes),
        "timeline" => Ok(Kind::Timeline),
        _ => Err(Fault::new(line, format!("`{kind}` is not a kind of figure"), "write `kind: bars`, `kind: boxes` or `kind: timeline`")),
    });
    let title = take("title", "what the figure shows, in a few words").map(|(_, value)| value);
    let text = take("text", "the same as the picture, in one to four sentences").and_then(|(line, value)| sentences(line, value));
    match (kind, title, text) {
        (Ok(kind), Ok(title), Ok(text)) if faults.is_empty() => Ok(Source { kind, title, text, body, narrow }),
        (kind, title, text) => {
            faults.extend([kind.err(), title.err(), text.err()].into_iter().flatten());
            Err(faults)
        }
    }
}

/// The alternative is one to four sentences.
pub fn sentences(line: usize, text: String) -> Result<String, Fault> {
    let ends = text.split_whitespace().filter(|word| word.ends_with(['.', '?', '!'])).count();
    match ends {
        1..=4 if text.ends_with('.') => Ok(text),
        _ => {
            Err(Fault::new(line, format!("the text has {ends} sentences, or does not end in one"), "say the same in one to four sentences"))
        }
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
            let end = end.ok_or_else(|| Fault::new(line, "a text does not end", "add the quote, and close its code with a backtick"))?;
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
    /// A fault in this line.
    pub fn fault<T>(&self, what: impl Into<String>, help: impl Into<String>) -> Result<T, Fault> {
        Err(Fault::new(self.line, what, help))
    }

    /// The next word, which is `what`.
    pub fn word(&mut self, what: &str) -> Result<String, Fault> {
        match self.words.pop_front() {
            Some(word) => Ok(word),
            None => self.fault(format!("ends before the {what}"), "add it"),
        }
    }

    /// The next word as a place.
    pub fn place(&mut self) -> Result<Point, Fault> {
        let word = self.word("place")?;
        match place(&word) {
            Some(point) => Ok(point),
            None => self.fault(format!("`{word}` is not a place"), "write two numbers like 4,2.5"),
        }
    }

    /// The next word as width and height.
    pub fn size(&mut self) -> Result<(f64, f64), Fault> {
        let word = self.word("size")?;
        match pair(&word, 'x').filter(|(width, height)| *width > 0.0 && *height > 0.0) {
            Some(size) => Ok(size),
            None => self.fault(format!("`{word}` is not a size"), "write two numbers like 12x3"),
        }
    }

    /// Its texts.
    pub fn labels(&self) -> Result<Vec<Label>, Fault> {
        self.texts.iter().map(|quoted| Label::parse(&quoted.text, self.line)).collect()
    }

    /// What the words that are left say of the look.
    pub fn look(&mut self) -> Result<Look, Fault> {
        Look::read(self.words.make_contiguous(), self.line)
    }

    /// Removes a word wherever it stands; whether it was there.
    pub fn takes(&mut self, word: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|found| found != word);
        self.words.len() < before
    }
}

/// `4,2.5` in steps of the grid.
pub fn place(word: &str) -> Option<Point> {
    pair(word, ',').map(|(x, y)| Point { x, y })
}

fn pair(word: &str, between: char) -> Option<(f64, f64)> {
    let (first, second) = word.split_once(between)?;
    Some((steps(first)?, steps(second)?))
}

/// A number of steps, as units of the picture.
pub fn steps(word: &str) -> Option<f64> {
    word.parse::<f64>().ok().filter(|number| (-100.0..=200.0).contains(number)).map(|number| number * STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        read(text).unwrap_err().into_iter().map(|fault| format!("{}: {}", fault.line, fault.what)).collect()
    }

    /// Heading lines go on when indented; comments and blank lines are passed over; a quote in code is no end.
    #[test]
    fn a_source_is_read() {
        let text = "# why\nkind: boxes\ntitle: T\ntext: One\n  and the same.\n\nbox a 1,2 3x4 \"`p(\"x\")` y\" tint \"é\":2\n";
        let source = read(text).unwrap();
        assert_eq!((source.kind, source.text.as_str()), (Kind::Boxes, "One and the same."));
        let statement = &source.body[0];
        assert_eq!((statement.line, statement.words.len(), statement.texts.len()), (7, 5, 2));
        assert_eq!((statement.texts[0].text.as_str(), statement.texts[1].span), ("`p(\"x\")` y", 2));
    }

    /// A missing, doubled or unfit heading is reported at its line, all at once.
    #[test]
    fn headings_are_checked() {
        assert_eq!(faults(""), ["1: has no kind", "1: has no title", "1: has no text"]);
        assert_eq!(faults("kind: pie\ntitle: T\ntitle: U\ntext: A."), ["1: `pie` is not a kind of figure", "3: has a second title"]);
        assert_eq!(faults("kind: boxes\ntitle: T\ntext: One"), ["3: the text has 0 sentences, or does not end in one"]);
        assert_eq!(faults("kind: boxes\ntitle: T\ntext: A. B. C. D. E."), ["3: the text has 5 sentences, or does not end in one"]);
        assert_eq!(faults("kind: boxes\ntitle: T\ntext: A. B"), ["3: the text has 1 sentences, or does not end in one"]);
        assert_eq!(faults("kind: boxes\ntitle: \ntext: A."), ["2: the title is empty"]);
    }
}
