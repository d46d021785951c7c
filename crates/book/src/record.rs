//! Records: the files next to a listing that say what it does. They're written by `cargo xtask bless`, never by hand.

use std::path::{Path, PathBuf};

use snapbox::assert::{Action, Assert};
use snapbox::{Data, IntoData};

use crate::project::PROPOSALS;
use crate::{files, project};

/// Returns the folder for proposals, if this run proposes records instead of comparing them.
pub fn proposals() -> Option<PathBuf> {
    std::env::var_os(PROPOSALS).map(PathBuf::from)
}

/// Compares a listing's behavior with its record, byte for byte; an empty text has no record. Under `cargo xtask bless`, writes
/// the text to the folder for proposals instead; an empty file there means that there should be no record.
pub fn compare(record: &Path, actual: &str) -> Result<(), String> {
    let shown = project().shown(record);
    if let Some(folder) = proposals() {
        return files::write(&folder.join(&shown), actual);
    }
    if actual.is_empty() && !record.exists() {
        return Ok(());
    }
    if !record.exists() {
        return Err(format!("{shown}:1: is missing; write it with `cargo xtask bless` and review it. It would say:\n{actual}"));
    }
    let expected = files::read(record)?;
    if expected == actual {
        return Ok(());
    }
    let line = 1 + expected.split_inclusive('\n').zip(actual.split_inclusive('\n')).take_while(|(a, b)| a == b).count();
    Err(format!(
        "{shown}:{line}: {}, or run `cargo xtask bless` and review the change\n{}",
        blame(&shown),
        difference(&shown, &expected, actual)
    ))
}

/// Returns what is wrong with a record and what to fix: records in `src/` and `crates/` are generated from other files.
fn blame(shown: &str) -> &'static str {
    if shown.starts_with("src/") || shown.starts_with("crates/") {
        "is out of date: the files that it's made from have changed; correct them"
    } else {
        "is not what happened; fix the listing"
    }
}

/// Returns the difference as snapbox renders it, without wildcards on either side.
fn difference(name: &str, expected: &str, actual: &str) -> String {
    if expected.replace("\r\n", "\n") == actual {
        return "the record ends its lines in CRLF; save it with LF".to_owned();
    }
    let assert = Assert::new().action(Action::Verify).normalize_paths(false);
    let expected = Data::text(expected).raw();
    match assert.try_eq(Some(&name), actual.into_data().raw(), expected) {
        Err(error) => error.to_string(),
        Ok(()) => "the difference is in the line endings".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// While records are proposed, the text is written under the record's name and compared with nothing.
    #[test]
    fn records_are_proposed() {
        let record = project().join("listings/examples/nowhere.stdout");
        if proposals().is_some() {
            return compare(&record, "said").unwrap();
        }
        // Only a separate process can have the variable set.
        let folder = project().scratch("record-test").join("proposals");
        let test = std::env::current_exe().unwrap();
        let mut run = std::process::Command::new(test);
        let status = run.args(["--exact", "record::tests::records_are_proposed"]).env(PROPOSALS, &folder).output().unwrap().status;
        assert!(status.success());
        assert_eq!(std::fs::read_to_string(folder.join("listings/examples/nowhere.stdout")).unwrap(), "said");
        std::fs::remove_dir_all(folder).unwrap();
    }

    /// A record is compared to the last space and line ending, without wildcards; the message names the first line that differs, and what to blame.
    #[test]
    fn a_record_holds_to_the_letter() {
        let record = project().scratch("record-test").join("x.stdout");
        for (text, actual, expected) in [
            ("one\ntwo\nthree\n", "one\n2\nthree\n", ":2: is not what happened"),
            ("one\ntwo\n", "one\ntwo", ":2: is not what happened"),
            ("one\ntwo\n", "one\ntwo \n", ":2: is not what happened"),
            ("one\ntwo\n", "one\n", ":2: is not what happened"),
            ("one\ntwo\n", "", ":1: is not what happened"),
            ("one\ntwo\n", "one\ntwo\nthree\n", ":3: is not what happened"),
            ("[..]\n", "one\n", ":1: is not what happened"),
            ("...\n", "one\n", ":1: is not what happened"),
            ("one[..]\n", "one\n", ":1: is not what happened"),
            ("one\r\n", "one\n", "ends its lines in CRLF; save it with LF"),
        ] {
            std::fs::write(&record, text).unwrap();
            assert_eq!(compare(&record, text), Ok(()));
            let reported = compare(&record, actual).unwrap_err();
            assert!(reported.contains(expected), "{text:?}, {actual:?}: {reported}");
        }
        assert_eq!(["src/listings.md", "crates/a.svg"].map(|gathered| blame(gathered).starts_with("is out of date: ")), [true; 2]);
    }

    /// A missing record is reported with what it would say; an empty text needs none.
    #[test]
    fn a_missing_record_is_reported() {
        let nowhere = project().scratch("record-test").join("nowhere.stdout");
        assert!(compare(&nowhere, "text\n").unwrap_err().contains("cargo xtask bless"));
        assert_eq!(compare(&nowhere, ""), Ok(()));
    }
}
