//! Box diagrams on a grid: what is in memory and what points where, or what passes something to what.

use std::collections::BTreeMap;

use super::canvas::{Anchor, Canvas, PADDING, fit};
use super::geometry::{Point, Rect};
use super::label::{CODE, FONT, Label};
use super::look::{Fill, Look, Stroke, Tone};
use super::source::{STEP, Statement, place, steps};
use super::{Fault, all};

/// Draws every statement, or returns all faults.
pub fn draw(body: Vec<Statement>) -> Result<Canvas, Vec<Fault>> {
    let mut sheet = Sheet::default();
    all(body.into_iter().map(|statement| sheet.statement(statement)))?;
    Ok(sheet.canvas)
}

/// The canvas, and where the named boxes are.
#[derive(Default)]
struct Sheet {
    canvas: Canvas,
    places: BTreeMap<String, Rect>,
    /// Lines of code with names: what they say, and where.
    codes: BTreeMap<String, (String, Point)>,
}

/// Returns how the words in a shape look: gray if it's crossed out.
fn words_in(look: Look) -> Look {
    Look { bold: look.bold, ..Look::toned(if look.crossed { Tone::Muted } else { Tone::Plain }) }
}

impl Sheet {
    fn statement(&mut self, mut statement: Statement) -> Result<(), Fault> {
        let verb = statement.word("kind of shape")?;
        match verb.as_str() {
            "box" => self.one_box(statement),
            "cells" => self.cells(statement),
            "frame" => self.frame(statement),
            "text" => self.text(statement),
            "code" => self.code(statement),
            "under" => self.under(statement),
            "arrow" | "line" => self.arrow(statement, verb == "arrow"),
            _ => statement.fault(format!("`{verb}` can't be drawn"), "begin with one of box, cells, frame, text, code, under, arrow, line"),
        }
    }

    fn keep(&mut self, statement: &Statement, name: &str, rect: Rect) -> Result<(), Fault> {
        match self.places.insert(name.to_owned(), rect) {
            None => Ok(()),
            Some(_) => statement.fault(format!("the name `{name}` is taken"), "choose another"),
        }
    }

    /// `box NAME X,Y WxH look… "line" …`
    fn one_box(&mut self, mut statement: Statement) -> Result<(), Fault> {
        let name = statement.word("name")?;
        let rect = statement.rect()?;
        let (look, labels) = (statement.look()?, statement.labels()?);
        self.keep(&statement, &name, rect)?;
        self.canvas.rect(statement.line, rect, look);
        self.canvas.texts_in(rect, rect.height, labels, words_in(look))
    }

    /// `cells NAME X,Y WxH [across] look… "cell" …`: a box of cells below each other or side by side, called NAME.1 and so on.
    fn cells(&mut self, mut statement: Statement) -> Result<(), Fault> {
        let name = statement.word("name")?;
        let first = statement.rect()?;
        let across = statement.takes("across");
        let look = statement.look()?;
        let (mut rect, mut whole) = (first, None);
        for (index, quoted) in statement.texts.iter().enumerate() {
            let span = quoted.span as f64;
            rect = match (across, index) {
                (true, 1..) => Rect { left: rect.right(), ..first },
                (false, 1..) => Rect { top: rect.bottom(), ..first },
                _ => first,
            };
            if across {
                rect.width *= span
            } else {
                rect.height *= span
            }
            whole = Some(whole.map_or(rect, |whole: Rect| whole.joined(rect)));
            self.keep(&statement, &format!("{name}.{}", index + 1), rect)?;
            let empty = quoted.text.is_empty();
            let fill = if empty { Fill::Empty } else { look.fill };
            self.canvas.rect(statement.line, rect, Look { fill, crossed: false, ..look });
            if !empty {
                let label = Label::parse(&quoted.text, statement.line)?;
                self.canvas.texts_in(rect, rect.height, vec![label], words_in(look))?;
            }
            self.ticks(statement.line, rect, quoted.span, across);
        }
        let Some(whole) = whole else { return statement.fault("has no cell", "write each cell as a text in quotes") };
        if look.crossed {
            self.canvas.cross(whole, look);
        }
        self.keep(&statement, &name, whole)
    }

    /// Marks, in a cell that spans several, where the others would end.
    fn ticks(&mut self, line: usize, rect: Rect, span: usize, across: bool) {
        for part in (1..span).filter(|_| across) {
            let x = rect.left + rect.width * part as f64 / span as f64;
            for (from, to) in [(rect.top, rect.top + 5.0), (rect.bottom() - 5.0, rect.bottom())] {
                self.canvas.path(line, vec![Point { x, y: from }, Point { x, y: to }], Look::default(), false);
            }
        }
    }

    /// `frame X,Y WxH look… "label"`: a frame around what belongs together, with its label in the upper left corner.
    fn frame(&mut self, mut statement: Statement) -> Result<(), Fault> {
        let rect = statement.rect()?;
        let (mut look, labels) = (statement.look()?, statement.labels()?);
        look.round = true;
        if look.tone == Tone::Plain {
            look.tone = Tone::Muted;
        }
        self.canvas.rect(statement.line, rect, look);
        fit(&labels, Look::bold(), rect.width - 2.0 * PADDING - 8.0)?;
        self.canvas.texts(Point { x: rect.left + 10.0, y: rect.top + 14.0 }, Anchor::Start, labels, Look::bold());
        Ok(())
    }

