//! Figures of schedules: `figures/x.schedule` names a listing and an outcome, and the picture shows a schedule that led to it in exploration.
//!
//! `figures/x.schedules` names only a listing: each of its schedules becomes a table that the reader unfolds.

mod all;
mod picture;
mod rows;
mod source;

pub use all::tables;

use crate::figure::{self, Fault, Heading};
use book::listing::{self, Listing, Place};
use book::outcomes::{End, Outcome};
use explore::exploration::{self, Explorable};
use source::Source;

/// Draws one schedule, or returns everything that keeps it from being drawn.
pub fn draw(name: String, text: &str) -> Result<String, Vec<Fault>> {
    let source = Source::read(text)?;
    let line = source.line(&source.listing);
    let (listing, program) = listing(source.listing.get_ref(), line)?;
    let again = |why| Fault::new(line, why, "then draw again");
    let found = exploration::explore(&listing, &program).map_err(again)?;
    let wanted = source.outcome.get_ref();
    let Some(index) = found.outcomes.each.iter().position(|outcome| in_words(outcome) == *wanted) else {
        let all: Vec<String> = found.outcomes.each.iter().map(|outcome| format!("`{}`", in_words(outcome))).collect();
        let what = format!("`{wanted}` is not an outcome of {}", listing.name);
        return Err(Fault::new(source.line(&source.outcome), what, format!("choose one of {}", all.join(", "))).into());
    };
    let replay = Explorable::new(&listing, &program).replay(&found.schedules[index]).map_err(again)?;
    // The text of a picture names the outcome, as the picture does.
    if !source.said.contains(wanted) {
        let what = format!("the text does not say `{wanted}`");
        return Err(Fault::new(source.line(&source.text), what, "name the outcome in it, as the picture does").into());
    }
    let heading = Heading { name, title: source.title.clone(), text: source.said.clone(), listing: Some(listing.name) };
    let (share, total) = (found.outcomes.each[index].schedules, found.outcomes.schedules());
    figure::timeline_svg(&heading, &picture::timeline(&source, &replay, share, total)?)
}

/// Returns the listing whose schedules a source shows, with its text.
pub fn shown(text: &str) -> Option<(Listing, String)> {
    let source: toml::Table = toml::from_str(text).ok()?;
    listing(source.get("listing")?.as_str()?, 1).ok()
}

/// Returns the listing with this name and its text, if it can be explored.
fn listing(name: &str, line: usize) -> Result<(Listing, String), Fault> {
    let known = listing::all(Place::Examples).into_iter().find(|listing| listing.name == name);
    let listing = known.ok_or_else(|| Fault::new(line, format!("`{name}` is not a listing"), "name one of listings/examples"))?;
    let text = listing.text().map_err(|why| Fault::new(line, why, "then draw again"))?;
    Ok((listing, text))
}

/// Returns an outcome as sources name it: what is printed, or `deadlock`.
fn in_words(outcome: &Outcome) -> String {
    let printed: Vec<&str> = outcome.printed.lines().collect();
    match outcome.end {
        End::Done => printed.join(" / "),
        End::Deadlock | End::Undefined => outcome.end.word().to_owned(),
        _ => outcome.ending(),
    }
}
