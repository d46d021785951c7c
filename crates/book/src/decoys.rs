//! Decoys: results that a reader may take for possible and that no schedule has, each with the sentence that says why not.
//!
//! ```text
//!   sold: 0
//! Each thread stores a number that is one larger than what it has loaded.
//! ```
//!
//! An author writes them beside the listing, one a paragraph: what would be printed, indented by two spaces, or `prints nothing`; then how the program would end,
//! if not well: `panic` or `deadlock`; then the sentence.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::outcomes::{End, Outcomes};

/// One result that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoy {
    /// The line of the file where it begins.
    pub line: usize,
    /// What would be printed.
    pub printed: String,
    /// How the program would end.
    pub end: End,
    /// Why that cannot be.
    pub why: String,
}

/// Reads the decoys of a listing, none of which its record may hold.
pub fn parse(file: &Path, text: &str, record: &Outcomes) -> Result<Vec<Decoy>, String> {
    let mut decoys: Vec<Decoy> = Vec::new();
    let mut is_new = true;
    for (index, line) in text.lines().enumerate() {
        let wrong = |what: &str, remedy: &str| Err(Diagnostic::new(file, index + 1, what, remedy).to_string());
        if line.is_empty() {
            is_new = true;
            continue;
        }
        if std::mem::take(&mut is_new) {
            decoys.push(Decoy { line: index + 1, printed: String::new(), end: End::Done, why: String::new() });
        }
        let Some(decoy) = decoys.last_mut() else { continue };
        match (line.strip_prefix("  "), line) {
            (Some(printed), _) if decoy.why.is_empty() && decoy.end == End::Done => decoy.printed.push_str(&format!("{printed}\n")),
            (Some(_), _) => return wrong("prints after the end", "write what is printed first, then the end, then why it cannot be"),
            (None, "prints nothing") => {}
            (None, "panic") => decoy.end = End::Panic,
            (None, "deadlock") => decoy.end = End::Deadlock,
            (None, why) if decoy.why.is_empty() && why.ends_with('.') => why.clone_into(&mut decoy.why),
            (None, _) => return wrong("is no sentence of its own", "say in one line why this cannot be, with a full stop"),
        }
    }
    for (index, decoy) in decoys.iter().enumerate() {
        let wrong = |what: &str, remedy: &str| Err(Diagnostic::new(file, decoy.line, what, remedy).to_string());
        if decoy.why.is_empty() {
            return wrong("does not say why this cannot be", "add a sentence below it");
        }
        if record.holds(&decoy.printed, &decoy.end) {
            return wrong("can happen, as the record says", "take it out, or think of a result that no schedule has");
        }
        if decoys[..index].iter().any(|other| (&other.printed, &other.end) == (&decoy.printed, &decoy.end)) {
            return wrong("is there twice", "take it out");
        }
    }
    if decoys.is_empty() {
        return Err(Diagnostic::new(file, 1, "holds no decoy", "write one, or delete the file").to_string());
    }
    Ok(decoys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcomes::{Method, Outcome};

    fn record() -> Outcomes {
        let one = Outcome { printed: "sold: 1\n".to_owned(), end: End::Done, note: String::new(), needs: String::new(), schedules: 1 };
        Outcomes { method: Method::All, each: vec![one] }
    }

    /// Decoys are read with what they print, how they end and why they cannot be.
    #[test]
    fn decoys_are_read() {
        let text = "  sold: 0\nNobody stores 0.\n\nprints nothing\ndeadlock\nNothing waits.\n";
        let decoys = parse(Path::new("x.decoys"), text, &record()).unwrap();
        let read: Vec<_> = decoys.iter().map(|decoy| (decoy.line, &*decoy.printed, &decoy.end, &*decoy.why)).collect();
        assert_eq!(read, [(1, "sold: 0\n", &End::Done, "Nobody stores 0."), (4, "", &End::Deadlock, "Nothing waits.")]);
    }

    /// What is no decoy is reported with its line.
    #[test]
    fn others_are_reported() {
        for (text, expected) in [
            ("", ":1: holds no decoy; "),
            ("  sold: 0\n", ":1: does not say why this cannot be; "),
            ("  sold: 0\nno\n", ":2: is no sentence of its own; "),
            ("  sold: 0\nOne.\nTwo.\n", ":3: is no sentence of its own; "),
            ("  sold: 0\nOne.\n  sold: 2\n", ":3: prints after the end; "),
            ("  sold: 0\nOne.\n\n  sold: 1\nTwo.\n", ":4: can happen, as the record says; "),
            ("  sold: 0\nOne.\n\n  sold: 0\nTwo.\n", ":4: is there twice; "),
        ] {
            let reported = parse(Path::new("x.decoys"), text, &record()).unwrap_err();
            assert!(reported.contains(expected), "{reported}");
        }
    }
}
