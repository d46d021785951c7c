//! Decoys: results that a reader may believe but no record holds, each with a sentence that says why it can't happen.
//!
//! ```text
//!   sold: 0
//! Each thread stores a number that is one larger than what it has loaded.
//! ```
//!
//! An author writes them in a file next to the record, one per paragraph: the output, indented by two spaces, or `prints nothing`; then how the program would end,
//! unless it ends well; then the sentence.
//! For a question, a decoy may also be a compiler error (with the refused line, indented), or something that a checker would find.
//! Where editions differ, it begins with its edition: `edition 2021`.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::outcomes::{End, Outcomes};

/// The prefixes of a compiler error and of a panic message.
pub const REFUSED: &str = "refused: ";
pub const PANICS: &str = "panic: ";

/// The words between a checker's name and what it finds.
pub const FINDS: &str = " finds ";

/// Ends without a message; a program that ends well has none.
const ENDS: &[&str] = &["panic", "deadlock", "undefined behavior", "compiles", "runs to its end"];

/// A result that can't happen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decoy {
    /// The line of the file where it begins.
    pub line: usize,
    /// The edition, if it names one.
    pub edition: String,
    /// What would be printed, or the line that the compiler would refuse.
    pub printed: String,
    /// How the program would end, in the words of the file; empty if it ends well.
    pub end: String,
    /// Why that can't happen.
    pub why: String,
}

/// Parses a file of decoys.
pub fn parse(file: &Path, text: &str) -> Result<Vec<Decoy>, String> {
    let mut decoys: Vec<Decoy> = Vec::new();
    let mut is_new = true;
    for (index, line) in text.lines().enumerate() {
        let wrong = |what: &str, remedy: &str| Err(Diagnostic::new(file, index + 1, what, remedy).to_string());
        if line.is_empty() {
            is_new = true;
            continue;
        }
        if std::mem::take(&mut is_new) {
            decoys.push(Decoy { line: index + 1, ..Decoy::default() });
        }
        let Some(decoy) = decoys.last_mut() else { continue };
        match (line.strip_prefix("  "), line) {
            (Some(printed), _) if decoy.why.is_empty() && decoy.end.is_empty() => decoy.printed.push_str(&format!("{printed}\n")),
            (Some(_), _) => return wrong("prints after the end", "write what is printed first, then the end, then why it can't happen"),
            (None, "prints nothing") => {}
            (None, "edition 2021" | "edition 2024") if decoy.line == index + 1 => line.clone_into(&mut decoy.edition),
            (None, end) if decoy.why.is_empty() && decoy.end.is_empty() && is_end(end) => end.clone_into(&mut decoy.end),
            (None, why) if decoy.why.is_empty() && why.ends_with('.') => why.clone_into(&mut decoy.why),
            (None, _) => return wrong("is not a separate sentence", "say in one line why this can't happen, and end it with a period"),
        }
    }
    for (index, decoy) in decoys.iter().enumerate() {
        let wrong = |what: &str, remedy: &str| Err(Diagnostic::new(file, decoy.line, what, remedy).to_string());
        if decoy.why.is_empty() {
            return wrong("does not say why this can't happen", "add a sentence below it");
        }
        let result = |decoy: &Decoy| (decoy.edition.clone(), decoy.printed.clone(), decoy.end.clone());
        if decoys[..index].iter().any(|other| result(other) == result(decoy)) {
            return wrong("is a duplicate", "remove it");
        }
    }
    if decoys.is_empty() {
        return Err(Diagnostic::new(file, 1, "holds no decoy", "write one, or delete the file").to_string());
    }
    Ok(decoys)
}

/// Whether a line says how a program ends, what the compiler says about it, or what a checker finds.
fn is_end(line: &str) -> bool {
    let is_more = [REFUSED, PANICS].iter().any(|begins| line.starts_with(begins)) || line.contains(FINDS);
    ENDS.contains(&line) || is_more && !line.ends_with('.')
}

