//! Time-lines: time runs down the page as code does, one lane a column for each thread, lock, loan or scope.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::Fault;
use super::canvas::{Anchor, Canvas, PADDING, fit_high, fits};
use super::geometry::{Point, Rect};
use super::label::{LEADING, Label};
use super::look::{Fill, Look, Tone};

/// The least height of a row.
const ROW: f64 = 28.0;
/// The room between two lanes, and beside them.
const GAP: f64 = 10.0;
/// How far the line of a lane, with its points, lies from the lane's left side; words stand behind it.
const RAIL: f64 = 9.0;
/// Where words begin that stand behind a point.
const BEHIND: f64 = 20.0;
/// A lane that is narrower has its line in the middle and no words.
const NARROW: f64 = 80.0;

/// A time-line. All `line`s are those of the source that it is told by.
#[derive(Debug, Default)]
pub struct Timeline {
    /// The columns, from left to right.
    pub lanes: Vec<Lane>,
    /// The moments, from top to bottom.
    pub rows: Vec<Row>,
    /// What happens, in the order of drawing.
    pub items: Vec<Item>,
}

/// A column.
#[derive(Debug)]
pub struct Lane {
    /// How items call it.
    pub name: String,
    /// Its width in units of the picture.
    pub width: f64,
    /// The room to its left besides the usual, for arrows.
    pub gap: f64,
    /// What stands above it.
    pub header: Vec<Label>,
}

/// A moment.
#[derive(Debug)]
pub struct Row {
    /// Where it is told.
    pub line: usize,
    /// What stands to its left: a statement, or what happens at this moment.
    pub words: Vec<Label>,
    /// The stripe behind it, if this step decides.
    pub mark: Option<Look>,
}

/// Something in one lane at one or several moments (counted from 0), or between two lanes.
#[derive(Debug)]
pub struct Item {
    /// Where it is told.
    pub line: usize,
    /// What it is.
    pub what: What,
    /// How it looks.
    pub look: Look,
    /// What it says.
    pub words: Vec<Label>,
}

/// What an item is.
#[derive(Debug)]
pub enum What {
    /// A block over these rows.
    Bar { lane: usize, rows: RangeInclusive<usize> },
    /// A thin line down these rows: there, and nothing more to say.
    Rail { lane: usize, rows: RangeInclusive<usize> },
    /// A point.
    Point { lane: usize, row: usize },
    /// An arrow from one lane at one moment to another.
    Arrow { from: (usize, usize), to: (usize, usize) },
    /// Words to the right of all lanes, with a bracket if the rows are several.
    Note { rows: RangeInclusive<usize> },
    /// A dotted line across all lanes under this row, with words at its right end.
    Cut { row: usize },
    /// A block across all lanes: what comes of it all.
    Result { row: usize },
}

/// Where everything is.
struct Layout {
    /// Upper edge of each row, and the lower edge of the last.
    tops: Vec<f64>,
    /// Left side and width of each lane.
    lanes: Vec<(f64, f64)>,
    /// Left side of the notes.
    notes: f64,
}

impl Layout {
    fn middle(&self, row: usize) -> f64 {
        f64::midpoint(self.tops[row], self.tops[row + 1])
    }

    fn rail(&self, lane: usize) -> f64 {
        let (left, width) = self.lanes[lane];
        left + if width < NARROW { width / 2.0 } else { RAIL }
    }

    fn block(&self, lane: usize, rows: &RangeInclusive<usize>) -> Rect {
        let (left, width) = self.lanes[lane];
        let (top, bottom) = (self.tops[*rows.start()] + 3.0, self.tops[*rows.end() + 1] - 3.0);
        Rect::new(left, top, width, bottom - top)
    }
}

