//! Checks the book's files: each is where it belongs and has the file that it goes with, no two share a name, and all are plain text.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use book::diagnostic::{Diagnostic, Report, report};
use book::tree::{self, Entry};
use book::{files, project};
use regex::Regex;

/// The folders of the book.
const FOLDERS: [&str; 6] = ["src", "listings", "figures", "exercises", "projects", "theme"];

/// The files that may be there, each with the files of which at least one must exist too. Names are lowercase, because not every system tells
/// `Mutex` from `mutex`, and have no digits.
const FILES: &[(&str, &[&str])] = &[
    (r"src/([a-z-]+|SUMMARY|404)\.md", &[]),
    (r"src/figures/([a-z-]+)\.svg", &["figures/$1.fig", "figures/$1.schedule"]),
    (r"src/figures/([a-z-]+)\.steps", &["figures/$1.schedules"]),
    (r"src/questions/([a-z_]+)\.choices", &["listings/answers/$1.decoys"]),
    (r"src/seats/([a-z_]+)\.json", &["listings/examples/$1.outcomes", "listings/examples/$1.decoys"]),
    (r"src/(scripts|seats)/[a-z]+\.(js|css)", &[]),
    (r"figures/([a-z-]+\.(fig|schedule|schedules|data|claims)|README\.md)", &[]),
    (r"listings/(Cargo\.toml|rustfmt\.toml|[a-z_]+\.(table|types))", &[]),
    (r"listings/(examples|compile_fail|asm)/[a-z_]+\.rs", &[]),
    (r"listings/examples/([a-z_]+)\.((2021\.)?stdout|stderr|outcomes|loom)", &["listings/examples/$1.rs"]),
    (r"listings/examples/([a-z_]+)\.decoys", &["listings/examples/$1.outcomes", "listings/examples/$1.stdout"]),
    (r"listings/compile_fail/([a-z_]+)\.stderr", &["listings/compile_fail/$1.rs"]),
    (r"listings/asm/([a-z_]+)\.(x86_64|aarch64|lse)", &["listings/asm/$1.rs"]),
    (r"listings/src/([a-z_]+/)*[a-z_]+\.rs", &[]),
    (r"listings/src/(([a-z_]+/)*[a-z_]+)\.loom", &["listings/src/$1.rs"]),
    (r"listings/answers/[a-z_]+\.toml", &[]),
    (r"listings/answers/([a-z_]+)\.(rs|(2021\.)?(rustc|stdout|stderr|outcomes)|tools|decoys)", &["listings/answers/$1.toml"]),
    (r"exercises/(rustfmt\.toml|[a-z_]+/(task\.md|start\.rs|judge\.toml))", &[]),
    (r"exercises/\.answers/([a-z_]+)/(solution|wrong_)[a-z_]*\.rs", &["exercises/$1/task.md"]),
    (r"projects/(rustfmt\.toml|[a-z_]+/(Cargo\.(toml|lock)|((src|tests)/([a-z_]+/)*|refused/)[a-z_]+\.rs))", &[]),
    (r"(projects/[a-z_]+/src/bin/[a-z_]+)\.stdout", &["$1.rs"]),
    (r"(projects/[a-z_]+/refused/[a-z_]+)\.stderr", &["$1.rs"]),
    (r"theme/((book|highlight)\.js|(css/general|epub|fonts/fonts)\.css|favicon\.svg|(head|index|toc\.html)\.hbs)", &[]),
];

/// Groups where no two files may share a name: pages identify a listing by its name alone, and a drawing has one source.
const TWINS: &[&[&str]] =
    &[&["listings/examples/*.rs", "listings/compile_fail/*.rs", "listings/asm/*.rs"], &["figures/*.fig", "figures/*.schedule"]];

/// Returns everything in the book's folders, except what Cargo has built there.
fn all() -> Result<Vec<(PathBuf, Entry)>, Report> {
    let mut found = Vec::new();
    for folder in FOLDERS.map(|folder| project().join(folder)) {
        found.extend(tree::read(&folder)?.into_iter().map(|(path, entry)| (folder.join(path), entry)));
    }
    Ok(found)
}

