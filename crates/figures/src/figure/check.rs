//! Whether every word of a drawing can be read: nothing lies on it, and the picture is not too wide for a small screen.

use super::Fault;
use super::canvas::Canvas;
use super::geometry::Rect;

/// The widest picture: on 320 pixels its letters are still seven pixels high.
pub const WIDEST: f64 = 640.0;

/// Everything that is wrong with a drawing.
pub fn faults(canvas: &Canvas) -> Vec<Fault> {
    let mut faults: Vec<Fault> = too_wide(canvas).into_iter().collect();
    for (index, text) in canvas.texts.iter().enumerate() {
        let (rect, line, said) = (text.rect(), text.label.line, text.label.said());
        if let Some(below) = canvas.texts[..index].iter().find(|below| below.rect().overlaps(rect)) {
            let what = format!("`{said}` lies on `{}` of line {}", below.label.said(), below.label.line);
            faults.push(Fault::new(line, what, "move one of them; a line of text is nearly two steps high"));
        }
        // The letters themselves are lower than the line they stand on.
        let letters = Rect::new(rect.left, rect.top + 2.0, rect.width, rect.height - 3.0);
        if let Some((by, ..)) = canvas.edges.iter().find(|(_, from, to)| letters.is_crossed(*from, *to)) {
            faults.push(Fault::new(
                line,
                format!("`{said}` is crossed by what line {by} draws"),
                "move the text, or lead the line round it",
            ));
        }
    }
    faults
}

fn too_wide(canvas: &Canvas) -> Option<Fault> {
    let left = canvas.bounds().left;
    let (line, rect) = canvas.extents.iter().max_by(|a, b| a.1.right().total_cmp(&b.1.right()))?;
    let width = rect.right() - left;
    let what = format!("the figure is {width:.0} units wide here");
    (width > WIDEST).then(|| Fault::new(*line, what, format!("keep to {WIDEST:.0}, which is 64 steps: put things below each other")))
}
