//! What a listing is: one file under `listings/`, its name, and the records beside it.

use std::path::{Path, PathBuf};

use cargo_outcomes::source::Source;

use crate::{project, tree};

/// What markers and captions call an error that has no code.
pub const SYNTAX: &str = "syntax error";

/// Where a listing lives, which decides how it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `listings/examples`: a program that compiles and runs.
    Examples,
    /// `listings/compile_fail`: a program that the compiler refuses.
    CompileFail,
}

impl Place {
    /// The folder, relative to the root.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Examples => "listings/examples",
            Self::CompileFail => "listings/compile_fail",
        }
    }

    /// The endings of what may lie beside such a listing: its records, and the decoys that belong to one of them.
    pub fn record_endings(self) -> &'static [&'static str] {
        match self {
            Self::Examples => &["2021.stdout", "stdout", "outcomes", "stderr", "loom", "decoys"],
            Self::CompileFail => &["stderr"],
        }
    }
}

/// A whole program of the book.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The file stem, which is also the name of its example, test and address.
    pub name: String,
    /// The kind of folder it lies in.
    pub place: Place,
    /// The file.
    pub path: PathBuf,
}

impl Listing {
    /// The record with this ending, whether or not it exists.
    pub fn record(&self, ending: &str) -> PathBuf {
        self.path.with_file_name(format!("{}.{ending}", self.name))
    }

    /// Whether the record with this ending exists.
    pub fn has(&self, ending: &str) -> bool {
        self.record(ending).is_file()
    }

    /// Whether its behavior is undefined: it compiles, what it prints is compared with nothing, and its record is what loom says of it.
    pub fn is_undefined(&self) -> bool {
        self.place == Place::Examples && self.has("loom")
    }

    /// The text of the listing, or one clear line why it cannot be read.
    pub fn text(&self) -> Result<String, String> {
        read(&self.path)
    }

    /// Whether the program can start threads, by its tokens.
    pub fn is_threaded(text: &str) -> bool {
        Source::parse(text).is_ok_and(|source| source.can_start_threads())
    }

    /// Whether what the program does may depend on memory orderings: it can start threads, and names an ordering weaker than `SeqCst`, or a fence.
    pub fn is_weak(text: &str) -> bool {
        Source::parse(text).is_ok_and(|source| source.can_start_threads() && source.weak_ordering().is_some())
    }

    /// Whether exploration looks at the program: it starts threads, or it has a record of outcomes, since one thread alone can wait for itself.
    pub fn is_explored(&self, text: &str) -> bool {
        Self::is_threaded(text) || self.has("outcomes")
    }

    /// The error codes, lint names, or [`SYNTAX`], that the markers `// error[…]` promise, with their lines.
    pub fn marked_errors(text: &str) -> Vec<(usize, String)> {
        let mut marked = Vec::new();
        for (index, line) in text.lines().enumerate() {
            for piece in line.split("// error").skip(1) {
                let code = match piece.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                    Some((code, _)) => code.to_owned(),
                    None => SYNTAX.to_owned(),
                };
                marked.push((index + 1, code));
            }
        }
        marked
    }
}

/// Reads a text file of the project, or says in one line why it cannot be read.
pub fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}:1: cannot be read ({error}); restore the file", project().shown(path)))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(format!("{}:{line}: is not UTF-8; save the file as UTF-8", project().shown(path)))
        }
    }
}

/// All listings of one place, sorted by name.
pub fn all(place: Place) -> Vec<Listing> {
    let mut found: Vec<Listing> = files(&project().join(place.folder()))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| Listing { name: stem(&path), place, path })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The files directly in a folder, sorted; none if there is no such folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect(),
        Err(_) => Vec::new(),
    };
    paths.sort();
    paths
}

/// Every file below a folder with this ending, sorted.
pub fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    tree::files(folder).into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