/// Every file matches one of the patterns above.
#[test]
fn every_file_belongs_to_the_book() -> Result<(), Report> {
    let mut wrong = Vec::new();
    let kinds: Vec<(Regex, &[&str])> =
        FILES.iter().map(|(path, with)| (Regex::new(&format!("^(?:{path})$")).expect("a pattern"), *with)).collect();
    let mut names: BTreeMap<(usize, String), String> = BTreeMap::new();
    for (path, entry) in all()? {
        let shown = project().shown(&path);
        let mut tell = |what: String, help: &str| wrong.push(Diagnostic::new(&path, 1, what, help));
        let Some((captures, with)) = kinds.iter().find_map(|(kind, with)| Some((kind.captures(&shown)?, *with))) else {
            tell(
                "is not a file that the book is made of".to_owned(),
                "delete it, or correct its name: FILES in tests/chapters/files.rs has them all",
            );
            continue;
        };
        if matches!(entry, Entry::Link(_)) {
            tell("is a symbolic link".to_owned(), "put a file in its place: Git on Windows checks a link out as a text file file");
        }
        let with: Vec<String> = with
            .iter()
            .map(|with| {
                let mut file = String::new();
                captures.expand(with, &mut file);
                file
            })
            .collect();
        if !with.is_empty() && !with.iter().any(|file| project().join(file).is_file()) {
            tell(format!("goes with {}, which does not exist", with.join(" or ")), "rename it with that, or delete it");
        }
        if matches!(shown.split('/').nth(1), Some("scripts" | "seats")) && !shown.ends_with(".json") && !is_loaded(&path)? {
            tell("is loaded by no script".to_owned(), "delete it, or name it in theme/book.js");
        }
        let folder =
            |pattern: &&str| pattern.split_once('*').is_some_and(|(folder, ending)| shown.starts_with(folder) && shown.ends_with(ending));
        if let Some(group) = TWINS.iter().position(|group| group.iter().any(&folder))
            && let Some(other) = names.insert((group, files::stem(&path)), shown.clone())
        {
            tell(format!("has the same name as {other}"), "rename one: names must be unique");
        }
    }
    report(wrong)
}

/// Whether one of the page's scripts names the file.
fn is_loaded(file: &Path) -> Result<bool, String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let scripts = ["theme", "src/scripts", "src/seats"].iter().flat_map(|folder| files::below(&project().join(folder), "js"));
    for script in scripts.filter(|script| script != file) {
        if files::read(&script)?.contains(&name) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a character is an unusual space, has no width, changes the text direction, or is a control character. U+200C and U+200D are allowed: Persian uses them.
pub fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{2000}'..='\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202f}' | '\u{2060}'..='\u{2069}' | '\u{3000}' | '\u{feff}')
        || sign.is_control() && !"\n\r".contains(sign)
}

/// Every file is UTF-8 with LF line endings, ends with a newline, and has no invisible characters.
#[test]
fn files_are_plain_text() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for (file, _) in all()? {
        let text = files::read(&file)?;
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let mut tell = |line: usize, what: &str, help: &str| wrong.push(Diagnostic::new(&file, line, what, help));
        if let Some(at) = text.find('\r') {
            tell(line(at), "ends a line with CRLF", "save the file with LF");
        }
        // A drawing has non-collapsing spaces on purpose; it's compared with its source.
        let is_drawing = file.extension().is_some_and(|ending| ending == "svg");
        if let Some(at) = text.find(is_unseen).filter(|_| !is_drawing) {
            tell(line(at), "holds an invisible character", "take it out, or write a space");
        }
        // A Greek or Cyrillic letter can look like a Latin one, and then no search finds the word.
        if let Some(at) = text.find(|sign| ('\u{370}'..='\u{52f}').contains(&sign)) {
            tell(line(at), "holds a letter of another alphabet", "write the Latin one");
        }
        // mdBook loads its own fonts unless this list exists, even if it's empty.
        if file.ends_with("theme/fonts/fonts.css") {
            continue;
        }
        if text.is_empty() {
            tell(1, "is empty", "restore it, or delete it if nothing belongs in it");
        } else if !text.ends_with('\n') {
            tell(text.lines().count(), "does not end with a newline", "add one");
        }
    }
    report(wrong)
}
