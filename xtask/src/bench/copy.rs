//! Makes the copy of the project that's measured, with copies of each page that has programs: `src/mutex.md` is followed by `src/mutex-b.md`, which shows
//! `mutex_b_counter` and that chapter's other listings, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

pub use book::tree::{Entries, Entry};

/// The folders of whole programs.
pub const PROGRAMS: &str = "listings/examples";
pub const REFUSED: &str = "listings/compile_fail";
/// The folder of the files that pages fetch for the scheduler's seat.
const SEATS: &str = "src/seats";

/// The beginning of a listing's block on its page.
const OPENING: &str = "<figure class=\"listing\" id=\"";

/// A listing on its page.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its name.
    pub name: String,
    /// Its block, from tag to tag.
    pub block: String,
    /// The folder of its program: [`PROGRAMS`] or [`REFUSED`].
    pub folder: &'static str,
}

/// Returns the pages that show whole programs, by their file names in `src/`, and what they show.
pub fn pages(project: &Entries) -> BTreeMap<String, Vec<Shown>> {
    let mut pages = BTreeMap::new();
    for (path, entry) in project {
        let Some(page) = path.strip_prefix("src").ok().and_then(Path::to_str).and_then(|file| file.strip_suffix(".md")) else { continue };
        let mut all = Vec::new();
        for piece in entry.text().split(OPENING).skip(1) {
            let name = piece.split('"').next().unwrap_or_default().to_owned();
            let block = piece.split("</figure>").next().unwrap_or_default();
            let block = format!("{OPENING}{block}</figure>\n");
            let lies_in = |folder: &&&str| project.contains_key(&Path::new(folder).join(format!("{name}.rs")));
            if let Some(folder) = [PROGRAMS, REFUSED].iter().find(lies_in) {
                all.push(Shown { name, block, folder });
            }
        }
        if !all.is_empty() {
            pages.insert(page.to_owned(), all);
        }
    }
    pages
}

/// Returns the project with each page `times` times. A listing that a check names can't exist twice, so it isn't copied.
pub fn grown(project: &Entries, times: usize) -> Entries {
    let mut grown = project.clone();
    for (page, shown) in pages(project) {
        let prefix = page.replace('-', "_") + "_";
        let copied: Vec<&Shown> = shown.iter().filter(|shown| shown.name.starts_with(&prefix) && !is_known(project, &shown.name)).collect();
        let title = project
            .get(&Path::new("src").join(format!("{page}.md")))
            .map(Entry::text)
            .and_then(|text| text.lines().next()?.strip_prefix("# "));
        let Some(title) = title.filter(|_| !copied.is_empty()) else { continue };
        let mut last = page.clone();
        for letter in ('b'..='z').take(times - 1) {
            let mut text_of_copy = format!("# {title} {letter}\n");
            for shown in &copied {
                let name = format!("{prefix}{letter}_{}", &shown.name[prefix.len()..]);
                text_of_copy += &format!("\n{}", shown.block.replace(&shown.name, &name));
                copy_listing(project, &mut grown, shown, &name, letter);
            }
            let copy = format!("{page}-{letter}");
            into_summary(&mut grown, &last, &copy, &format!("{title} {letter}"));
            grown.insert(Path::new("src").join(format!("{copy}.md")), Entry::Text(text_of_copy.into_bytes()));
            last = copy;
        }
    }
    grown
}

/// Whether a check mentions this particular listing.
fn is_known(project: &Entries, name: &str) -> bool {
    let ways = [format!("\"{name}\""), format!("[{name}]"), format!("\n{name} = ")];
    let is_in = |text: &str| ways.iter().any(|way| text.contains(way));
    project
        .iter()
        .any(|(path, entry)| path.starts_with("tests") && path.extension().is_some_and(|e| e == "rs" || e == "toml") && is_in(entry.text()))
}

