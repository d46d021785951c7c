//! Draws figures: diagrams from their sources, charts from measurements, schedules from replays.

pub mod claims;
mod figure;
pub mod measured;
mod schedule;

use std::path::Path;

use book::diagnostic::Diagnostic;
use book::files;

pub use schedule::shown;

/// Draws a source, depending on its extension: a picture of a `.fig` or a `.schedule`, tables of a `.schedules`; or returns everything that is wrong with it.
pub fn draw(file: &Path, text: &str) -> Result<String, Vec<Diagnostic>> {
    let name = files::stem(file);
    let drawn = match file.extension().and_then(|ending| ending.to_str()) {
        Some("schedule") => schedule::draw(name, text),
        Some("schedules") => schedule::tables(&name, text).map_err(Vec::from),
        _ => figure::draw(name, text),
    };
    drawn.map_err(|faults| faults.into_iter().map(|fault| Diagnostic::new(file, fault.line, fault.what, fault.help)).collect())
}
