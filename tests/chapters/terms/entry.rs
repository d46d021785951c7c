//! Reads the entries of the glossary.

use std::path::PathBuf;

use book::diagnostic::{Diagnostic, Report};
use book::{files, project, prose};

/// The glossary's file in `src/`.
pub const GLOSSARY: &str = "glossary.md";

/// The minimum number of entries, so a glossary that has lost some doesn't pass.
const FEWEST: usize = 90;

/// The heading of the list for readers who know the Persian word.
const INDEX: &str = "## فهرست فارسی {#persian}";

/// An entry of the glossary.
#[derive(Debug)]
pub struct Entry {
    pub line: usize,
    pub term: String,
    /// The lines under the heading, with their numbers.
    pub body: Vec<(usize, String)>,
}

/// An entry's line with the Persian and the link.
#[derive(Debug)]
pub struct Facts {
    /// Persian words, each with its transliteration if it's the English word.
    pub persian: Vec<(String, Option<String>)>,
    pub title: String,
    pub page: String,
    pub anchor: String,
}

impl Entry {
    /// Returns its address on the page.
    pub fn address(&self) -> String {
        prose::address(&self.term.replace('`', ""))
    }

    /// Returns the term as it's sorted and shown in the Persian list.
    pub fn plain(&self) -> String {
        self.term.replace('`', "")
    }

    /// Reports a broken rule at this line of its body, or at its heading if there's no such line.
    pub fn diagnostic(&self, place: Option<usize>, what: String, help: &str) -> Diagnostic {
        let line = place.and_then(|place| self.body.get(place)).map_or(self.line, |(line, _)| *line);
        Diagnostic::new(&path(), line, format!("`{}` {what}", self.term), help)
    }

    /// Returns the forms of the term that are code.
    pub fn codes(&self) -> Vec<String> {
        let said = self.said().0;
        said.iter().filter_map(|form| Some(form.strip_prefix('`')?.strip_suffix('`')?.to_owned())).collect()
    }

    /// Parses the line below the sentence.
    pub fn facts(&self) -> Result<Facts, String> {
        let line = self.body.get(1).map_or("", |(_, line)| line);
        let Some((link, persian)) = line.split_once(" · ") else {
            return Err("has no line with the place where it is taught and the Persian".to_owned());
        };
        let persian: Result<_, String> = persian.split(", ").map(persian_word).collect();
        let link = link.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once("]("));
        let Some((title, (page, anchor))) = link.and_then(|(title, address)| Some((title, address.split_once(".md#")?))) else {
            return Err("does not link to the section where it is taught".to_owned());
        };
        Ok(Facts { persian: persian?, title: title.to_owned(), page: page.to_owned(), anchor: anchor.to_owned() })
    }

    /// Returns the forms of the term, and the phrases that look like it but mean something else.
    pub fn said(&self) -> (Vec<String>, Vec<String>) {
        let list = |text: &str| text.split(',').map(|form| form.trim().to_owned()).filter(|form| !form.is_empty()).collect();
        let comment = self.body.iter().find_map(|(_, line)| line.strip_prefix("<!-- said: ")?.strip_suffix(" -->"));
        match comment.map(|comment| comment.split_once("; not: ").unwrap_or((comment, ""))) {
            Some((said, not)) => (list(said), list(not)),
            None if self.term.starts_with('`') => (vec![self.term.clone()], Vec::new()),
            None => (vec![self.term.clone(), format!("{}s", self.term)], Vec::new()),
        }
    }
}

/// Parses `<span lang="fa" dir="rtl">گارد</span> (*gārd*)`, with or without the transliteration.
fn persian_word(piece: &str) -> Result<(String, Option<String>), String> {
    let opened = piece.strip_prefix("<span lang=\"fa\" dir=\"rtl\">");
    let Some((word, rest)) = opened.and_then(|rest| rest.split_once("</span>")) else {
        return Err(format!("does not mark `{piece}` as Persian, to be read from the right"));
    };
    let latin = rest.strip_prefix(" (*").and_then(|rest| rest.strip_suffix("*)"));
    if latin.is_none() && !rest.is_empty() {
        return Err(format!("has `{rest}` where the transliteration should be"));
    }
    Ok((word.to_owned(), latin.map(str::to_owned)))
}

/// Returns the path of the glossary.
pub fn path() -> PathBuf {
    project().join("src").join(GLOSSARY)
}

/// The entries, the line of letters that links to them, and the lines of the Persian list.
pub struct Glossary {
    pub letters: String,
    pub entries: Vec<(char, Entry)>,
    pub index: Vec<(usize, String)>,
}

/// Reads the glossary.
pub fn read() -> Result<Glossary, Report> {
    let text = files::read(&path())?;
    let mut found = Glossary { letters: String::new(), entries: Vec::new(), index: Vec::new() };
    let (mut letter, mut in_index) = (' ', false);
    for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        if let Some(heading) = line.strip_prefix("## ") {
            in_index = line == INDEX;
            letter = heading.chars().next().unwrap_or(' ');
        } else if in_index {
            found.index.extend(line.starts_with("- ").then(|| (number, line.to_owned())));
        } else if line.starts_with("[A](#a)") {
            line.clone_into(&mut found.letters);
        } else if let Some(term) = line.strip_prefix("### ") {
            found.entries.push((letter, Entry { line: number, term: term.to_owned(), body: Vec::new() }));
        } else if let Some((_, entry)) = found.entries.last_mut()
            && !line.is_empty()
            && !["<div", "</div"].iter().any(|tag| line.starts_with(tag))
        {
            entry.body.push((number, line.to_owned()));
        }
    }
    if found.entries.len() < FEWEST {
        return Err(Report(format!("src/{GLOSSARY}:1: has {} entries, of {FEWEST} at least; restore them", found.entries.len())));
    }
    Ok(found)
}
