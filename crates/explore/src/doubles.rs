//! Rewrites the book's own text so that it compiles against a double of std, line for line.

use std::path::{Path, PathBuf};

/// The compiled library of a double, beside the running test: Cargo has built it before, since the tests depend on it.
pub fn library(name: &str) -> Result<PathBuf, String> {
    let test = std::env::current_exe().map_err(|error| format!("the test's own path is unknown: {error}"))?;
    newest(test.parent().ok_or("the test lies in no folder")?, name)
}

/// The newest build of a double in a folder.
fn newest(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let prefix = format!("lib{name}-");
    let is_library = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        file.starts_with(&prefix) && file.ends_with(".rlib")
    };
    let libraries = entries.flatten().map(|entry| entry.path()).filter(is_library);
    // Older builds lie beside the newest; Cargo builds anew whenever a source changes, so the newest is the right one.
    let newest = libraries.max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    newest.ok_or_else(|| format!("{}: holds no lib{name}; run `cargo test` from the root", folder.display()))
}

/// What tells one build of a double from another.
pub fn stamp(library: &Path) -> Result<String, String> {
    let data = library.metadata().map_err(|error| format!("{}: {error}", library.display()))?;
    Ok(format!("{} {:?}", data.len(), data.modified().ok()))
}

/// The arguments by which rustc links a program with a double: nothing is optimized, as `cargo run` has it, for compiling takes longer than searching.
pub fn link(library: &Path) -> Vec<String> {
    let folder = library.parent().unwrap_or(Path::new("."));
    let file = library.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = file.trim_start_matches("lib").split('-').next().unwrap_or_default().to_owned();
    vec![format!("--extern={name}={}", library.display()), format!("-Ldependency={}", folder.display())]
}

/// The name of a site in messages: the line of the text and the ordering there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its number, in the order of the text.
    pub number: usize,
    /// The line of the text, counted from 1.
    pub line: usize,
    /// The ordering that stands there.
    pub ordering: String,
}

/// The text with each ordering made a numbered site of the double `std_on_loom`, and the sites.
///
/// Unit tests at the end of the text are left out, and `const fn` becomes `fn`, since the double's atomics cannot be made in a constant.
pub fn for_loom(text: &str) -> (String, Vec<Site>) {
    let mut sites = Vec::new();
    let mut lines = Vec::new();
    let mut in_use = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim() == "#[cfg(test)]" {
            break;
        }
        let code_end = line.find("//").unwrap_or(line.len());
        let (code, comment) = line.split_at(code_end);
        in_use |= code.trim_start().starts_with("use ") || code.trim_start().starts_with("pub use ");
        let rewritten = if in_use { code.to_owned() } else { with_sites(code, index + 1, &mut sites) };
        in_use &= !code.contains(';');
        let doubled = replace_word(&replace_word(&rewritten, "std::", "std_on_loom::std::"), "const fn", "fn");
        // Inner documentation may not stand behind an inserted line.
        lines.push(format!("{doubled}{}", if comment.starts_with("//!") { "" } else { comment }));
    }
    // On the line of the first import, so that no line moves.
    if let Some(first) = lines.iter_mut().find(|line| line.starts_with("use ")) {
        first.insert_str(0, "#[allow(unused_imports)] use std_on_loom::GetMut as _; ");
    }
    (lines.join("\n") + "\n", sites)
}

/// A whole program for loom: what it prints is kept, and its `main` is run once for each execution by this `entry` of the double.
pub fn program_for_loom(text: &str, entry: &str) -> String {
    const PRINT: &str = "macro_rules! println { ($($said:tt)*) => { std_on_loom::printed(format_args!($($said)*)) } } ";
    let (doubled, _) = for_loom(text);
    let at = doubled.find("#[allow(unused_imports)] use std_on_loom").unwrap_or(0);
    let (before, after) = doubled.split_at(at);
    format!("{before}{PRINT}{}\nfn main() {{ std_on_loom::{entry}(listing) }}\n", after.replacen("fn main()", "fn listing()", 1))
}

/// Orderings that a site may have; `Relaxed` cannot be weakened and is no site.
const ORDERINGS: [&str; 4] = ["Acquire", "Release", "AcqRel", "SeqCst"];

/// One line of code with each ordering replaced by a call that knows its site.
fn with_sites(code: &str, line: usize, sites: &mut Vec<Site>) -> String {
    let mut rewritten = String::new();
    let mut rest = code;
    while let Some((at, ordering)) = first_ordering(rest) {
        let number = sites.len();
        sites.push(Site { number, line, ordering: ordering.to_owned() });
        let before = rest[..at].strip_suffix("Ordering::").unwrap_or(&rest[..at]);
        let before = before.strip_suffix("atomic::").map_or(before, |path| path.trim_end_matches("sync::").trim_end_matches("std::"));
        rewritten.push_str(before);
        rewritten.push_str(&format!("std_on_loom::at({number}, std_on_loom::std::sync::atomic::Ordering::{ordering})"));
        rest = &rest[at + ordering.len()..];
    }
    rewritten + rest
}

fn first_ordering(code: &str) -> Option<(usize, &'static str)> {
    let found = ORDERINGS.iter().filter_map(|ordering| whole_word(code, ordering).map(|at| (at, *ordering)));
    found.min_by_key(|(at, _)| *at)
}

/// Where `word` stands in `code` as a word of its own.
fn whole_word(code: &str, word: &str) -> Option<usize> {
    let letter = |c: char| c == '_' || c.is_alphanumeric();
    code.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = code[..*at].chars().next_back().is_some_and(letter);
        let after = code[at + word.len()..].chars().next().is_some_and(letter);
        !before && !after
    })
}

