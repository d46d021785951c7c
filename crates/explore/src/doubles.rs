//! Finds the doubles of std that Cargo has built, and compiles programs against them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use book::listing::Listing;
use book::project;
use cargo_outcomes::rewrite::{self, Doubles, Refusal};

use crate::cache::Key;
use crate::run;
use crate::rustc::{self, Project};
use crate::together::Together;

/// The edition of the book's programs.
pub(crate) const EDITION: &str = "2024";

/// Returns the compiled library of a double, next to the running test or in `deps` next to the running program. Cargo has already built it, since both depend on it.
fn library(name: &str) -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| format!("the program's own path is unknown: {error}"))?;
    let beside = own.parent().ok_or("the program's path has no parent folder")?;
    let folder = if beside.ends_with("deps") { beside.to_path_buf() } else { beside.join("deps") };
    newest(&folder, name)
}

/// Returns the newest build of a double in a folder.
fn newest(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let prefix = format!("lib{name}-");
    let is_library = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        file.starts_with(&prefix) && file.ends_with(".rlib")
    };
    let libraries = entries.flatten().map(|entry| entry.path()).filter(is_library);
    // Older builds stay in the folder; Cargo rebuilds whenever a source changes, so the newest is the right one.
    let newest = libraries.max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    newest.ok_or_else(|| format!("{}: holds no lib{name}; run `cargo test` from the root", folder.display()))
}

/// Returns what distinguishes one build of a double from another. The double may have been rebuilt since this checker was.
fn stamp(library: &Path) -> Result<String, String> {
    let data = library.metadata().map_err(|error| format!("{}: {error}", library.display()))?;
    Ok(format!("{} {:?}", data.len(), data.modified().ok()))
}

/// A program that uses a double of std, compiled when it's first run.
#[derive(Debug)]
pub struct Doubled {
    name: String,
    text: String,
    double: Doubles,
    pub(crate) edition: String,
    /// Whether the program is compiled with line tables.
    pub(crate) has_lines: bool,
    compiled: OnceLock<Result<Project, String>>,
}

impl Doubled {
    /// Creates a program from text that has been rewritten for the double.
    pub fn new(name: String, text: String, double: Doubles) -> Self {
        Self { name, text, double, edition: EDITION.to_owned(), has_lines: false, compiled: OnceLock::new() }
    }

    /// Rewrites a program for the double, whose function `entry` runs the program's `main`.
    ///
    /// # Errors
    ///
    /// Returns what cannot be rewritten.
    pub(crate) fn of(name: String, text: &str, double: Doubles, entry: &str) -> Result<Self, Refusal> {
        Ok(Self::new(name, rewrite::program(text, double, entry)?, double))
    }

    /// Returns the program's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the cache key for the program's answer to `asked`, as computed by `source` and this build of the double.
    ///
    /// # Errors
    ///
    /// Returns an error if the double or the compiler is gone.
    pub fn key_of(&self, purpose: &str, source: &str, asked: &str) -> Result<Key, String> {
        Key::new(purpose, source, &[&self.text, &self.edition, &stamp(&library(self.double.name())?)?, asked])
    }

    /// Returns the command that runs the program, which is compiled alone, once, unless one of `together` has it. Pass its output through [`as_alone`](crate::together::as_alone).
    ///
    /// # Errors
    ///
    /// Returns rustc's messages.
    pub fn command(&self, together: &[&Together]) -> Result<Command, String> {
        if let Some(command) = together.iter().find_map(|together| together.command(&self.text, &self.edition)) {
            return Ok(command);
        }
        let compile = || rustc::compile(&self.name, &self.text, &self.edition, &self.arguments()?);
        self.compiled.get_or_init(compile).as_ref().map(|project| run::clean(project.program())).map_err(Clone::clone)
    }

    /// Returns rustc's arguments besides the edition. Nothing is optimized, as with `cargo run`, because compiling takes longer than searching.
    fn arguments(&self) -> Result<Vec<String>, String> {
        let name = self.double.name();
        let library = library(name)?;
        let folder = library.parent().unwrap_or(Path::new("."));
        let linked = [format!("--extern={name}={}", library.display()), format!("-Ldependency={}", folder.display())];
        let lines = self.has_lines.then(|| "-Cdebuginfo=line-tables-only".to_owned());
        Ok(linked.into_iter().chain(["--cap-lints=allow".to_owned()]).chain(lines).collect())
    }
}

/// Groups programs that use the same double, to be compiled together.
pub fn together(programs: impl IntoIterator<Item = Doubled>) -> Together {
    let mut programs = programs.into_iter().peekable();
    match programs.peek().map(Doubled::arguments) {
        Some(Ok(arguments)) => Together::new(programs.map(|program| program.text), EDITION, arguments),
        _ => Together::default(),
    }
}

/// Formats the error for a listing that can't be rewritten for its doubles, or explored.
pub fn refused(listing: &Listing, refusal: &Refusal) -> String {
    format!("{}:{}: {}; {}", project().shown(&listing.path), refusal.line, refusal.what, refusal.help)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The newest build of a double in the folder is taken; another build has a different stamp.
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
        assert_eq!(newest(&folder, "one"), Ok(folder.join("libone-2.rlib")));
        assert_ne!(stamp(&folder.join("libone-2.rlib")), stamp(&folder.join("libone-1.rlib")));
        assert!(newest(&folder, "two").unwrap_err().contains("holds no libtwo; run `cargo test`"));
        assert!(library("no_such_double").unwrap_err().contains("holds no libno_such_double"));
    }
}
