//! Listings: each is a file under `listings/`, with a name and the records next to it.

use std::path::PathBuf;

use cargo_outcomes::source::Source;

use crate::{files, project};

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

    /// The extensions of the files that such a listing may have: its records, and the decoys for one of them.
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
    /// The kind of folder it's in.
    pub place: Place,
    /// The file.
    pub path: PathBuf,
}

impl Listing {
    /// Returns the listing with this name, whether or not it exists.
    pub fn named(name: &str, place: Place) -> Self {
        Self { name: name.to_owned(), place, path: project().join(place.folder()).join(format!("{name}.rs")) }
    }

    /// Returns the path of the record with this extension, whether or not it exists.
    pub fn record(&self, ending: &str) -> PathBuf {
        self.path.with_file_name(format!("{}.{ending}", self.name))
    }

    /// Whether the record with this extension exists.
    pub fn has(&self, ending: &str) -> bool {
        self.record(ending).is_file()
    }

    /// Whether its behavior is undefined: it compiles, its output isn't compared with anything, and its record is loom's report.
    pub fn is_undefined(&self) -> bool {
        self.place == Place::Examples && self.has("loom")
    }

    /// Returns the text of the listing; the error says in one line why it can't be read.
    pub fn text(&self) -> Result<String, String> {
        files::read(&self.path)
    }

    /// Whether the program can start threads, judging by its tokens.
    pub fn is_threaded(text: &str) -> bool {
        Source::parse(text).is_ok_and(|source| source.can_start_threads())
    }

    /// Whether the program's behavior may depend on memory orderings: it can start threads, and it names an ordering weaker than `SeqCst`, or a fence.
    pub fn is_weak(text: &str) -> bool {
        Source::parse(text).is_ok_and(|source| source.can_start_threads() && source.weak_ordering().is_some())
    }

    /// Whether the program is explored: it starts threads, or it has a record of outcomes, because even a single thread can block on itself.
    pub fn is_explored(&self, text: &str) -> bool {
        Self::is_threaded(text) || self.has("outcomes")
    }

    /// Returns the error codes, lint names or [`SYNTAX`] that the markers `// error[…]` promise, with their lines.
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

/// Returns all listings in one place, sorted by name.
pub fn all(place: Place) -> Vec<Listing> {
    let files = files::with_ending(&project().join(place.folder()), "rs");
    files.into_iter().map(|path| Listing { name: files::stem(&path), place, path }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A marker gives its line and code; a line may have two; a bare marker means a syntax error.
    #[test]
    fn markers_are_read() {
        let text = "fn main() {\n    a; // error[E0382]\n    b; // error[E0499] // error[E0502]\n    c // error\n}\n";
        let found = Listing::marked_errors(text);
        let expected = [(2, "E0382"), (3, "E0499"), (3, "E0502"), (4, SYNTAX)];
        assert_eq!(found, expected.map(|(line, code)| (line, code.to_owned())));
    }

    /// The records next to a listing say what it is.
    #[test]
    fn records_lie_beside_a_listing() {
        let folder = project().scratch("listing-test");
        let listing = |name: &str, place: Place| Listing { name: name.to_owned(), place, path: folder.join(format!("{name}.rs")) };
        let (one, other) = (listing("one", Place::Examples), listing("other", Place::Examples));
        for file in ["one.loom", "one.2021.stdout", "other.outcomes"] {
            std::fs::write(folder.join(file), "").unwrap();
        }
        assert!(one.has("2021.stdout") && !one.has("stdout") && !other.has("2021.stdout"));
        assert!(one.is_undefined() && !other.is_undefined() && !listing("one", Place::CompileFail).is_undefined());
        let threaded = "fn main() { std::thread::scope(|s| ()) }";
        assert!(one.is_explored(threaded) && !one.is_explored("") && other.is_explored(""));
        assert_eq!([Place::Examples, Place::CompileFail].map(|place| place.record_endings().contains(&"outcomes")), [true, false]);
    }

    /// Only a program that can start threads depends on the orderings that it names.
    #[test]
    fn weak_programs_have_threads() {
        let loads = "use std::sync::atomic::*;\nfn f() { n.load(Ordering::Relaxed); }";
        assert!(!Listing::is_threaded("// thread::spawn\nfn main() {") && !Listing::is_weak(loads));
        assert!(Listing::is_weak(&loads.replace("n.load", "std::thread::spawn(g); n.load")));
        assert!(!Listing::is_weak("fn f() { std::thread::spawn(g); }"));
    }
}