/// Replaces `word` wherever it does not follow a letter or a path.
fn replace_word(code: &str, word: &str, by: &str) -> String {
    let mut rewritten = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(word) {
        let before = rest[..at].chars().next_back().or_else(|| rewritten.chars().next_back());
        let inside = before.is_some_and(|c| c == '_' || c == ':' || c.is_alphanumeric());
        rewritten.push_str(&rest[..at]);
        rewritten.push_str(if inside { word } else { by });
        rest = &rest[at + word.len()..];
    }
    rewritten + rest
}

/// The orderings by which a site is weakened, one at a time.
pub fn weaker(ordering: &str) -> &'static [&'static str] {
    match ordering {
        "SeqCst" => &["AcqRel", "Relaxed"],
        "AcqRel" => &["Acquire", "Release"],
        _ => &["Relaxed"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Orderings in code are sites, those in imports and comments are not, and no line moves.
    #[test]
    fn orderings_become_sites() {
        let text = "//! Docs of std::sync.\nuse std::sync::atomic::{\n    AtomicBool, Ordering::{Acquire, Release},\n};\nimpl L {\n    pub const fn new() -> L { L }\n    fn f(&self) {\n        self.0.swap(true, Acquire); // Release\n        self.0.store(false, Ordering::Release);\n    }\n}\n#[cfg(test)]\nmod tests {}\n";
        let (doubled, sites) = for_loom(text);
        let found: Vec<(usize, &str)> = sites.iter().map(|site| (site.line, site.ordering.as_str())).collect();
        assert_eq!(found, [(8, "Acquire"), (9, "Release")]);
        assert_eq!(doubled.lines().count(), 11);
        assert_eq!(
            doubled.lines().nth(1),
            Some("#[allow(unused_imports)] use std_on_loom::GetMut as _; use std_on_loom::std::sync::atomic::{")
        );
        assert_eq!(doubled.lines().nth(5), Some("    pub fn new() -> L { L }"));
        assert_eq!(
            doubled.lines().nth(7),
            Some("        self.0.swap(true, std_on_loom::at(0, std_on_loom::std::sync::atomic::Ordering::Acquire)); // Release")
        );
        assert_eq!(
            doubled.lines().nth(8),
            Some("        self.0.store(false, std_on_loom::at(1, std_on_loom::std::sync::atomic::Ordering::Release));")
        );
    }

    /// The newest build of a double is taken, and nothing that lies beside it; another build has another stamp.
    #[test]
    fn the_newest_double_is_taken() {
        let folder = book::project().scratch("doubles-test");
        for (name, age, text) in
            [("libone-1.rlib", 30, "a"), ("libone-2.rlib", 20, "b"), ("libone-3.rmeta", 10, "c"), ("libother-4.rlib", 5, "d")]
        {
            let file = folder.join(name);
            std::fs::write(&file, text).unwrap();
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000 - age);
            std::fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
        }
        let double = newest(&folder, "one").unwrap();
        assert_eq!(double, folder.join("libone-2.rlib"));
        assert_ne!(stamp(&double), stamp(&folder.join("libone-1.rlib")));
        assert!(newest(&folder, "two").unwrap_err().contains("holds no libtwo; run `cargo test`"));
        let arguments = link(&double);
        assert_eq!(arguments[..2], [format!("--extern=one={}", double.display()), format!("-Ldependency={}", folder.display())]);
        assert!(library("no_such_double").unwrap_err().contains("holds no libno_such_double"));
    }

    /// An ordering is a word of its own, and the first of several is the first site.
    #[test]
    fn orderings_are_words() {
        assert_eq!(first_ordering("a(not_Acquire, Acquired, Release, Acquire)"), Some((25, "Release")));
        assert_eq!(first_ordering("a(AcqRel, Acquire)"), Some((2, "AcqRel")));
        assert_eq!(first_ordering("a(Release_)"), None);
    }

    /// Each ordering is weakened to the next ones below it, one at a time.
    #[test]
    fn orderings_are_weakened() {
        assert_eq!(weaker("SeqCst"), ["AcqRel", "Relaxed"]);
        assert_eq!(weaker("AcqRel"), ["Acquire", "Release"]);
        assert_eq!([weaker("Acquire"), weaker("Release")], [["Relaxed"], ["Relaxed"]]);
    }

    /// A program for loom prints for the double, and its `main` is what the double runs; no line moves.
    #[test]
    fn programs_are_entered_by_the_double() {
        let text = "use std::thread;\n\nfn main() {\n    println!(\"x\");\n}\n";
        let doubled = program_for_loom(text, "explore");
        let lines: Vec<&str> = doubled.lines().collect();
        assert!(lines[0].starts_with("macro_rules! println ") && lines[0].ends_with("use std_on_loom::std::thread;"), "{doubled}");
        assert_eq!(lines[2], "fn listing() {");
        assert_eq!(lines.last(), Some(&"fn main() { std_on_loom::explore(listing) }"));
        assert_eq!(lines.iter().position(|line| line.contains("println!(\"x\")")), Some(3));
    }

    /// Only a leading `std::` is replaced.
    #[test]
    fn paths_are_replaced_at_their_start() {
        assert_eq!(replace_word("std::a::std::b, my_std::c, ::std::d", "std::", "X::"), "X::a::std::b, my_std::c, ::std::d");
    }
}
