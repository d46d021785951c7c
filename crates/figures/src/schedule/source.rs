//! What a source of a schedule's figure says: one `key: value` a line.

use crate::figure::{Fault, Label, Look, Statement, sentences, statement};

/// A source. Numbers beside texts are lines of the source.
#[derive(Debug, Default)]
pub struct Source {
    pub listing: (usize, String),
    pub outcome: (usize, String),
    pub title: String,
    pub text: String,
    pub text_line: usize,
    /// What the replay calls something, and what the figure does.
    pub calls: Vec<(String, String)>,
    /// Values that the replay does not tell, since a lock protects them.
    pub values: Vec<Value>,
    /// When they change.
    pub changes: Vec<Change>,
    /// Words for a step, instead of the usual ones.
    pub says: Vec<Say>,
    /// The step that decides.
    pub mark: Option<Mark>,
    /// The last step that is shown.
    pub until: Option<usize>,
}

/// A value that is shown beside the threads.
#[derive(Debug)]
pub struct Value {
    pub line: usize,
    pub object: String,
    pub first: String,
    /// What is printed in the end is this value.
    pub printed: bool,
    /// What is printed in the end is the greatest of its values.
    pub most: bool,
    /// It counts what is there: where nothing is, nothing can be taken.
    pub counts: bool,
}

/// A change of a value.
#[derive(Debug)]
pub struct Change {
    /// The line of the listing.
    pub at: usize,
    pub verb: String,
    pub object: String,
    pub by: i64,
}

/// Words for the steps at a line, or, if the operation is `step`, for the step of this number.
#[derive(Debug)]
pub struct Say {
    pub line: usize,
    pub at: usize,
    pub verb: String,
    pub words: String,
}

/// The step that decides.
#[derive(Debug)]
pub struct Mark {
    pub line: usize,
    pub step: usize,
    pub look: Look,
    pub words: Vec<Label>,
}

/// Reads a source of one schedule, or tells all that is wrong with it.
pub fn read(text: &str) -> Result<Source, Vec<Fault>> {
    read_with(text, &["listing", "outcome", "title", "text"])
}

/// Reads a source of all schedules of a listing.
pub fn read_all(text: &str) -> Result<Source, Vec<Fault>> {
    read_with(text, &["listing"])
}

fn read_with(text: &str, needed: &[&str]) -> Result<Source, Vec<Fault>> {
    let mut source = Source::default();
    let mut entries: Vec<(usize, String, String)> = Vec::new();
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
        if let (true, Some((_, _, value))) = (line.starts_with(' '), entries.last_mut()) {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((key, value)) = line.split_once(": ") {
            entries.push((index + 1, key.to_owned(), value.trim().to_owned()));
        } else {
            faults.push(Fault::new(index + 1, format!("`{line}` has no key"), "write it like `listing: NAME`"));
        }
    }
    for (line, key, value) in entries {
        if let Err(fault) = take(&mut source, line, &key, value) {
            faults.push(fault);
        }
    }
    for (key, missing) in [
        ("listing", source.listing.1.is_empty()),
        ("outcome", source.outcome.1.is_empty()),
        ("title", source.title.is_empty()),
        ("text", source.text.is_empty()),
    ] {
        if missing && needed.contains(&key) {
            faults.push(Fault::new(1, format!("has no {key}"), format!("write `{key}: …`")));
        }
    }
    if faults.is_empty() { Ok(source) } else { Err(faults) }
}