impl Timeline {
    /// Draws it, or tells all that does not fit.
    pub fn draw(&self, canvas: &mut Canvas) -> Result<(), Vec<Fault>> {
        let layout = self.layout();
        let mut faults = self.headers(&layout, canvas);
        self.rows(&layout, canvas);
        // Blocks lie under points, points under arrows.
        let order = |item: &&Item| match item.what {
            What::Cut { .. } | What::Rail { .. } => 0,
            What::Bar { .. } | What::Result { .. } => 1,
            What::Point { .. } => 2,
            What::Arrow { .. } | What::Note { .. } => 3,
        };
        let mut items: Vec<&Item> = self.items.iter().collect();
        items.sort_by_key(order);
        faults.extend(items.into_iter().filter_map(|item| self.item(item, &layout, canvas).err()));
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn layout(&self) -> Layout {
        let gutter = self.rows.iter().flat_map(|row| &row.words).map(|label| label.width(false)).fold(0.0, f64::max);
        let mut left = if gutter > 0.0 { gutter + 2.0 * GAP } else { GAP };
        let mut lanes = Vec::new();
        for lane in &self.lanes {
            left += lane.gap;
            lanes.push((left, lane.width));
            left += lane.width + GAP;
        }
        let header = self.lanes.iter().map(|lane| lane.header.len()).max().unwrap_or(0) as f64;
        let mut tops = vec![header * LEADING + if header > 0.0 { 8.0 } else { 0.0 }];
        for height in self.heights() {
            tops.push(tops[tops.len() - 1] + height);
        }
        Layout { tops, lanes, notes: left }
    }

    /// A row is as high as the words in it need.
    fn heights(&self) -> Vec<f64> {
        let mut lines: BTreeMap<usize, usize> = self.rows.iter().enumerate().map(|(index, row)| (index, row.words.len())).collect();
        for item in &self.items {
            let alone = match &item.what {
                What::Bar { rows, .. } | What::Note { rows } | What::Rail { rows, .. } if rows.start() == rows.end() => *rows.start(),
                What::Point { row, .. } | What::Result { row } => *row,
                _ => continue,
            };
            let lines = lines.entry(alone).or_default();
            *lines = (*lines).max(item.words.len());
        }
        lines.into_values().map(|lines| ROW.max(lines as f64 * LEADING + 12.0)).collect()
    }

    fn headers(&self, layout: &Layout, canvas: &mut Canvas) -> Vec<Fault> {
        let look = Look { bold: true, ..Look::default() };
        let mut faults = Vec::new();
        for (lane, (left, width)) in self.lanes.iter().zip(&layout.lanes) {
            faults.extend(lane.header.iter().filter_map(|label| fits(label, look, width + GAP - 2.0).err()));
            let first = layout.tops[0] - 8.0 - lane.header.len() as f64 * LEADING + LEADING / 2.0;
            canvas.texts(Point { x: left + width / 2.0, y: first }, Anchor::Middle, lane.header.clone(), look);
        }
        faults
    }

    /// What stands to the left of the lanes, the stripes of the steps that decide, and hair lines that lead the eye.
    fn rows(&self, layout: &Layout, canvas: &mut Canvas) {
        let right = layout.notes;
        let guided = self.rows.iter().any(|row| !row.words.is_empty());
        for (index, row) in self.rows.iter().enumerate() {
            let (top, bottom) = (layout.tops[index], layout.tops[index + 1]);
            let first = layout.middle(index) - (row.words.len().saturating_sub(1)) as f64 * LEADING / 2.0;
            canvas.texts(Point { x: 0.0, y: first }, Anchor::Start, row.words.clone(), Look::default());
            if guided && index > 0 {
                canvas.hair(Point { x: -6.0, y: top }, Point { x: right, y: top });
            }
            if let Some(look) = row.mark {
                canvas.band(row.line, Rect::new(-6.0, top, right + 6.0, bottom - top), look);
            }
        }
    }

    fn item(&self, item: &Item, layout: &Layout, canvas: &mut Canvas) -> Result<(), Fault> {
        match &item.what {
            What::Bar { lane, rows } => bar(item, layout.block(*lane, rows), canvas),
            What::Result { row } => {
                let left = layout.lanes.first().map_or(0.0, |lane| lane.0);
                let right = layout.lanes.last().map_or(left, |lane| lane.0 + lane.1);
                let (top, bottom) = (layout.tops[*row] + 3.0, layout.tops[*row + 1] - 3.0);
                bar(item, Rect::new(left, top, right - left, bottom - top), canvas)
            }
            What::Rail { lane, rows } => {
                let (x, top, bottom) = (layout.rail(*lane), layout.tops[*rows.start()], layout.tops[*rows.end() + 1]);
                canvas.path(item.line, vec![Point { x, y: top + 3.0 }, Point { x, y: bottom - 3.0 }], item.look, false);
                let first = f64::midpoint(top, bottom) - item.words.len().saturating_sub(1) as f64 * LEADING / 2.0;
                self.behind(item, layout, *lane, first, canvas)
            }
            What::Point { lane, row } => {
                canvas.dot(item.line, Point { x: layout.rail(*lane), y: layout.middle(*row) }, item.look);
                let first = layout.middle(*row) - item.words.len().saturating_sub(1) as f64 * LEADING / 2.0;
                self.behind(item, layout, *lane, first, canvas)
            }
            What::Arrow { from, to } => {
                let rightward = layout.lanes[from.0].0 < layout.lanes[to.0].0;
                let start = Point { x: self.near(*from, rightward, layout), y: layout.middle(from.1) };
                let end = Point { x: self.near(*to, !rightward, layout), y: layout.middle(to.1) };
                canvas.path(item.line, vec![start, end], item.look, true);
                Ok(())
            }
            What::Note { rows } => note(item, rows, layout, canvas),
            What::Cut { row } => {
                let y = layout.tops[*row + 1];
                let look = Look { stroke: super::Stroke::Dotted, ..item.look };
                let (left, right) = (layout.lanes[0].0, layout.notes - 2.0);
                canvas.path(item.line, vec![Point { x: left, y }, Point { x: right, y }], look, false);
                let first = y - item.words.len().saturating_sub(1) as f64 * LEADING / 2.0;
                let words = Look { bold: item.look.bold, tone: item.look.tone, ..Look::default() };
                canvas.texts(Point { x: right + 6.0, y: first }, Anchor::Start, item.words.clone(), words);
                Ok(())
            }
        }
    }

    /// Words behind a point or a thin line.
    fn behind(&self, item: &Item, layout: &Layout, lane: usize, first: f64, canvas: &mut Canvas) -> Result<(), Fault> {
        let (left, width) = layout.lanes[lane];
        for label in &item.words {
            fits(label, item.look, width - BEHIND)?;
        }
        let look = Look { bold: item.look.bold, tone: item.look.tone, ..Look::default() };
        canvas.texts(Point { x: left + BEHIND, y: first }, Anchor::Start, item.words.clone(), look);
        Ok(())
    }

    /// Where an arrow begins or ends that leaves or reaches what is in a lane at a moment, on its right side or its left.
    fn near(&self, (lane, row): (usize, usize), right_side: bool, layout: &Layout) -> f64 {
        let (left, width) = layout.lanes[lane];
        let covers = |item: &Item| matches!(&item.what, What::Bar { lane: found, rows } if *found == lane && rows.contains(&row));
        if self.items.iter().any(covers) {
            return if right_side { left + width } else { left };
        }
        let rail = layout.rail(lane);
        let pointed = |item: &&Item| matches!(item.what, What::Point { lane: found, row: at } if found == lane && at == row);
        match self.items.iter().find(pointed) {
            Some(item) if right_side && !item.words.is_empty() => {
                left + BEHIND + item.words.iter().map(|label| label.width(item.look.bold)).fold(0.0, f64::max) + 5.0
            }
            _ => rail + if right_side { 6.0 } else { -6.0 },
        }
    }
}

/// A block, and its words from its top on.
fn bar(item: &Item, rect: Rect, canvas: &mut Canvas) -> Result<(), Fault> {
    canvas.rect(item.line, rect, item.look);
    let look =
        Look { bold: item.look.bold, tone: if item.look.fill == Fill::Empty { item.look.tone } else { Tone::Plain }, ..Look::default() };
    for label in &item.words {
        fits(label, look, rect.width - 2.0 * PADDING)?;
    }
    fit_high(&item.words, rect.height)?;
    let room = rect.height.min(item.words.len() as f64 * LEADING + 12.0);
    let first = rect.top + room / 2.0 - item.words.len().saturating_sub(1) as f64 * LEADING / 2.0;
    canvas.texts(Point { x: rect.middle().x, y: first }, Anchor::Middle, item.words.clone(), look);
    Ok(())
}

/// Words to the right of all lanes.
fn note(item: &Item, rows: &RangeInclusive<usize>, layout: &Layout, canvas: &mut Canvas) -> Result<(), Fault> {
    let (top, bottom) = (layout.tops[*rows.start()], layout.tops[*rows.end() + 1]);
    fit_high(&item.words, bottom - top)?;
    let mut x = layout.notes;
    if rows.start() != rows.end() {
        let way = [(x, top + 4.0), (x + 5.0, top + 4.0), (x + 5.0, bottom - 4.0), (x, bottom - 4.0)];
        canvas.path(item.line, way.map(|(x, y)| Point { x, y }).to_vec(), item.look, false);
        x += 5.0;
    }
    let first = f64::midpoint(top, bottom) - item.words.len().saturating_sub(1) as f64 * LEADING / 2.0;
    let look = Look { bold: item.look.bold, tone: item.look.tone, ..Look::default() };
    canvas.texts(Point { x: x + 8.0, y: first }, Anchor::Start, item.words.clone(), look);
    Ok(())
}