/// Copies the program, its records and its seat under another name. The program ends with its own comment, so copies don't share cached results.
fn copy_listing(project: &Entries, grown: &mut Entries, shown: &Shown, name: &str, letter: char) {
    let beginning = format!("{}.", shown.name);
    for folder in [shown.folder, SEATS] {
        for (path, entry) in project.range(Path::new(folder).join(&beginning)..) {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let Some(ending) = file.strip_prefix(&beginning).filter(|_| path.starts_with(folder)) else { break };
            let comment = if ending == "rs" { format!("// {letter}\n") } else { String::new() };
            let copied = entry.text().replace(&shown.name, name) + &comment;
            grown.insert(Path::new(folder).join(format!("{name}.{ending}")), Entry::Text(copied.into_bytes()));
        }
    }
}

/// Adds a page to the summary after another one.
fn into_summary(grown: &mut Entries, before: &str, page: &str, title: &str) {
    let Some(Entry::Text(summary)) = grown.get_mut(Path::new("src/SUMMARY.md")) else { return };
    let address = format!("({before}.md)");
    let mut lines = Vec::new();
    for line in String::from_utf8_lossy(summary).lines() {
        lines.push(line.to_owned());
        if let Some((start, _)) = line.split_once('[').filter(|_| line.contains(&address)) {
            lines.push(format!("{start}[{title}]({page}.md)"));
        }
    }
    *summary = (lines.join("\n") + "\n").into_bytes();
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// A copy has its own names everywhere and its own text, and is in the summary.
    #[test]
    fn pages_are_copied() {
        let block =
            |name: &str| format!("<figure class=\"listing\" id=\"{name}\">\n{{{{#include ../listings/examples/{name}.rs}}}}\n</figure>\n");
        let files = [
            ("src/SUMMARY.md", "- [Spin lock](spin-lock.md)\n".to_owned()),
            (
                "src/spin-lock.md",
                format!("# Spin lock\n\nProse.\n\n{}\n{}\n{}", block("spin_lock_flag"), block("spin_lock_known"), block("spin_lock_named")),
            ),
            ("listings/examples/spin_lock_flag.rs", "fn main() {}\n".to_owned()),
            ("listings/examples/spin_lock_flag.stderr", "listings/examples/spin_lock_flag.rs:1\n".to_owned()),
            ("listings/examples/spin_lock_flags.rs", "fn main() {}\n".to_owned()),
            ("src/seats/spin_lock_flag.json", "{}\n".to_owned()),
            ("listings/examples/spin_lock_known.rs", "fn main() {}\n".to_owned()),
            ("listings/examples/spin_lock_named.rs", "fn main() {}\n".to_owned()),
            ("tests/a.rs", "\"spin_lock_known\"".to_owned()),
            ("tests/b.toml", "[reasons]\nspin_lock_named = \"why\"\n".to_owned()),
        ];
        let project: Entries = files.into_iter().map(|(path, text)| (PathBuf::from(path), Entry::Text(text.into_bytes()))).collect();
        let copied = grown(&project, 3);
        let said = |path: &str| copied.get(Path::new(path)).map(Entry::text);
        assert_eq!(
            said("src/SUMMARY.md"),
            Some("- [Spin lock](spin-lock.md)\n- [Spin lock b](spin-lock-b.md)\n- [Spin lock c](spin-lock-c.md)\n")
        );
        assert_eq!(said("src/spin-lock-c.md"), Some(&*format!("# Spin lock c\n\n{}", block("spin_lock_c_flag"))));
        assert_eq!(said("listings/examples/spin_lock_b_flag.rs"), Some("fn main() {}\n// b\n"));
        assert_eq!(said("listings/examples/spin_lock_b_flag.stderr"), Some("listings/examples/spin_lock_b_flag.rs:1\n"));
        assert_eq!(said("src/seats/spin_lock_c_flag.json"), Some("{}\n"));
        assert_eq!(copied.len(), project.len() + 8);
        assert!(grown(&project, 1) == project);
    }
}