fn take(source: &mut Source, line: usize, key: &str, value: String) -> Result<(), Fault> {
    match key {
        "listing" => source.listing = (line, value),
        "outcome" => source.outcome = (line, value),
        "title" => source.title = value,
        "text" => (source.text_line, source.text) = (line, sentences(line, value)?),
        "until" => source.until = Some(number(line, &value)?),
        "call" => {
            let (from, to) = pair(line, &value)?;
            source.calls.push((from, to));
        }
        "value" => {
            let (object, first) = pair(line, &value)?;
            let mut words = first.split(' ');
            let first = words.next().unwrap_or_default().to_owned();
            let rest: Vec<&str> = words.collect();
            if let Some(word) = rest.iter().find(|word| !["printed", "most", "counts"].contains(word)) {
                return Err(Fault::new(line, format!("`{word}` is unknown here"), "use printed, most or counts"));
            }
            let is = |word: &str| rest.contains(&word);
            source.values.push(Value { line, object, first, printed: is("printed"), most: is("most"), counts: is("counts") });
        }
        "change" => {
            let mut statement = statement(line, &value)?;
            let (at, verb) = place(&mut statement)?;
            let by = statement.word("number to add")?;
            let by = by.parse().map_err(|_| Fault::new(line, format!("`{by}` is not a number"), "write it like +1"))?;
            let object: Vec<String> = statement.words.into();
            source.changes.push(Change { at, verb, object: object.join(" "), by });
        }
        "say" => {
            let mut statement = statement(line, &value)?;
            let (at, verb) = place(&mut statement)?;
            let words = statement.texts.first().map(|quoted| quoted.text.clone());
            let words = words.ok_or_else(|| Fault::new(line, "has no words in quotes", "write it like `say: 12 lock \"reads 1\"`"))?;
            source.says.push(Say { line, at, verb, words });
        }
        "mark" => {
            let mut statement = statement(line, &value)?;
            let step = statement.word("number of the step")?;
            let mark = Mark { line, step: number(line, &step)?, look: statement.look()?, words: statement.labels()? };
            source.mark = Some(mark);
        }
        _ => {
            let known = "listing, outcome, title, text, until, call, value, change, say, mark";
            return Err(Fault::new(line, format!("`{key}` is nothing that a schedule has"), format!("use one of {known}")));
        }
    }
    Ok(())
}

/// `12 lock`: a line of the listing, and what is done there.
fn place(statement: &mut Statement) -> Result<(usize, String), Fault> {
    let at = statement.word("line of the listing")?;
    Ok((number(statement.line, &at)?, statement.word("operation")?))
}

fn number(line: usize, text: &str) -> Result<usize, Fault> {
    text.parse().map_err(|_| Fault::new(line, format!("`{text}` is not a number"), "write one from 1"))
}

fn pair(line: usize, text: &str) -> Result<(String, String), Fault> {
    let (from, to) = text.split_once(" = ").ok_or_else(|| Fault::new(line, "has no ` = `", "write it like `thread 1 = A`"))?;
    Ok((from.to_owned(), to.to_owned()))
}

impl Source {
    /// What the figure calls something.
    pub fn called(&self, name: &str) -> String {
        self.calls.iter().find(|(from, _)| from == name).map_or_else(|| name.to_owned(), |(_, to)| to.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key is read, and what is wrong is reported at its line.
    #[test]
    fn sources_are_read() {
        let text = "# why\nlisting: x_y\noutcome: a = 1\ntitle: T\ntext: A loads\n  and B stores.\ncall: thread 1 = A\nvalue: n = 1 printed\nchange: 14 lock -1 n\nsay: 12 lock \"reads `{value}`\"\nmark: 2 danger \"too\" \"late\"\nuntil: 4\n";
        let source = read(text).unwrap();
        assert_eq!((source.called("thread 1"), source.called("main")), ("A".to_owned(), "main".to_owned()));
        assert_eq!((source.text.as_str(), source.until, source.changes[0].by), ("A loads and B stores.", Some(4), -1));
        assert!(source.values[0].printed && !source.values[0].most);
        assert_eq!(source.mark.map(|mark| (mark.step, mark.words.len())), Some((2, 2)));
        let nothing = read("listing: x\n\npink\n").unwrap_err();
        assert_eq!((nothing[0].line, nothing[0].what.as_str()), (3, "`pink` has no key"));
        let reported: Vec<String> =
            read("listing: x\nmark: two\npink: 1\n").unwrap_err().iter().map(|fault| format!("{}: {}", fault.line, fault.what)).collect();
        assert_eq!(
            reported,
            [
                "2: `two` is not a number",
                "3: `pink` is nothing that a schedule has",
                "1: has no outcome",
                "1: has no title",
                "1: has no text"
            ]
        );
    }
}
