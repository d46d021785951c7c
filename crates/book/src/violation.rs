//! A broken rule, as it is told to the author: where, what, and what to do.

use std::fmt;
use std::path::Path;

use crate::project;

/// One broken rule at one line of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The file, relative to the root.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What the author does about it.
    pub remedy: String,
}

impl Violation {
    /// A rule broken at `line` of `file`.
    pub fn new(file: &Path, line: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: project().shown(file), line, what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.file, self.line, self.what, self.remedy)
    }
}

/// What a failed test says: the text itself, since a backtrace through the checker tells an author nothing.
#[derive(PartialEq, Eq)]
pub struct Told(pub String);

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.0)
    }
}

impl From<String> for Told {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// All violations in the order of files and lines, once each, or `Ok` if there are none.
pub fn report(mut violations: Vec<Violation>) -> Result<(), Told> {
    if violations.is_empty() {
        return Ok(());
    }
    violations.sort();
    violations.dedup();
    let lines: Vec<String> = violations.iter().map(Violation::to_string).collect();
    Err(Told(format!("{}\n{} to mend", lines.join("\n"), lines.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every violation is told, in the order of the files, and none twice.
    #[test]
    fn a_report_is_sorted_and_whole() {
        let one = Violation::new(Path::new("src/b.md"), 2, "wrong", "mend it");
        let two = Violation::new(Path::new("src/a.md"), 9, "odd", "drop it");
        let told = report(vec![one.clone(), two, one]).unwrap_err();
        assert_eq!(told.0, "src/a.md:9: odd; drop it\nsrc/b.md:2: wrong; mend it\n2 to mend");
        assert_eq!(report(Vec::new()), Ok(()));
    }
}
