//! The entries of the glossary, as their authors write them.

use std::path::PathBuf;

use book::diagnostic::{Diagnostic, Report};
use book::{files, project, prose};

/// The glossary's file in `src/`.
pub const GLOSSARY: &str = "glossary.md";

/// The least number of entries: a glossary that has lost some is not to pass.
const FEWEST: usize = 90;

/// The heading of the list for those who know the Persian word.
const INDEX: &str = "## فهرست فارسی {#persian}";

/// One term.
#[derive(Debug)]
pub struct Entry {
    pub line: usize,
    pub term: String,
    /// What stands under the heading, line by line.
    pub body: Vec<(usize, String)>,
}

/// The line of an entry that holds the Persian and the link.
#[derive(Debug)]
pub struct Facts {
    /// Persian words, each with its transliteration if it is the English one.
    pub persian: Vec<(String, Option<String>)>,
    pub title: String,
    pub page: String,
    pub anchor: String,
}

impl Entry {
    /// Its address on the page.
    pub fn address(&self) -> String {
        prose::address(&self.term.replace('`', ""))
    }

    /// The term as it is sorted and as the Persian list shows it.
    pub fn plain(&self) -> String {
        self.term.replace('`', "")
    }

    /// A broken rule at the line of its body that comes at this place, or at its heading if there is no such line.
    pub fn diagnostic(&self, place: Option<usize>, what: String, help: &str) -> Diagnostic {
        let line = place.and_then(|place| self.body.get(place)).map_or(self.line, |(line, _)| *line);
        Diagnostic::new(&path(), line, format!("`{}` {what}", self.term), help)
    }

    /// The names in code by which the term is said.
    pub fn codes(&self) -> Vec<String> {
        let said = self.said().0;
        said.iter().filter_map(|form| Some(form.strip_prefix('`')?.strip_suffix('`')?.to_owned())).collect()
    }

    /// What the line below the sentence says.
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

    /// The words by which the term is said, and those that look like it and mean something else.
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

/// `<span lang="fa" dir="rtl">گارد</span> (*gārd*)`, or without the transliteration.
fn persian_word(piece: &str) -> Result<(String, Option<String>), String> {
    let opened = piece.strip_prefix("<span lang=\"fa\" dir=\"rtl\">");
    let Some((word, rest)) = opened.and_then(|rest| rest.split_once("</span>")) else {
        return Err(format!("does not mark `{piece}` as Persian, to be read from the right"));
    };
    let latin = rest.strip_prefix(" (*").and_then(|rest| rest.strip_suffix("*)"));
    if latin.is_none() && !rest.is_empty() {
        return Err(format!("has `{rest}` where the transliteration stands"));
    }
    Ok((word.to_owned(), latin.map(str::to_owned)))
}

/// The page that these rules are about.
pub fn path() -> PathBuf {
    project().join("src").join(GLOSSARY)
}

/// The entries, the line of letters that leads to them, and the lines of the Persian list.
pub struct Glossary {
    pub letters: String,
    pub entries: Vec<(char, Entry)>,
    pub index: Vec<(usize, String)>,
}

/// Reads it.
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
