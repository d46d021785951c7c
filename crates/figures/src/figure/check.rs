//! Checks that every word of a drawing can be read: nothing overlaps it, and the picture isn't too wide for its window.

use std::collections::BTreeMap;

use super::Fault;
use super::canvas::{Canvas, Text};
use super::geometry::Rect;
use super::source::STEP;

/// The widest picture in a column of text.
pub const WIDEST: f64 = 640.0;
/// The widest picture on a phone: at 320 pixels its letters are still ten pixels high.
pub const WIDEST_NARROW: f64 = 438.0;

/// Returns everything that is wrong with a drawing, which may be at most `widest` wide.
pub fn faults(canvas: &Canvas, widest: f64) -> Vec<Fault> {
    let mut faults: Vec<Fault> = too_wide(canvas, widest).into_iter().collect();
    for (index, text) in canvas.texts.iter().enumerate() {
        let (rect, line, said) = (text.rect(), text.label.line, text.label.said());
        if let Some(below) = canvas.texts[..index].iter().find(|below| below.rect().overlaps(rect)) {
            let what = format!("`{said}` overlaps `{}` of line {}", below.label.said(), below.label.line);
            faults.push(Fault::new(line, what, "move one of them; a line of text is nearly two steps high"));
        }
        // The letters themselves are less tall than their line.
        let letters = Rect::new(rect.left, rect.top + 2.0, rect.width, rect.height - 3.0);
        if let Some((by, ..)) = canvas.edges.iter().find(|(_, from, to)| letters.is_crossed(*from, *to)) {
            faults.push(Fault::new(
                line,
                format!("`{said}` is crossed by what line {by} draws"),
                "move the text, or route the line around it",
            ));
        }
    }
    faults
}

/// Returns where a drawing is wider than `widest`, and how wide it is.
pub fn too_wide(canvas: &Canvas, widest: f64) -> Option<Fault> {
    let left = canvas.bounds().left;
    let (line, rect) = canvas.extents.iter().max_by(|a, b| a.1.right().total_cmp(&b.1.right()))?;
    let width = rect.right() - left;
    let what = format!("the figure is {width:.0} units wide here");
    let help = format!("keep to {widest:.0}, which is {:.0} steps: put things below each other", (widest / STEP).floor());
    (width > widest).then(|| Fault::new(*line, what, help))
}

/// Returns a fault for each word that only one of the two forms has; `line` is the narrow form's line.
pub fn other_words(canvas: &Canvas, narrow: &Canvas, line: usize) -> Vec<Fault> {
    let words = |canvas: &Canvas| -> BTreeMap<String, usize> {
        let words = |text: &Text| text.label.said().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        canvas.texts.iter().flat_map(|text| words(text).into_iter().map(|word| (word, text.label.line))).collect()
    };
    let (there, here) = (words(canvas), words(narrow));
    let more = here.iter().filter(|(word, _)| !there.contains_key(*word));
    let less = there.iter().filter(|(word, _)| !here.contains_key(*word));
    more.map(|(word, at)| Fault::new(*at, format!("the narrow form says `{word}`, but the wide one doesn't"), "say the same in both"))
        .chain(less.map(|(word, at)| {
            Fault::new(*at, format!("says `{word}`, but the narrow form doesn't"), format!("say the same below line {line}"))
        }))
        .collect()
}
