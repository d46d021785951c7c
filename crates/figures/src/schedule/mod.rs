//! Figures of schedules: `figures/x.schedule` names a listing and an outcome, and the picture is drawn from a schedule that exploration really took there.
//!
//! `figures/x.schedules` names a listing alone: every schedule of it as a table, which the page's script turns into a stepper.

mod all;
mod picture;
mod rows;
mod source;

use std::path::Path;

pub use all::{Run, every, fragment};

use crate::figure::{self, Fault, Heading};
use book::diagnostic::Diagnostic;
use book::files;
use book::listing::{self, Listing, Place};
use book::outcomes::{End, Outcome};
use explore::exploration::{self, Exploration, Replay};
use source::Source;

/// The drawing of one schedule, or all that keeps it from being drawn.
pub fn draw(file: &Path, text: &str) -> Result<String, Vec<Diagnostic>> {
    let drawn = source::read(text).and_then(|source| {
        let (found, index) = outcome(&source).map_err(|fault| vec![fault])?;
        let replay = replayed(&source, &found.schedules[index]).map_err(|fault| vec![fault])?;
        let share = (replay.outcome.clone(), found.outcomes.each[index].schedules, found.outcomes.schedules());
        says_the_outcome(&source, &share.0).map_err(|fault| vec![fault])?;
        let heading = Heading {
            name: files::stem(file),
            title: source.title.clone(),
            text: source.text.clone(),
            listing: Some(source.listing.1.clone()),
        };
        figure::timeline_svg(&heading, &picture::timeline(&source, &replay, share.1, share.2)?)
    });
    drawn.map_err(|faults| reported(file, faults))
}

/// The listing whose schedules a source shows, with its text.
pub fn shown(text: &str) -> Option<(Listing, String)> {
    let source = source::read(text).or_else(|_| source::read_all(text)).ok()?;
    listing(&source.listing.1, source.listing.0).ok()
}

/// The listing of this name with its text, if it can be explored.
fn listing(name: &str, line: usize) -> Result<(Listing, String), Fault> {
    let known = listing::all(Place::Examples).into_iter().find(|listing| listing.name == name);
    let listing = known.ok_or_else(|| Fault::new(line, format!("`{name}` is not a listing"), "name one of listings/examples"))?;
    let text = listing.text().map_err(|why| Fault::new(line, why, "then draw again"))?;
    Ok((listing, text))
}

/// All that the listing can do, and which of it the source wants.
fn outcome(source: &Source) -> Result<(Exploration, usize), Fault> {
    let (listing, text) = listing(&source.listing.1, source.listing.0)?;
    let found = exploration::explore(&listing, &text).map_err(|why| Fault::new(source.listing.0, why, "then draw again"))?;
    let (line, wanted) = &source.outcome;
    let index = found.outcomes.each.iter().position(|outcome| in_words(outcome) == *wanted);
    index.map(|index| (found.clone(), index)).ok_or_else(|| {
        let all: Vec<String> = found.outcomes.each.iter().map(|outcome| format!("`{}`", in_words(outcome))).collect();
        Fault::new(*line, format!("`{wanted}` is not an outcome of {}", listing.name), format!("choose one of {}", all.join(", ")))
    })
}

fn replayed(source: &Source, schedule: &str) -> Result<Replay, Fault> {
    let (listing, text) = listing(&source.listing.1, source.listing.0)?;
    exploration::replay(&listing, &text, schedule).map_err(|why| Fault::new(source.listing.0, why, "then draw again"))
}

/// An outcome as sources name it: what is printed, or `deadlock`.
fn in_words(outcome: &Outcome) -> String {
    let printed: Vec<&str> = outcome.printed.lines().collect();
    match outcome.end {
        End::Done => printed.join(" / "),
        End::Deadlock | End::Undefined => outcome.end.word().to_owned(),
        _ => outcome.ending(),
    }
}

/// The text beside a picture names what comes out, as the picture does.
fn says_the_outcome(source: &Source, outcome: &Outcome) -> Result<(), Fault> {
    let wanted = in_words(outcome);
    if source.text.contains(&wanted) {
        return Ok(());
    }
    Err(Fault::new(source.text_line, format!("the text does not say `{wanted}`"), "name the outcome in it, as the picture does"))
}

fn reported(file: &Path, faults: Vec<Fault>) -> Vec<Diagnostic> {
    faults.into_iter().map(|fault| Diagnostic::new(file, fault.line, fault.what, fault.help)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text beside a picture names the outcome, and where it does not, its line is reported.
    #[test]
    fn a_text_says_the_outcome() {
        let source = Source { text: "One sale is lost: 1 is printed.".to_owned(), text_line: 4, ..Source::default() };
        let outcome = |printed: &str| Outcome {
            printed: printed.to_owned(),
            end: End::Done,
            note: String::new(),
            needs: String::new(),
            schedules: 1,
        };
        assert!(says_the_outcome(&source, &outcome("1\n")).is_ok());
        let fault = says_the_outcome(&source, &outcome("2\n")).unwrap_err();
        let reported: Vec<String> =
            reported(&book::project().join("figures/x.schedule"), vec![fault]).iter().map(Diagnostic::to_string).collect();
        assert_eq!(reported, ["figures/x.schedule:4: the text does not say `2`; name the outcome in it, as the picture does"]);
    }
}
