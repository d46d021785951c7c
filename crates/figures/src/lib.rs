//! Draws figures: diagrams from their sources, charts from measurements, schedules from replays.

pub mod claims;
mod figure;
pub mod measured;
mod schedule;

use std::path::Path;

use book::diagnostic::Diagnostic;
use book::files;

pub use schedule::shown;

/// What becomes of a source, by its ending: the drawing of a `.fig` or a `.schedule`, the tables of `.schedules`; or all that keeps it from being drawn.
pub fn draw(file: &Path, text: &str) -> Result<String, Vec<Diagnostic>> {
    let name = files::stem(file);
    let drawn = match file.extension().and_then(|ending| ending.to_str()) {
        Some("schedule") => schedule::draw(name, text),
        Some("schedules") => schedule::tables(&name, text).map_err(Vec::from),
        _ => figure::draw(name, text),
    };
    drawn.map_err(|faults| faults.into_iter().map(|fault| Diagnostic::new(file, fault.line, fault.what, fault.help)).collect())
}
