//! A drawing before it's written as SVG: shapes, words, and what the checks need to know about both.

use super::Fault;
use super::geometry::{Point, Rect};
use super::label::{FONT, LEADING, Label};
use super::look::Look;

/// The space between a text and the box that holds it.
pub const PADDING: f64 = 4.0;

/// How a text is aligned to its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A shape.
#[derive(Debug, Clone)]
pub enum Shape {
    Rect {
        rect: Rect,
        look: Look,
    },
    Path {
        points: Vec<Point>,
        look: Look,
        arrow: bool,
    },
    /// Two strokes through a rectangle.
    Cross {
        rect: Rect,
        look: Look,
    },
    Dot {
        at: Point,
        look: Look,
    },
    /// A faint stripe behind everything.
    Band {
        rect: Rect,
        look: Look,
    },
    /// A hairline behind everything.
    Hair {
        from: Point,
        to: Point,
    },
}

/// A line of text at its place.
#[derive(Debug, Clone)]
pub struct Text {
    pub at: Point,
    pub anchor: Anchor,
    pub label: Label,
    pub look: Look,
}

impl Text {
    /// Returns the rectangle that the letters take up.
    pub fn rect(&self) -> Rect {
        let width = self.label.width(self.look.bold);
        let left = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - width / 2.0,
            Anchor::End => self.at.x - width,
        };
        Rect::new(left, self.at.y - FONT / 2.0, width, FONT)
    }
}

/// A drawing in progress; `line` is always the source line that asks for the shape.
#[derive(Debug, Default)]
pub struct Canvas {
    pub shapes: Vec<Shape>,
    pub texts: Vec<Text>,
    /// Lines that no text may overlap.
    pub edges: Vec<(usize, Point, Point)>,
    /// What must be inside the picture.
    pub extents: Vec<(usize, Rect)>,
}

impl Canvas {
    /// Returns the rectangle around everything.
    pub fn bounds(&self) -> Rect {
        self.extents.iter().map(|(_, rect)| *rect).reduce(Rect::joined).unwrap_or(Rect::new(0.0, 0.0, 1.0, 1.0))
    }

    /// Draws a box.
    pub fn rect(&mut self, line: usize, rect: Rect, look: Look) {
        let corners = rect.corners();
        self.edges.extend((0..4).map(|side| (line, corners[side], corners[(side + 1) % 4])));
        self.extents.push((line, rect));
        self.shapes.push(Shape::Rect { rect, look });
        if look.crossed {
            self.cross(rect, look);
        }
    }

    /// Draws a line through points, with or without an arrowhead.
    pub fn path(&mut self, line: usize, points: Vec<Point>, look: Look, arrow: bool) {
        for pair in points.windows(2) {
            self.edges.push((line, pair[0], pair[1]));
            let (a, b) = (pair[0], pair[1]);
            self.extents.push((line, Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())));
        }
        if look.crossed {
            let middle = halfway(&points);
            self.shapes.push(Shape::Cross { rect: Rect::new(middle.x - 6.0, middle.y - 6.0, 12.0, 12.0), look });
        }
        self.shapes.push(Shape::Path { points, look, arrow });
    }

    /// Crosses out a rectangle, because what is in it is gone.
    pub fn cross(&mut self, rect: Rect, look: Look) {
        self.shapes.push(Shape::Cross { rect, look });
    }

    /// Draws a point on a lane: a dot, or a cross for something that fails.
    pub fn dot(&mut self, line: usize, at: Point, look: Look) {
        let rect = Rect::new(at.x - 5.0, at.y - 5.0, 10.0, 10.0);
        self.extents.push((line, rect));
        let corners = rect.corners();
        self.edges.push((line, corners[0], corners[2]));
        self.shapes.push(if look.crossed { Shape::Cross { rect, look } } else { Shape::Dot { at, look } });
    }

    /// Draws a faint stripe behind everything.
    pub fn band(&mut self, line: usize, rect: Rect, look: Look) {
        self.extents.push((line, rect));
        self.shapes.insert(0, Shape::Band { rect, look });
    }

    /// Draws a hairline behind everything.
    pub fn hair(&mut self, from: Point, to: Point) {
        self.shapes.insert(0, Shape::Hair { from, to });
    }

    /// Draws a line of text whose middle is at `at.y`.
    pub fn text(&mut self, at: Point, anchor: Anchor, label: Label, look: Look) {
        let text = Text { at, anchor, label, look };
        self.extents.push((text.label.line, text.rect()));
        self.texts.push(text);
    }

    /// Draws lines of text below each other, the first with its middle at `at.y`.
    pub fn texts(&mut self, at: Point, anchor: Anchor, labels: Vec<Label>, look: Look) {
        for (index, label) in labels.into_iter().enumerate() {
            self.text(Point { x: at.x, y: at.y + index as f64 * LEADING }, anchor, label, look);
        }
    }

    /// Like `texts`, but with the middle of all lines at `at.y`.
    pub fn centered(&mut self, at: Point, anchor: Anchor, labels: Vec<Label>, look: Look) {
        let first = at.y - labels.len().saturating_sub(1) as f64 * LEADING / 2.0;
        self.texts(Point { x: at.x, y: first }, anchor, labels, look);
    }

    /// Draws lines of text in the middle of a box, or of its top `height` units, if they fit.
    pub fn texts_in(&mut self, rect: Rect, height: f64, labels: Vec<Label>, look: Look) -> Result<(), Fault> {
        fit(&labels, look, rect.width - 2.0 * PADDING)?;
        fit_high(&labels, rect.height)?;
        let middle = Point { x: rect.middle().x, y: rect.top + height.min(rect.height) / 2.0 };
        self.centered(middle, Anchor::Middle, labels, look);
        Ok(())
    }
}

/// Refuses the first text that is wider than `room`.
pub fn fit(labels: &[Label], look: Look, room: f64) -> Result<(), Fault> {
    let Some(label) = labels.iter().find(|label| label.width(look.bold) > room) else { return Ok(()) };
    let width = label.width(look.bold);
    let what = format!("`{}` is {width:.0} units wide, but there are only {:.0}", label.said(), room.max(0.0));
    Err(Fault::new(label.line, what, "make room (one step is 10 units), shorten the text, or break it into two texts"))
}

/// Refuses more lines of text than there is height for.
pub fn fit_high(labels: &[Label], room: f64) -> Result<(), Fault> {
    let height = labels.len() as f64 * LEADING;
    if height <= room || labels.is_empty() {
        return Ok(());
    }
    let what = format!("{} lines of text are {height:.0} units high, but there are only {room:.0}", labels.len());
    Err(Fault::new(labels[0].line, what, "make the box higher, or say less"))
}

/// Returns the point halfway along a line.
fn halfway(points: &[Point]) -> Point {
    let whole: f64 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let mut left = whole / 2.0;
    for pair in points.windows(2) {
        let length = pair[0].distance(pair[1]);
        if left <= length {
            return pair[0].toward(pair[1], left);
        }
        left -= length;
    }
    // Never reached: the halfway point is somewhere on the line.
    points[0]
}
