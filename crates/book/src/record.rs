//! Records: the files beside a listing that say what it does. They are written by `cargo xtask bless`, never by hand.

use std::path::{Path, PathBuf};

use snapbox::assert::{Action, Assert};
use snapbox::{Data, IntoData};

use crate::project::PROPOSALS;
use crate::{files, project};

/// The folder for proposals, if this run is to propose records instead of comparing them.
pub fn proposals() -> Option<PathBuf> {
    std::env::var_os(PROPOSALS).map(PathBuf::from)
}

/// Compares what a listing did with its record to the letter; no text may be empty, and an empty one has no record.
pub fn compare(record: &Path, actual: &str) -> Result<(), String> {
    if let Some(folder) = proposals() {
        return propose(&folder, record, actual);
    }
    let shown = project().shown(record);
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

/// What is wrong with a record, and what makes it say something else: outside of `listings/` lies what is drawn or gathered from other files.
fn blame(shown: &str) -> &'static str {
    if shown.starts_with("src/") || shown.starts_with("crates/") {
        "is out of date: what it is made from says something else; correct that"
    } else {
        "is not what happened; fix the listing"
    }
}

/// The difference as snapbox draws it, with no wildcard read into either side.
fn difference(name: &str, expected: &str, actual: &str) -> String {
    if expected.replace("\r\n", "\n") == actual {
        return "the record ends its lines in CRLF; save it with LF".to_owned();
    }
    let assert = Assert::new().action(Action::Verify).normalize_paths(false);
    let expected = Data::text(expected).raw();
    match assert.try_eq(Some(&name), actual.into_data().raw(), expected) {
        Err(error) => error.to_string(),
        Ok(()) => "the difference is in the ends of lines".to_owned(),
    }
}

/// Puts what the record should say where `cargo xtask bless` finds it; an empty file means that there should be no record.
fn propose(folder: &Path, record: &Path, actual: &str) -> Result<(), String> {
    files::write(&folder.join(project().shown(record)), actual)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a listing does is the listing's fault, what is gathered from other files theirs.
    #[test]
    fn the_right_file_is_blamed() {
        for gathered in ["src/figures/mutex-turns.svg", "src/listings.md"] {
            assert_eq!(blame(gathered), "is out of date: what it is made from says something else; correct that");
        }
        assert_eq!(blame("listings/examples/mutex_counter.stdout"), "is not what happened; fix the listing");
    }

    /// While records are proposed, what happened is put aside under the record's name, and nothing is compared.
    #[test]
    fn records_are_proposed() {
        let record = project().join("listings/examples/nowhere.stdout");
        if proposals().is_some() {
            return compare(&record, "said").unwrap();
        }
        // Only a separate process can run that way.
        let folder = project().scratch("record-test").join("proposals");
        let test = std::env::current_exe().unwrap();
        let mut run = std::process::Command::new(test);
        let status = run.args(["--exact", "record::tests::records_are_proposed"]).env(PROPOSALS, &folder).output().unwrap().status;
        assert!(status.success());
        assert_eq!(std::fs::read_to_string(folder.join("listings/examples/nowhere.stdout")).unwrap(), "said");
        std::fs::remove_dir_all(folder).unwrap();
    }

    fn record(text: &str) -> PathBuf {
        let name = format!("{:x}.stdout", text.bytes().fold(5381_u64, |sum, byte| sum.wrapping_mul(33) ^ u64::from(byte)));
        let file = project().scratch("record-test").join(name);
        std::fs::write(&file, text).unwrap();
        file
    }

    /// A record holds to the letter, to the last space and line end.
    #[test]
    fn a_record_holds_to_the_letter() {
        assert_eq!(compare(&record("one\ntwo\n"), "one\ntwo\n"), Ok(()));
        for other in ["one\ntwo", "one\ntwo \n", "one\n", "", "one\ntwo\nthree\n"] {
            assert!(compare(&record("one\ntwo\n"), other).is_err(), "{other:?}");
        }
    }

    /// The message names the first line that differs.
    #[test]
    fn the_first_different_line_is_named() {
        let reported = compare(&record("one\ntwo\nthree\n"), "one\n2\nthree\n").unwrap_err();
        assert!(reported.lines().next().unwrap().contains(":2: is not what happened"), "{reported}");
    }

    /// What snapbox reads as a wildcard is a text like any other here.
    #[test]
    fn nothing_is_a_wildcard() {
        for loose in ["[..]\n", "...\n", "one[..]\n"] {
            assert!(compare(&record(loose), "one\n").is_err(), "{loose:?}");
        }
    }

    /// CRLF is reported as such.
    #[test]
    fn crlf_is_named() {
        let reported = compare(&record("one\r\n"), "one\n").unwrap_err();
        assert!(reported.contains("CRLF"), "{reported}");
    }

    /// A missing record is reported with what it would say; silence needs none.
    #[test]
    fn a_missing_record_is_reported() {
        let nowhere = project().scratch("record-test").join("nowhere.stdout");
        assert!(compare(&nowhere, "text\n").unwrap_err().contains("cargo xtask bless"));
        assert_eq!(compare(&nowhere, ""), Ok(()));
    }
}
