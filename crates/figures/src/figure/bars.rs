//! Bar charts: how long something took, drawn from the medians of `figures/<name>.data`, with the machine below.

use super::canvas::{Anchor, Canvas, fit};
use super::check::WIDEST;
use super::geometry::{Point, Rect};
use super::label::{FONT, LEADING, Label, broken};
use super::look::{Fill, Look, Tone};
use super::source::Statement;
use super::{Fault, all};
use crate::measured::{self, Measured};

/// The distance from one bar to the next, and the height of a bar.
const ROW: f64 = 24.0;
const HIGH: f64 = 14.0;
/// The space between a label and its bar, and between a bar and its number.
const GAP: f64 = 8.0;
/// The space for a number.
const NUMBER: f64 = 7.0 * FONT * 0.55;
/// The width of the narrow form, where labels are above their bars.
const NARROW: f64 = 380.0;

/// A line of the picture.
enum Row {
    Group { labels: Vec<Label>, scale: bool },
    Bar { line: usize, label: Label, median: f64, look: Look },
}

/// The lines of the picture, and where their medians are from.
pub struct Bars {
    rows: Vec<Row>,
    measured: Measured,
}

impl Bars {
    /// Reads every statement, or returns all faults.
    pub fn read(body: Vec<Statement>) -> Result<Self, Vec<Fault>> {
        let mut measured = None;
        let rows = all(body.into_iter().map(|mut statement| match statement.word("kind of line")?.as_str() {
            "data" => {
                measured = Some(data(&mut statement)?);
                Ok(None)
            }
            "group" => group(&mut statement).map(Some),
            "bar" => bar(&mut statement, measured.as_ref()).map(Some),
            verb => statement.fault(format!("`{verb}` can't be drawn"), "begin with one of data, group, bar"),
        }))?;
        let measured = measured.ok_or_else(|| Fault::new(1, "has no bar", "write `data cost`, and below it the bars"))?;
        Ok(Self { rows: rows.into_iter().flatten().collect(), measured })
    }

    /// Describes what the picture shows.
    pub fn in_words(&self) -> String {
        let mut said = String::new();
        // Ends the sentence about the bars so far.
        let closed = |said: String| said.strip_suffix("; ").map(|said| format!("{said}. ")).unwrap_or(said);
        for row in &self.rows {
            match row {
                Row::Group { labels, .. } => {
                    let heading = labels.iter().map(Label::said).collect::<Vec<_>>().join(" ");
                    said = closed(said) + &format!("{heading}: ");
                }
                Row::Bar { label, median, .. } => said += &format!("{} = {}; ", label.said(), number(*median)),
            }
        }
        closed(said) + &format!("Measured on {}.", self.measured.said().join("; "))
    }

    /// Draws all rows below each other, then the machine; on a phone, each label is above its bar, and headings take as many lines as they need.
    pub fn draw(&self, narrow: bool) -> Result<Canvas, Fault> {
        let mut canvas = Canvas::default();
        let labels = self.rows.iter().filter_map(|row| if let Row::Bar { label, .. } = row { Some(label.width(false)) } else { None });
        let (width, room, left) = if narrow { (NARROW, NARROW, 0.0) } else { (WIDEST, WIDEST / 2.0, labels.fold(0.0, f64::max) + GAP) };
        let (mut top, mut longest) = (0.0, longest(&self.rows));
        for (index, row) in self.rows.iter().enumerate() {
            match row {
                Row::Group { labels, scale } => {
                    if *scale {
                        longest = self::longest(&self.rows[index + 1..]);
                    }
                    top += if index > 0 { FONT } else { 0.0 };
                    lines(labels, &mut top, Look::bold(), narrow, &mut canvas)?;
                }
                Row::Bar { line, label, median, look } => {
                    fit(std::slice::from_ref(label), Look::default(), room)?;
                    if narrow {
                        canvas.text(Point { x: 0.0, y: top + LEADING / 2.0 }, Anchor::Start, label.clone(), Look::default());
                        top += LEADING - 3.0;
                    } else {
                        canvas.text(Point { x: left - GAP, y: top + ROW / 2.0 }, Anchor::End, label.clone(), Look::default());
                    }
                    let (y, length) = (top + ROW / 2.0, (median / longest * (width - left - GAP - NUMBER)).max(1.0));
                    canvas.rect(*line, Rect::new(left, y - HIGH / 2.0, length, HIGH), *look);
                    let number = Label::parse(&number(*median), *line)?;
                    canvas.text(Point { x: left + length + GAP, y }, Anchor::Start, number, Look::default());
                    top += if narrow { ROW + 3.0 } else { ROW };
                }
            }
        }
        top += GAP;
        let machine: Vec<Label> = self.measured.said().iter().map(|line| Label::of(line)).collect();
        lines(&machine, &mut top, Look::toned(Tone::Muted), narrow, &mut canvas)?;
        Ok(canvas)
    }
}

/// `data NAME`: where the medians are.
fn data(statement: &mut Statement) -> Result<Measured, Fault> {
    let name = statement.word("name of the data")?;
    measured::load(&name).map_err(|why| Fault::new(statement.line, why, "fix it"))
}

/// `group [scale] "words"`: a heading; with `scale`, the longest bar from here to the next such heading fills the width.
fn group(statement: &mut Statement) -> Result<Row, Fault> {
    let scale = statement.takes("scale");
    statement.look()?;
    Ok(Row::Group { labels: statement.labels()?, scale })
}

/// `bar MEDIAN look… "label"`
fn bar(statement: &mut Statement, measured: Option<&Measured>) -> Result<Row, Fault> {
    let name = statement.word("name of the median")?;
    let Some(measured) = measured else { return statement.fault("comes before the data", "write `data cost` above it") };
    let Some(median) = measured.median(&name) else {
        return statement.fault(format!("`{name}` was not measured"), "correct the name, or measure it with `cargo xtask cost`");
    };
    let look = Look { fill: Fill::Tint, ..statement.look()? };
    match <[Label; 1]>::try_from(statement.labels()?) {
        Ok([label]) => Ok(Row::Bar { line: statement.line, label, median, look }),
        Err(_) => statement.fault("doesn't have exactly one label", "write what took this long, in quotes"),
    }
}

/// Returns the longest time up to the next heading that begins a scale.
fn longest(rows: &[Row]) -> f64 {
    let medians = rows.iter().map_while(|row| match row {
        Row::Group { scale: true, .. } => None,
        Row::Group { .. } => Some(0.0),
        Row::Bar { median, .. } => Some(*median),
    });
    medians.fold(0.0, f64::max)
}

/// Draws lines of words from the left edge.
fn lines(labels: &[Label], top: &mut f64, look: Look, narrow: bool, canvas: &mut Canvas) -> Result<(), Fault> {
    let labels = if narrow { broken(labels, NARROW, look.bold) } else { labels.to_vec() };
    fit(&labels, look, WIDEST)?;
    let height = labels.len() as f64 * LEADING;
    canvas.texts(Point { x: 0.0, y: *top + ROW / 2.0 }, Anchor::Start, labels, look);
    *top += height + ROW - LEADING;
    Ok(())
}

/// Formats a time with at most two significant digits; a third would differ in the next run.
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

    /// A time has at most two significant digits, whatever its size; halves are rounded up.
    #[test]
    fn numbers_have_two_digits() {
        let numbers = [0.26, 1.449, 9.94, 9.95, 15.3, 99.6, 152.0, 998.0, 1234.0, 52_345.0];
        assert_eq!(numbers.map(number), ["0.3", "1.4", "9.9", "10", "15", "100", "150", "1,000", "1,200", "52,000"]);
    }
}