/// Files below a folder that an editor, a merge or the system has left there: `.DS_Store`, `mutex.md.orig`, `mutex.rs~`.
pub fn droppings(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let of_the_system = [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&name.as_str()) || name.starts_with("._");
            let of_an_editor = name.ends_with('~') || name.starts_with(".#") || (name.starts_with('#') && name.ends_with('#'));
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if of_the_system || of_an_editor || ["orig", "rej", "bak", "swp", "swo", "tmp"].contains(&ending.as_str()) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The name of a file without its ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A marker gives its line and code; a line may bear two; a bare marker is a syntax error.
    #[test]
    fn markers_are_read() {
        let text = "fn main() {\n    a; // error[E0382]\n    b; // error[E0499] // error[E0502]\n    c // error\n}\n";
        let found = Listing::marked_errors(text);
        let expected = [(2, "E0382"), (3, "E0499"), (3, "E0502"), (4, SYNTAX)];
        assert_eq!(found, expected.map(|(line, code)| (line, code.to_owned())));
    }

    /// A listing has the records that lie beside it, and these say what it is.
    #[test]
    fn records_lie_beside_a_listing() {
        let folder = project().scratch("listing-test");
        let listing = |name: &str, place: Place| Listing { name: name.to_owned(), place, path: folder.join(format!("{name}.rs")) };
        let (one, other) = (listing("one", Place::Examples), listing("other", Place::Examples));
        for (file, text) in [("one.rs", "fn main() {}\n"), ("one.loom", ""), ("one.2021.stdout", ""), ("other.outcomes", "")] {
            std::fs::write(folder.join(file), text).unwrap();
        }
        assert_eq!(one.record("2021.stdout"), folder.join("one.2021.stdout"));
        assert!(one.has("2021.stdout") && !one.has("stdout") && !other.has("2021.stdout"));
        assert!(one.is_undefined() && !other.is_undefined() && !listing("one", Place::CompileFail).is_undefined());
        assert_eq!(one.text(), Ok("fn main() {}\n".to_owned()));
        let threaded = "fn main() { std::thread::scope(|s| ()) }";
        let is_explored = [(&one, ""), (&one, threaded), (&other, "")].map(|(listing, text)| listing.is_explored(text));
        assert_eq!(is_explored, [false, true, true]);
    }

    /// A file that is not UTF-8 is reported with the line of the first wrong byte, one that is not there with its first.
    #[test]
    fn unreadable_files_are_reported() {
        let file = project().scratch("listing-test").join("bytes");
        std::fs::write(&file, b"one\ntwo\n\xff\n\n").unwrap();
        assert_eq!(read(&file), Err(format!("{}:3: is not UTF-8; save the file as UTF-8", project().shown(&file))));
        std::fs::remove_file(&file).unwrap();
        let gone = read(&file).unwrap_err();
        assert!(gone.starts_with(&format!("{}:1: cannot be read (", project().shown(&file))), "{gone}");
    }

    /// What is left behind is found in any folder, and nothing else.
    #[test]
    fn droppings_are_found() {
        let folder = project().scratch("droppings-test");
        std::fs::create_dir_all(folder.join("below")).unwrap();
        for file in ["mutex.md", ".DS_Store", "below/mutex.md.orig", "below/mutex.rs~", "orig", "._mutex.md"] {
            std::fs::write(folder.join(file), "").unwrap();
        }
        let found: Vec<String> = droppings(&folder).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(found, [".DS_Store", "._mutex.md", "mutex.md.orig", "mutex.rs~"]);
        std::fs::remove_dir_all(folder).unwrap();
    }

    /// The listings are the programs of a folder, in the order of their names, and each belongs to a chapter.
    #[test]
    fn the_listings_are_found() {
        for (place, known) in [(Place::Examples, "mutex_counter"), (Place::CompileFail, "mutex_guard_not_mut")] {
            let names: Vec<String> = all(place).into_iter().map(|listing| listing.name).collect();
            assert!(names.iter().any(|name| name == known) && names.is_sorted() && !names.iter().any(|name| name.contains('.')));
            assert!(names.iter().all(|name| crate::page::owner(name).is_some()));
        }
        assert_eq!([Place::Examples, Place::CompileFail].map(|place| place.record_endings().contains(&"outcomes")), [true, false]);
        let below = files_below(&project().join("src"), "md");
        assert!(below.is_sorted() && below.iter().any(|file| file.ends_with("src/mutex.md")));
        assert!(files(&project().join("src/mutex.md")).is_empty());
    }

    /// A program is threaded if its tokens can start a thread, not if a comment or a string names one.
    #[test]
    fn threads_are_seen() {
        for threaded in
            ["fn f() { thread::spawn(|| ()); }", "use std::thread as t;\nfn f() { t::scope(|s| ()); }", "use std::thread::{scope, spawn};"]
        {
            assert!(Listing::is_threaded(threaded), "{threaded}");
        }
        for not in
            ["fn f() { thread::panicking() }", "// thread::spawn\nfn main() {}", "fn main() { println!(\"thread::spawn\") }", "fn main() {"]
        {
            assert!(!Listing::is_threaded(not), "{not}");
        }
        assert!(Listing::is_weak("use std::{thread, sync::atomic::*};\nfn f() { thread::spawn(|| n.load(Ordering::Relaxed)); }"));
        assert!(!Listing::is_weak("use std::sync::atomic::*;\nfn f() { n.load(Ordering::Relaxed); }"));
    }
}
