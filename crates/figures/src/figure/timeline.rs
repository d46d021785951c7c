//! Timelines: time runs down the page as code does, with a lane (a column) for each thread, lock, loan or scope.

use std::ops::RangeInclusive;

use super::canvas::{Anchor, Canvas, PADDING, fit, fit_high};
use super::check::WIDEST_NARROW;
use super::geometry::{Point, Rect};
use super::label::{LEADING, Label, broken, widest};
use super::look::{Fill, Look, Stroke, Tone};
use super::{Fault, unless};

/// The least height of a row.
const ROW: f64 = 28.0;
/// The space between two lanes, and beside them.
const GAP: f64 = 10.0;
/// The distance from a lane's left side to its line, with its points; words are to the right of it.
const RAIL: f64 = 9.0;
/// Where the words next to a point begin.
const BEHIND: f64 = 20.0;
/// A lane that is narrower than this and has no words has its line in the middle.
const SLIM: f64 = 80.0;

/// The space between two lanes on a phone.
const NARROW_GAP: f64 = 7.0;
/// The least width of a lane there.
const LEAST: f64 = 26.0;
/// The widths to break words to there, tried in order until the picture is narrow.
const ROOMS: [f64; 10] = [f64::MAX, 150.0, 130.0, 110.0, 100.0, 90.0, 80.0, 70.0, 60.0, 50.0];
/// The width to which statements to the left are broken there; where words have less than `TIGHT`, statements get `SHARE` times the width of words.
const STATEMENT: f64 = 190.0;
const TIGHT: f64 = 70.0;
const SHARE: f64 = 2.5;
/// At this width letters are as large as in a column of text; reaching it isn't worth the last two of `ROOMS`.
const GOAL: f64 = 395.0;

/// A timeline. Every `line` is a line of its source.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// The columns, from left to right.
    pub lanes: Vec<Lane>,
    /// The moments, from top to bottom.
    pub rows: Vec<Row>,
    /// What happens, in the order of drawing.
    pub items: Vec<Item>,
    /// Whether it's for a phone.
    pub narrow: bool,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Lane {
    /// The name that items use for it.
    pub name: String,
    /// Its width in units of the picture.
    pub width: f64,
    /// Extra space to its left, for arrows.
    pub gap: f64,
    /// The words above it.
    pub header: Vec<Label>,
}

/// A moment.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its line of the source.
    pub line: usize,
    /// The words to its left: a statement, or what happens at this moment.
    pub words: Vec<Label>,
    /// The stripe behind it, if its step is decisive.
    pub mark: Option<Look>,
}

/// Something in one lane at one or several moments (counted from 0), or across all lanes, where `lane` doesn't matter.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its line of the source.
    pub line: usize,
    /// What it is.
    pub what: What,
    /// Its column.
    pub lane: usize,
    /// Its moments.
    pub rows: RangeInclusive<usize>,
    /// How it looks.
    pub look: Look,
    /// What it says.
    pub words: Vec<Label>,
}

impl Item {
    /// Whether it's what happens in this row: a step, or a thread that begins to wait.
    fn happens_at(&self, row: usize) -> bool {
        let is_wait = self.what == What::Bar && self.look.stroke == Stroke::Dashed;
        *self.rows.start() == row && (self.what == What::Point || is_wait)
    }

    /// Whether it has words to the right of its lane's line.
    fn has_words_behind(&self) -> bool {
        matches!(self.what, What::Point | What::Rail) && !self.words.is_empty()
    }
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A block over these rows.
    Bar,
    /// A thin line down these rows: something that is just there.
    Rail,
    /// A point.
    Point,
    /// An arrow to a lane at a moment.
    Arrow { to: (usize, usize) },
    /// Words to the right of all lanes, with a bracket if there are several rows.
    Note,
    /// A dotted line across all lanes under this row, with words at its right end.
    Cut,
    /// A block across all lanes: the outcome.
    Result,
}