    /// `text X,Y [middle|right] look… "line" …`: the place is the upper left corner, the upper middle, or the upper right.
    fn text(&mut self, mut statement: Statement) -> Result<(), Fault> {
        let at = statement.place()?;
        let anchor = match (statement.takes("middle"), statement.takes("right")) {
            (true, _) => Anchor::Middle,
            (_, true) => Anchor::End,
            _ => Anchor::Start,
        };
        let (look, labels) = (statement.look()?, statement.labels()?);
        if labels.is_empty() {
            return statement.fault("has no text", "write it in quotes");
        }
        self.canvas.texts(Point { x: at.x, y: at.y + 10.0 }, anchor, labels, look);
        Ok(())
    }

    /// `code NAME X,Y "`line`"`: a line of code, whose characters `under` can mark.
    fn code(&mut self, mut statement: Statement) -> Result<(), Fault> {
        let name = statement.word("name")?;
        let (at, look) = (statement.place()?, statement.look()?);
        let [label] = &statement.labels()?[..] else { return statement.fault("is not one line", "write one text in quotes") };
        self.keep(&statement, &name, Rect::new(at.x, at.y, label.width(false), 2.0 * STEP))?;
        self.codes.insert(name, (label.said(), at));
        self.canvas.text(Point { x: at.x, y: at.y + STEP }, Anchor::Start, label.clone(), look);
        Ok(())
    }

    /// `under NAME ROW look… "`characters`" "words"`: a bar under these characters, in the first or second row below the code, with words to its left.
    fn under(&mut self, mut statement: Statement) -> Result<(), Fault> {
        let name = statement.word("name")?;
        let row = statement.word("row")?;
        let Some(row) = row.parse::<f64>().ok().filter(|row| [1.0, 2.0].contains(row)) else {
            return statement.fault(format!("`{row}` is not a row"), "write 1 or 2");
        };
        let (look, mut labels) = (statement.look()?, statement.labels()?);
        let Some((code, at)) = self.codes.get(&name) else {
            return statement.fault(format!("`{name}` is not a line of code above"), "correct the name, or write the code first");
        };
        let Some(mark) = labels.first().map(Label::said) else {
            return statement.fault("names no characters", "write those that the bar is under");
        };
        let Some(before) = code.find(&mark).map(|offset| code[..offset].chars().count()) else {
            return statement.fault(format!("`{mark}` is not in the line of code"), "write it exactly as it is there");
        };
        let letter = CODE * FONT;
        let left = at.x + before as f64 * letter;
        let rect = Rect::new(left, at.y + (0.7 + 1.7 * row) * STEP, mark.chars().count() as f64 * letter, 7.0);
        self.canvas.rect(statement.line, rect, look);
        labels.remove(0);
        self.canvas.texts(Point { x: left - 8.0, y: rect.middle().y }, Anchor::End, labels, Look::default());
        Ok(())
    }

    /// `arrow END -> END [via X,Y …] look…`; `line` is the same without an arrowhead.
    fn arrow(&mut self, mut statement: Statement, head: bool) -> Result<(), Fault> {
        let from = self.end(&mut statement)?;
        statement.arrow("arrow a.right -> b.left", "write a `text` beside it")?;
        let to = self.end(&mut statement)?;
        let mut points = vec![from];
        if statement.takes("via") {
            while let Some(point) = statement.words.front().and_then(|word| place(word)) {
                points.push(point);
                statement.words.pop_front();
            }
        }
        points.push(to);
        let look = statement.look()?;
        let look = if look.crossed && look.stroke == Stroke::Solid { Look { stroke: Stroke::Dashed, ..look } } else { look };
        self.canvas.path(statement.line, points, look, head);
        Ok(())
    }

    /// Parses an end: a place, or a side of a box: `guard.top`, or `guard.top:4` for four steps from the side's beginning.
    fn end(&self, statement: &mut Statement) -> Result<Point, Fault> {
        let word = statement.word("end of the arrow")?;
        if let Some(point) = place(&word) {
            return Ok(point);
        }
        let (place, offset) = word.split_once(':').map_or((word.as_str(), None), |(place, offset)| (place, Some(offset)));
        let Some((name, side)) = place.rsplit_once('.') else {
            return statement.fault(format!("`{word}` is neither a place nor a side of a box"), "write it like `guard.top`, or like 4,2.5");
        };
        let Some(rect) = self.places.get(name) else {
            return statement.fault(format!("`{name}` is not drawn above"), "correct the name, or draw the box first");
        };
        let offset = match offset.map(steps) {
            Some(None) => return statement.fault(format!("`{word}` has no number after its colon"), "write it like `guard.top:4`"),
            other => other.flatten(),
        };
        let middle = rect.middle();
        let (x, y) = (offset.map_or(middle.x, |offset| rect.left + offset), offset.map_or(middle.y, |offset| rect.top + offset));
        match side {
            "left" => Ok(Point { x: rect.left, y }),
            "right" => Ok(Point { x: rect.right(), y }),
            "top" => Ok(Point { x, y: rect.top }),
            "bottom" => Ok(Point { x, y: rect.bottom() }),
            _ => statement.fault(format!("`{side}` is not a side"), "use left, right, top or bottom"),
        }
    }
}
