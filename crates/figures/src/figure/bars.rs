//! Figures of bars: how long something took, drawn from the medians of `figures/<name>.data`, with the machine below.

use super::Fault;
use super::canvas::{Anchor, Canvas, fits};
use super::check::WIDEST;
use super::geometry::{Point, Rect};
use super::label::{FONT, LEADING, Label};
use super::look::{Fill, Look, Tone};
use super::source::Statement;
use crate::measured::{self, Measured};

/// The distance from one bar to the next, and how high a bar is.
const ROW: f64 = 24.0;
const HIGH: f64 = 14.0;
/// The room between a label and its bar, and between a bar and its number.
const GAP: f64 = 8.0;
/// The room for a number.
const NUMBER: f64 = 7.0 * FONT * 0.55;

/// A line of the picture.
enum Row {
    Group { labels: Vec<Label>, scale: bool },
    Bar { line: usize, label: Label, median: f64, look: Look },
}

/// The width of the narrow form, where labels stand above their bars.
const NARROW: f64 = 380.0;

/// Draws the bars, in a canvas for a column of text and in one for a phone, and says in words what they show; or tells everything that cannot be drawn.
pub fn draw(body: Vec<Statement>, canvas: &mut Canvas, narrow: &mut Canvas) -> Result<String, Vec<Fault>> {
    let mut measured = None;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for mut statement in body {
        let done = match statement.word("kind of line") {
            Ok(verb) if verb == "data" => data(&mut statement).map(|found| measured = Some(found)),
            Ok(verb) if verb == "group" => group(&mut statement).map(|row| rows.push(row)),
            Ok(verb) if verb == "bar" => bar(&mut statement, measured.as_ref()).map(|row| rows.push(row)),
            Ok(verb) => statement.fault(format!("`{verb}` is nothing that can be drawn"), "begin with one of data, group, bar"),
            Err(fault) => Err(fault),
        };
        faults.extend(done.err());
    }
    match measured {
        _ if !faults.is_empty() => Err(faults),
        Some(measured) => {
            let said = picture(&rows, &measured, canvas).map_err(|fault| vec![fault])?;
            narrow_picture(&rows, &measured, narrow).map_err(|fault| vec![fault])?;
            Ok(said)
        }
        None => Err(vec![Fault::new(1, "has no bar", "write `data cost`, and below it the bars")]),
    }
}

/// `data NAME`: where the medians are.
fn data(statement: &mut Statement) -> Result<Measured, Fault> {
    let name = statement.word("name of the data")?;
    measured::load(&name).map_err(|diagnostic| Fault::new(statement.line, diagnostic.to_string(), "fix it"))
}

/// `group [scale] "words"`: a heading; with `scale`, the longest bar from here to the next such heading takes all the room.
fn group(statement: &mut Statement) -> Result<Row, Fault> {
    let scale = statement.takes("scale");
    statement.look()?;
    Ok(Row::Group { labels: statement.labels()?, scale })
}

/// `bar MEDIAN look… "label"`
fn bar(statement: &mut Statement, measured: Option<&Measured>) -> Result<Row, Fault> {
    let name = statement.word("name of the median")?;
    let Some(measured) = measured else { return statement.fault("stands before the data", "write `data cost` above it") };
    let Some(median) = measured.median(&name) else {
        return statement.fault(format!("`{name}` was not measured"), "correct the name, or measure it with `cargo xtask cost`");
    };
    let look = Look { fill: Fill::Tint, ..statement.look()? };
    match &statement.labels()?[..] {
        [label] => Ok(Row::Bar { line: statement.line, label: label.clone(), median, look }),
        _ => statement.fault("is not labeled by one text", "write what took this long, in quotes"),
    }
}