/// Where everything is.
struct Layout {
    /// Upper edge of each row, and the lower edge of the last.
    tops: Vec<f64>,
    /// Left side and width of each lane.
    lanes: Vec<(f64, f64)>,
    /// Where the line of each lane is.
    rails: Vec<f64>,
    /// Left side of the notes.
    notes: f64,
}

impl Layout {
    fn middle(&self, row: usize) -> f64 {
        f64::midpoint(self.tops[row], self.tops[row + 1])
    }

    /// Upper and lower edge of some rows.
    fn span(&self, rows: &RangeInclusive<usize>) -> (f64, f64) {
        (self.tops[*rows.start()], self.tops[*rows.end() + 1])
    }

    /// Left and right edge of all lanes.
    fn across(&self) -> (f64, f64) {
        (self.lanes.first().map_or(0.0, |lane| lane.0), self.lanes.last().map_or(0.0, |lane| lane.0 + lane.1))
    }
}

impl Timeline {
    /// Draws it, or returns everything that doesn't fit.
    pub fn draw(&self) -> Result<Canvas, Vec<Fault>> {
        let (layout, mut canvas) = (self.layout(), Canvas::default());
        let mut faults = self.headers(&layout, &mut canvas);
        self.rows(&layout, &mut canvas);
        // Blocks are drawn below points, and points below arrows.
        let order = |item: &&Item| match item.what {
            What::Cut | What::Rail => 0,
            What::Bar | What::Result => 1,
            What::Point => 2,
            What::Arrow { .. } | What::Note => 3,
        };
        let mut items: Vec<&Item> = self.items.iter().collect();
        items.sort_by_key(order);
        faults.extend(items.into_iter().filter_map(|item| self.item(item, &layout, &mut canvas).err()));
        unless(faults, canvas)
    }

    fn layout(&self) -> Layout {
        let gutter = self.rows.iter().map(|row| widest(&row.words, false)).fold(0.0, f64::max);
        let gap = if self.narrow { NARROW_GAP } else { GAP };
        let mut left = if gutter > 0.0 { gutter + 2.0 * gap } else { GAP };
        let (mut lanes, mut rails) = (Vec::new(), Vec::new());
        for (index, lane) in self.lanes.iter().enumerate() {
            left += lane.gap;
            lanes.push((left, lane.width));
            rails.push(left + if lane.width < SLIM && !self.has_words(index) { lane.width / 2.0 } else { RAIL });
            left += lane.width + gap;
        }
        let header = self.lanes.iter().map(|lane| lane.header.len()).max().unwrap_or(0) as f64;
        let mut tops = vec![header * LEADING + if header > 0.0 { 8.0 } else { 0.0 }];
        for height in self.heights() {
            tops.push(tops[tops.len() - 1] + height);
        }
        Layout { tops, lanes, rails, notes: left }
    }

    /// Whether there are words to the right of a lane's line.
    fn has_words(&self, lane: usize) -> bool {
        self.items.iter().any(|item| item.lane == lane && item.has_words_behind())
    }

    /// Returns the heights of the rows: as much as their words need.
    fn heights(&self) -> Vec<f64> {
        let height = |lines: usize| lines as f64 * LEADING + 12.0;
        let mut heights: Vec<f64> = self.rows.iter().map(|row| ROW.max(height(row.words.len()))).collect();
        let items = self.items.iter().filter(|item| !matches!(item.what, What::Arrow { .. } | What::Cut));
        // Authors make a block of several rows as long as its words need; where words are broken automatically, the rows grow.
        let (several, one): (Vec<&Item>, Vec<&Item>) = items.partition(|item| item.rows.start() != item.rows.end());
        for item in one.into_iter().chain(several.into_iter().filter(|_| self.narrow)) {
            let rows = &mut heights[item.rows.clone()];
            let missing = (height(item.words.len()) - rows.iter().sum::<f64>()).max(0.0) / rows.len() as f64;
            rows.iter_mut().for_each(|height| *height += missing);
        }
        heights
    }