/// Returns an error for the first decoy that is true.
pub fn none_is_true(file: &Path, decoys: &[Decoy], is_true: impl Fn(&Decoy) -> bool) -> Result<(), String> {
    let (what, remedy) = ("is true according to the record", "remove it, or think of a result that isn't in the record");
    match decoys.iter().find(|decoy| is_true(decoy)) {
        None => Ok(()),
        Some(decoy) => Err(Diagnostic::new(file, decoy.line, what, remedy).into()),
    }
}

/// Parses the decoys of a listing and refuses any that is among its outcomes.
pub fn of_outcomes(file: &Path, text: &str, record: &Outcomes) -> Result<Vec<Decoy>, String> {
    let decoys = parse(file, text)?;
    let end = |decoy: &Decoy| [End::Done, End::Panic, End::Deadlock, End::Undefined].into_iter().find(|end| end.word() == decoy.end);
    if let Some(decoy) = decoys.iter().find(|decoy| end(decoy).is_none()) {
        let what = format!("`{}` is not an outcome", decoy.end);
        return Err(Diagnostic::new(file, decoy.line, what, "write `panic`, `deadlock`, `undefined behavior`, or nothing").to_string());
    }
    none_is_true(file, &decoys, |decoy| end(decoy).is_some_and(|end| record.holds(&decoy.printed, &end)))?;
    Ok(decoys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcomes::{Method, Outcome};

    fn read(text: &str) -> Result<Vec<Decoy>, String> {
        let one = Outcome { printed: "sold: 1\n".to_owned(), schedules: 1, ..Outcome::default() };
        of_outcomes(Path::new("x.decoys"), text, &Outcomes { method: Method::All, each: vec![one] })
    }

    /// Decoys are read with their output, end and reason; a question's also with the edition, and what the compiler or a checker would say.
    #[test]
    fn decoys_are_read() {
        let text = "  sold: 0\nNobody stores 0.\n\nprints nothing\ndeadlock\nNothing waits.\n";
        let of_a_question =
            "\nedition 2021\n  tea.push(1);\nrefused: cannot borrow `tea`\nNobody has.\n\nloom finds a data race\nNobody finds one.\n";
        assert_eq!(read(text).unwrap(), parse(Path::new("x.decoys"), text).unwrap());
        let decoys = parse(Path::new("x.decoys"), &format!("{text}{of_a_question}")).unwrap();
        let read: Vec<_> =
            decoys.iter().map(|Decoy { line, edition, printed, end, why }| (*line, &**edition, &**printed, &**end, &**why)).collect();
        let expected = [
            (1, "", "sold: 0\n", "", "Nobody stores 0."),
            (4, "", "", "deadlock", "Nothing waits."),
            (8, "edition 2021", "tea.push(1);\n", "refused: cannot borrow `tea`", "Nobody has."),
            (13, "", "", "loom finds a data race", "Nobody finds one."),
        ];
        assert_eq!(read, expected);
    }

    /// A text that isn't a decoy is reported with its line.
    #[test]
    fn others_are_reported() {
        for (text, expected) in [
            ("", ":1: holds no decoy; "),
            ("  sold: 0\n", ":1: does not say why this can't happen; "),
            ("  sold: 0\nno\n", ":2: is not a separate sentence; "),
            ("  sold: 0\nOne.\nTwo.\n", ":3: is not a separate sentence; "),
            ("  sold: 0\nOne.\n  sold: 2\n", ":3: prints after the end; "),
            ("panic\ndeadlock\nOne.\n", ":2: is not a separate sentence; "),
            ("  sold: 0\nOne.\n\n  sold: 1\nTwo.\n", ":4: is true according to the record; "),
            ("  sold: 0\nOne.\n\n  sold: 0\nTwo.\n", ":4: is a duplicate; "),
            ("  sold: 0\ncompiles\nOne.\n", ":1: `compiles` is not an outcome; "),
        ] {
            let reported = read(text).unwrap_err();
            assert!(reported.contains(expected), "{reported}");
        }
    }
}