/// All rows below each other, then the machine; and the same in words.
fn picture(rows: &[Row], measured: &Measured, canvas: &mut Canvas) -> Result<String, Fault> {
    let labels = rows.iter().filter_map(|row| if let Row::Bar { label, .. } = row { Some(label.width(false)) } else { None });
    let left = labels.fold(0.0, f64::max) + GAP;
    let (mut top, mut longest, mut said) = (0.0, longest(rows), String::new());
    for (index, row) in rows.iter().enumerate() {
        match row {
            Row::Group { labels, scale } => {
                if *scale {
                    longest = self::longest(&rows[index + 1..]);
                }
                let bold = Look { bold: true, ..Look::default() };
                top += if index > 0 { FONT } else { 0.0 };
                lines(labels, &mut top, bold, canvas)?;
                let heading = labels.iter().map(Label::said).collect::<Vec<_>>().join(" ");
                said = closed(said) + &format!("{heading}: ");
            }
            Row::Bar { line, label, median, look } => {
                fits(label, Look::default(), WIDEST / 2.0)?;
                let (middle, width) = (top + ROW / 2.0, (median / longest * (WIDEST - left - GAP - NUMBER)).max(1.0));
                let number = Label::parse(&number(*median), *line)?;
                said += &format!("{} = {}; ", label.said(), number.said());
                canvas.text(Point { x: left - GAP, y: middle }, Anchor::End, label.clone(), Look::default());
                canvas.rect(*line, Rect::new(left, middle - HIGH / 2.0, width, HIGH), *look);
                canvas.text(Point { x: left + width + GAP, y: middle }, Anchor::Start, number, Look::default());
                top += ROW;
            }
        }
    }
    top += GAP;
    lines(&machine(measured)?, &mut top, Look { tone: Tone::Muted, ..Look::default() }, canvas)?;
    Ok(closed(said) + &format!("Measured on {}.", measured.said().join("; ")))
}

/// The same on a phone: each label above its bar, and headings in as many lines as they need.
fn narrow_picture(rows: &[Row], measured: &Measured, canvas: &mut Canvas) -> Result<(), Fault> {
    let broken = |labels: &[Label], bold: bool| labels.iter().flat_map(|label| label.broken(NARROW, bold)).collect::<Vec<_>>();
    let (mut top, mut longest) = (0.0, longest(rows));
    for (index, row) in rows.iter().enumerate() {
        match row {
            Row::Group { labels, scale } => {
                if *scale {
                    longest = self::longest(&rows[index + 1..]);
                }
                top += if index > 0 { FONT } else { 0.0 };
                let bold = Look { bold: true, ..Look::default() };
                lines(&broken(labels, true), &mut top, bold, canvas)?;
            }
            Row::Bar { line, label, median, look } => {
                fits(label, Look::default(), NARROW)?;
                let width = (median / longest * (NARROW - GAP - NUMBER)).max(1.0);
                let number = Label::parse(&number(*median), *line)?;
                canvas.text(Point { x: 0.0, y: top + LEADING / 2.0 }, Anchor::Start, label.clone(), Look::default());
                let middle = top + LEADING + ROW / 2.0 - 3.0;
                canvas.rect(*line, Rect::new(0.0, middle - HIGH / 2.0, width, HIGH), *look);
                canvas.text(Point { x: width + GAP, y: middle }, Anchor::Start, number, Look::default());
                top += LEADING + ROW;
            }
        }
    }
    top += GAP;
    lines(&broken(&machine(measured)?, false), &mut top, Look { tone: Tone::Muted, ..Look::default() }, canvas)
}

fn machine(measured: &Measured) -> Result<Vec<Label>, Fault> {
    measured.said().iter().map(|line| Label::parse(line, 1)).collect()
}

/// What was said of the bars up to here, as a sentence.
fn closed(said: String) -> String {
    said.strip_suffix("; ").map(|said| format!("{said}. ")).unwrap_or(said)
}

/// The longest time up to the next heading that begins a scale.
fn longest(rows: &[Row]) -> f64 {
    let medians = rows.iter().map_while(|row| match row {
        Row::Group { scale: true, .. } => None,
        Row::Group { .. } => Some(0.0),
        Row::Bar { median, .. } => Some(*median),
    });
    medians.fold(0.0, f64::max)
}

/// Lines of words from the left edge on.
fn lines(labels: &[Label], top: &mut f64, look: Look, canvas: &mut Canvas) -> Result<(), Fault> {
    for label in labels {
        fits(label, look, WIDEST)?;
        canvas.text(Point { x: 0.0, y: *top + ROW / 2.0 }, Anchor::Start, label.clone(), look);
        *top += LEADING;
    }
    *top += ROW - LEADING;
    Ok(())
}

/// A time with two digits that count; a third one is another in the next run.
fn number(median: f64) -> String {
    if median < 9.95 {
        return format!("{median:.1}");
    }
    let step = 10_f64.powf((median.log10() - 1.0).floor());
    let digits = format!("{:.0}", (median / step).round() * step);
    match digits.len() {
        ..=3 => digits,
        length => format!("{},{}", &digits[..length - 3], &digits[length - 3..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two digits of a time count, whatever its size; half a digit counts as a whole one.
    #[test]
    fn numbers_have_two_digits() {
        let numbers = [0.26, 1.449, 9.94, 9.95, 15.3, 99.6, 152.0, 998.0, 1234.0, 52_345.0];
        assert_eq!(numbers.map(number), ["0.3", "1.4", "9.9", "10", "15", "100", "150", "1,000", "1,200", "52,000"]);
    }
}