    /// Draws it for a phone: lanes are as wide as their words, and words are broken until the whole picture is narrow.
    pub fn drawn_narrow(&self) -> Result<Canvas, Vec<Fault>> {
        let mut drawn = Vec::new();
        for room in ROOMS {
            let canvas = self.narrowed(room).draw()?;
            drawn.push((canvas.bounds().width, canvas));
            if drawn.last().is_some_and(|(width, _)| *width <= GOAL) {
                break;
            }
        }
        // Words in shreds are worse than letters that are a little smaller.
        let enough = drawn.iter().position(|(width, _)| *width <= GOAL).filter(|index| *index < ROOMS.len() - 2);
        let enough = enough.or_else(|| drawn.iter().position(|(width, _)| *width <= WIDEST_NARROW));
        Ok(drawn.swap_remove(enough.unwrap_or(drawn.len() - 1)).1)
    }

    /// Returns the narrow form, where words take at most `room`.
    fn narrowed(&self, room: f64) -> Self {
        let statement = if room < TIGHT { SHARE * room } else { STATEMENT };
        let mut line = Self { narrow: true, ..self.clone() };
        for (index, row) in line.rows.iter_mut().enumerate().filter(|(_, row)| !row.words.is_empty()) {
            // Notes move to the statement: below it, or, if it's only a line number, together with it below what happens.
            let is_note = |item: &mut Item| item.what == What::Note && *item.rows.start() == index;
            let notes: Vec<Label> = line.items.extract_if(.., is_note).flat_map(|item| item.words).collect();
            let step = line.items.iter_mut().find(|item| item.happens_at(index));
            match step.filter(|_| row.words.iter().all(|label| label.names.is_some())) {
                Some(step) => step.words.extend(row.words.drain(..).chain(notes)),
                None => {
                    row.words = row.words.iter().flat_map(|label| label.statement(statement)).collect();
                    row.words.extend(broken(&notes, statement, false));
                }
            }
        }
        for item in line.items.iter_mut().filter(|item| item.what != What::Result) {
            item.words = broken(&item.words, room, item.look.bold);
        }
        let widths: Vec<f64> = (0..line.lanes.len()).map(|lane| line.least(lane, room)).collect();
        for (lane, width) in line.lanes.iter_mut().zip(widths) {
            *lane = Lane { width, gap: lane.gap / 2.0, header: broken(&lane.header, room, true), name: lane.name.clone() };
        }
        let (left, right) = line.layout().across();
        for item in line.items.iter_mut().filter(|item| item.what == What::Result) {
            item.words = broken(&item.words, right - left - 2.0 * PADDING, item.look.bold);
        }
        line
    }

    /// Returns how wide a lane must be for its words.
    fn least(&self, lane: usize, room: f64) -> f64 {
        let items = self.items.iter().filter(|item| item.lane == lane && !item.words.is_empty()).map(|item| match item.what {
            What::Bar => widest(&item.words, item.look.bold) + 2.0 * PADDING,
            What::Point | What::Rail => widest(&item.words, item.look.bold) + BEHIND,
            _ => 0.0,
        });
        items.fold(widest(&broken(&self.lanes[lane].header, room, true), true).max(LEAST), f64::max)
    }

