//! Figures: a text source `figures/<chapter>-<slug>.fig` becomes `src/figures/<chapter>-<slug>.svg`, which a page includes.
//!
//! `figures/README.md` says what a source may contain. Figures of schedules (`crate::schedule`) are built as [`timeline::Timeline`] and drawn by [`timeline_svg`].

mod bars;
mod boxes;
mod canvas;
mod check;
mod geometry;
mod label;
mod look;
mod script;
mod source;
pub mod timeline;
mod write;

pub use label::{Label, widest};
pub use look::{Fill, Look, Stroke, Tone};
pub use source::{sentences, toml};
pub use write::escaped;

use canvas::Canvas;

use check::{WIDEST, WIDEST_NARROW};
use source::Kind;
use timeline::Timeline;
use write::Form;

/// A problem at a line of a source, whose file isn't known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What the author can do about it.
    pub help: String,
}

impl Fault {
    /// Creates a fault at `line`.
    pub fn new(line: usize, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, what: what.into(), help: help.into() }
    }
}

/// The name and the words of a figure, besides the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The name that makes its ids unique in the whole book: `mutex-box`.
    pub name: String,
    /// A few words: the accessible name.
    pub title: String,
    /// The same as the picture, in one to four sentences.
    pub text: String,
    /// The listing whose lines the picture names.
    pub listing: Option<String>,
}

impl From<Fault> for Vec<Fault> {
    fn from(fault: Fault) -> Self {
        vec![fault]
    }
}

/// Collects all results, or all faults.
fn all<T>(each: impl Iterator<Item = Result<T, Fault>>) -> Result<Vec<T>, Vec<Fault>> {
    let mut faults = Vec::new();
    let done = each.filter_map(|one| one.map_err(|fault| faults.push(fault)).ok()).collect();
    unless(faults, done)
}

/// Returns `made` if there are no faults.
fn unless<T>(faults: Vec<Fault>, made: T) -> Result<T, Vec<Fault>> {
    if faults.is_empty() { Ok(made) } else { Err(faults) }
}

/// Draws the figure that a source describes.
pub fn draw(name: String, text: &str) -> Result<String, Vec<Fault>> {
    let source = source::read(text)?;
    let mut heading = Heading { name, title: source.title, text: source.text, listing: None };
    // The figure, and its narrow form, whose line is known if it was placed by hand.
    let (placed, by_hand) = source.narrow.unzip();
    let (canvas, narrow) = match (source.kind, by_hand) {
        (Kind::Bars, Some(_)) => {
            Err(Fault::new(placed.unwrap_or(1), "the narrow form of bars is generated", "drop this line and everything below it"))?
        }
        (Kind::Bars, None) => {
            let bars = bars::Bars::read(source.body)?;
            heading.text = format!("{} {}", heading.text, bars.in_words());
            (bars.draw(false)?, Some(bars.draw(true)?))
        }
        (Kind::Timeline, None) => return timeline_svg(&heading, &script::timeline(source.body)?),
        (Kind::Timeline, Some(body)) => {
            let narrow = script::timeline(body).and_then(|timeline| timeline.draw()).map_err(in_narrow)?;
            (script::timeline(source.body)?.draw()?, Some(narrow))
        }
        (Kind::Boxes, body) => (boxes::draw(source.body)?, body.map(|body| boxes::draw(body).map_err(in_narrow)).transpose()?),
    };
    let drawn = svg(&heading, &canvas, narrow.as_ref())?;
    if let (Some(line), Some(narrow)) = (placed, &narrow) {
        if check::too_wide(&canvas, WIDEST_NARROW).is_none() {
            Err(Fault::new(line, "the figure fits on a phone as it is", "drop the narrow form"))?;
        }
        unless(check::other_words(&canvas, narrow, line), ())?;
    }
    Ok(drawn)
}

/// Returns the SVG of a timeline, with its narrow form if it needs one.
pub fn timeline_svg(heading: &Heading, timeline: &Timeline) -> Result<String, Vec<Fault>> {
    svg(heading, &timeline.draw()?, Some(&timeline.drawn_narrow().map_err(in_narrow)?))
}

/// Returns the SVG, followed by its narrow form if it's too wide for a phone, provided that every word in both can be read.
fn svg(heading: &Heading, canvas: &Canvas, narrow: Option<&Canvas>) -> Result<String, Vec<Fault>> {
    if heading.title.trim().is_empty() {
        Err(Fault::new(1, "the title is empty", "say what the figure shows, in a few words"))?;
    }
    unless(check::faults(canvas, WIDEST), ())?;
    let Some(too_wide) = check::too_wide(canvas, WIDEST_NARROW) else { return Ok(write::svg(heading, Form::Only, canvas)) };
    let Some(narrow) = narrow else {
        let what = format!("{}, more than a phone shows, and has no narrow form", too_wide.what);
        let help = format!("place the same words in {:.0} steps, in a text called `narrow`", (WIDEST_NARROW / source::STEP).floor());
        return Err(Fault::new(too_wide.line, what, help).into());
    };
    unless(check::faults(narrow, WIDEST_NARROW), ()).map_err(in_narrow)?;
    Ok(write::svg(heading, Form::Wide, canvas) + &write::svg(heading, Form::Narrow, narrow))
}

fn in_narrow(faults: Vec<Fault>) -> Vec<Fault> {
    faults.into_iter().map(|fault| Fault { what: format!("in the narrow form, {}", fault.what), ..fault }).collect()
}
