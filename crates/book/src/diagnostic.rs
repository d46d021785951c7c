//! Diagnostics: what is wrong, where, and what to do about it.

use std::fmt;
use std::path::Path;

use crate::project;

/// A problem at one line of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file, relative to the root.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What the author can do about it.
    pub help: String,
}

impl Diagnostic {
    /// Creates a diagnostic for `line` of `file`.
    pub fn new(file: &Path, line: usize, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { file: project().shown(file), line, what: what.into(), help: help.into() }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.file, self.line, self.what, self.help)
    }
}

/// What a failed check prints: the text itself, because a backtrace through the checker doesn't help an author.
#[derive(PartialEq, Eq)]
pub struct Report(pub String);

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.0)
    }
}

impl From<String> for Report {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Diagnostic> for Report {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(diagnostic.to_string())
    }
}

impl From<Diagnostic> for String {
    fn from(diagnostic: Diagnostic) -> Self {
        diagnostic.to_string()
    }
}

impl From<Vec<Diagnostic>> for Report {
    /// Sorts them by file and line, and removes duplicates.
    fn from(mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort();
        diagnostics.dedup();
        let lines: Vec<String> = diagnostics.iter().map(Diagnostic::to_string).collect();
        Self(format!("{}\n{} to fix", lines.join("\n"), lines.len()))
    }
}

/// Returns a report of the diagnostics, or `Ok` if there are none.
pub fn report(diagnostics: Vec<Diagnostic>) -> Result<(), Report> {
    if diagnostics.is_empty() { Ok(()) } else { Err(diagnostics.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every diagnostic is reported once, in the order of the files.
    #[test]
    fn a_report_is_sorted_and_whole() {
        let one = Diagnostic::new(Path::new("src/b.md"), 2, "wrong", "fix it");
        let two = Diagnostic::new(Path::new("src/a.md"), 9, "odd", "drop it");
        let reported = report(vec![one.clone(), two, one]).unwrap_err();
        assert_eq!(reported.0, "src/a.md:9: odd; drop it\nsrc/b.md:2: wrong; fix it\n2 to fix");
        assert_eq!(report(Vec::new()), Ok(()));
    }
}