    fn headers(&self, layout: &Layout, canvas: &mut Canvas) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (lane, (left, width)) in self.lanes.iter().zip(&layout.lanes) {
            faults.extend(fit(&lane.header, Look::bold(), width + GAP - 2.0).err());
            let first = layout.tops[0] - 8.0 - lane.header.len() as f64 * LEADING + LEADING / 2.0;
            canvas.texts(Point { x: left + width / 2.0, y: first }, Anchor::Middle, lane.header.clone(), Look::bold());
        }
        faults
    }

    /// Draws the words to the left of the lanes, the stripes of decisive steps, and hairlines that guide the eye.
    fn rows(&self, layout: &Layout, canvas: &mut Canvas) {
        let right = layout.notes;
        let guided = self.rows.iter().any(|row| !row.words.is_empty());
        for (index, row) in self.rows.iter().enumerate() {
            let (top, bottom) = (layout.tops[index], layout.tops[index + 1]);
            canvas.centered(Point { x: 0.0, y: layout.middle(index) }, Anchor::Start, row.words.clone(), Look::default());
            if guided && index > 0 {
                canvas.hair(Point { x: -6.0, y: top }, Point { x: right, y: top });
            }
            if let Some(look) = row.mark {
                canvas.band(row.line, Rect::new(-6.0, top, right + 6.0, bottom - top), look);
            }
        }
    }

    fn item(&self, item: &Item, layout: &Layout, canvas: &mut Canvas) -> Result<(), Fault> {
        let (top, bottom) = layout.span(&item.rows);
        let (left, width) = layout.lanes[item.lane];
        let (rail, middle) = (layout.rails[item.lane], f64::midpoint(top, bottom));
        match item.what {
            What::Bar => return block(item, Rect::new(left, top + 3.0, width, bottom - top - 6.0), canvas),
            What::Result => {
                let (left, right) = layout.across();
                return block(item, Rect::new(left, top + 3.0, right - left, bottom - top - 6.0), canvas);
            }
            What::Rail => {
                canvas.path(item.line, vec![Point { x: rail, y: top + 3.0 }, Point { x: rail, y: bottom - 3.0 }], item.look, false);
            }
            What::Point => canvas.dot(item.line, Point { x: rail, y: middle }, item.look),
            What::Arrow { to } => {
                let rightward = left < layout.lanes[to.0].0;
                let start = Point { x: self.near((item.lane, *item.rows.start()), rightward, layout), y: middle };
                let end = Point { x: self.near(to, !rightward, layout), y: layout.middle(to.1) };
                canvas.path(item.line, vec![start, end], item.look, true);
            }
            What::Note => fit_high(&item.words, bottom - top)?,
            What::Cut => {
                let look = Look { stroke: Stroke::Dotted, ..item.look };
                let (left, right) = (layout.lanes[0].0, layout.notes - 2.0);
                canvas.path(item.line, vec![Point { x: left, y: bottom }, Point { x: right, y: bottom }], look, false);
            }
        }
        let at = match item.what {
            What::Note if item.rows.start() != item.rows.end() => {
                let x = layout.notes;
                let way = [(x, top + 4.0), (x + 5.0, top + 4.0), (x + 5.0, bottom - 4.0), (x, bottom - 4.0)];
                canvas.path(item.line, way.map(|(x, y)| Point { x, y }).to_vec(), item.look, false);
                Point { x: x + 13.0, y: middle }
            }
            What::Note => Point { x: layout.notes + 8.0, y: middle },
            What::Cut => Point { x: layout.notes + 4.0, y: bottom },
            _ => {
                fit(&item.words, item.look, width - BEHIND)?;
                Point { x: left + BEHIND, y: middle }
            }
        };
        canvas.centered(at, Anchor::Start, item.words.clone(), item.look.of_words());
        Ok(())
    }

    /// Returns the x coordinate where an arrow meets something in a lane at a moment, on its right or left side.
    fn near(&self, (lane, row): (usize, usize), right_side: bool, layout: &Layout) -> f64 {
        let (left, width) = layout.lanes[lane];
        let there = |what: What| self.items.iter().find(move |item| item.what == what && item.lane == lane && item.rows.contains(&row));
        match (there(What::Bar), there(What::Point)) {
            (Some(_), _) if right_side => left + width,
            (Some(_), _) => left,
            (None, Some(point)) if right_side && !point.words.is_empty() => left + BEHIND + widest(&point.words, point.look.bold) + 5.0,
            (None, _) => layout.rails[lane] + if right_side { 6.0 } else { -6.0 },
        }
    }
}

/// Draws a block, with its words at the top.
fn block(item: &Item, rect: Rect, canvas: &mut Canvas) -> Result<(), Fault> {
    canvas.rect(item.line, rect, item.look);
    let tone = if item.look.fill == Fill::Empty { item.look.tone } else { Tone::Plain };
    let height = item.words.len() as f64 * LEADING + 12.0;
    canvas.texts_in(rect, height, item.words.clone(), Look { tone, ..item.look.of_words() })
}
