//! Time-lines: time runs down the page as code does, one lane a column for each thread, lock, loan or scope.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::Fault;
use super::canvas::{Anchor, Canvas, PADDING, fit_high, fits};
use super::check::WIDEST_NARROW;
use super::geometry::{Point, Rect};
use super::label::{LEADING, Label};
use super::look::{Fill, Look, Stroke, Tone};

/// The least height of a row.
const ROW: f64 = 28.0;
/// The room between two lanes, and beside them.
const GAP: f64 = 10.0;
/// How far the line of a lane, with its points, lies from the lane's left side; words stand behind it.
const RAIL: f64 = 9.0;
/// Where words begin that stand behind a point.
const BEHIND: f64 = 20.0;
/// A lane that is narrower and has no words has its line in the middle.
const SLIM: f64 = 80.0;

/// The room between two lanes on a phone.
const NARROW_GAP: f64 = 7.0;
/// The least width of a lane there.
const LEAST: f64 = 26.0;
/// The widths to which words, and statements to the left, are broken there, one after the other, until the picture is narrow.
const ROOMS: [(f64, f64); 10] = [
    (f64::MAX, 190.0),
    (150.0, 190.0),
    (130.0, 190.0),
    (110.0, 190.0),
    (100.0, 190.0),
    (90.0, 190.0),
    (80.0, 190.0),
    (70.0, 190.0),
    (60.0, 150.0),
    (50.0, 125.0),
];
/// At this width letters are as large as in a column of text; it is not worth breaking words below the last but two.
const GOAL: f64 = 395.0;

/// A time-line. All `line`s are those of its source.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// The columns, from left to right.
    pub lanes: Vec<Lane>,
    /// The moments, from top to bottom.
    pub rows: Vec<Row>,
    /// What happens, in the order of drawing.
    pub items: Vec<Item>,
    /// It is for a phone.
    pub narrow: bool,
}

/// A column.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub struct Row {
    /// Its line of the source.
    pub line: usize,
    /// What stands to its left: a statement, or what happens at this moment.
    pub words: Vec<Label>,
    /// The stripe behind it, if this step decides.
    pub mark: Option<Look>,
}

/// Something in one lane at one or several moments (counted from 0), or between two lanes.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its line of the source.
    pub line: usize,
    /// What it is.
    pub what: What,
    /// How it looks.
    pub look: Look,
    /// What it says.
    pub words: Vec<Label>,
}

impl Item {
    /// Whether it is what happens at this row: a step, or a thread that begins to wait.
    fn happens_at(&self, row: usize) -> bool {
        match &self.what {
            What::Point { row: at, .. } => *at == row,
            What::Bar { rows, .. } => *rows.start() == row && self.look.stroke == Stroke::Dashed,
            _ => false,
        }
    }
}

/// What an item is.
#[derive(Debug, Clone)]
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
    /// Where the line of each lane is.
    rails: Vec<f64>,
    /// Left side of the notes.
    notes: f64,
}

impl Layout {
    fn middle(&self, row: usize) -> f64 {
        f64::midpoint(self.tops[row], self.tops[row + 1])
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

    /// Whether words stand behind the line of a lane.
    fn has_words(&self, lane: usize) -> bool {
        self.items.iter().any(|item| match item.what {
            What::Point { lane: found, .. } | What::Rail { lane: found, .. } => found == lane && !item.words.is_empty(),
            _ => false,
        })
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
        let mut heights: Vec<f64> = lines.into_values().map(|lines| ROW.max(lines as f64 * LEADING + 12.0)).collect();
        // An author makes a block as long as its words need; where they are broken by rule, the rows give way.
        for item in self.items.iter().filter(|_| self.narrow) {
            if let What::Bar { rows, .. } | What::Note { rows } | What::Rail { rows, .. } = &item.what {
                let room: f64 = heights[rows.clone()].iter().sum();
                let missing = (item.words.len() as f64 * LEADING + 12.0 - room).max(0.0) / heights[rows.clone()].len() as f64;
                heights[rows.clone()].iter_mut().for_each(|height| *height += missing);
            }
        }
        heights
    }

    /// The same for a phone, drawn: lanes are as wide as their words, and words are broken until all of it is narrow.
    pub fn drawn_narrow(&self) -> Result<Canvas, Vec<Fault>> {
        let mut drawn = Vec::new();
        for (room, statement) in ROOMS {
            let mut canvas = Canvas::default();
            self.narrowed(room, statement).draw(&mut canvas)?;
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

    /// The narrow form, in which words take at most `room`, and statements to the left `statement`.
    fn narrowed(&self, room: f64, statement: f64) -> Self {
        let broken = |words: &[Label], room: f64, bold: bool| words.iter().flat_map(|label| label.broken(room, bold)).collect::<Vec<_>>();
        let mut line = Self { narrow: true, ..self.clone() };
        for (index, row) in line.rows.iter_mut().enumerate().filter(|(_, row)| !row.words.is_empty()) {
            // Notes stand where the statement does: below it, or, if it is only the number of a line, with that below what happens.
            let is_note = |item: &mut Item| matches!(&item.what, What::Note { rows } if *rows.start() == index);
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
        for item in line.items.iter_mut().filter(|item| !matches!(item.what, What::Result { .. })) {
            item.words = broken(&item.words, room, item.look.bold);
        }
        let widths: Vec<f64> = (0..line.lanes.len()).map(|lane| line.least(lane, room)).collect();
        for (lane, width) in line.lanes.iter_mut().zip(widths) {
            *lane = Lane { width, gap: lane.gap / 2.0, header: broken(&lane.header, room, true), name: lane.name.clone() };
        }
        let layout = line.layout();
        let across = layout.lanes.last().map_or(0.0, |(left, width)| left + width) - layout.lanes.first().map_or(0.0, |lane| lane.0);
        for item in line.items.iter_mut().filter(|item| matches!(item.what, What::Result { .. })) {
            item.words = broken(&item.words, across - 2.0 * PADDING, item.look.bold);
        }
        line
    }

    /// How wide a lane must be for its words.
    fn least(&self, lane: usize, room: f64) -> f64 {
        let widest = |words: &[Label], bold: bool| words.iter().map(|label| label.width(bold)).fold(0.0, f64::max);
        let header: Vec<Label> = self.lanes[lane].header.iter().flat_map(|label| label.broken(room, true)).collect();
        let items = self.items.iter().filter(|item| !item.words.is_empty()).map(|item| match item.what {
            What::Bar { lane: found, .. } if found == lane => widest(&item.words, item.look.bold) + 2.0 * PADDING,
            What::Point { lane: found, .. } | What::Rail { lane: found, .. } if found == lane => {
                widest(&item.words, item.look.bold) + BEHIND
            }
            _ => 0.0,
        });
        items.fold(widest(&header, true).max(LEAST), f64::max)
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
                let (x, top, bottom) = (layout.rails[*lane], layout.tops[*rows.start()], layout.tops[*rows.end() + 1]);
                canvas.path(item.line, vec![Point { x, y: top + 3.0 }, Point { x, y: bottom - 3.0 }], item.look, false);
                let first = f64::midpoint(top, bottom) - item.words.len().saturating_sub(1) as f64 * LEADING / 2.0;
                self.behind(item, layout, *lane, first, canvas)
            }
            What::Point { lane, row } => {
                canvas.dot(item.line, Point { x: layout.rails[*lane], y: layout.middle(*row) }, item.look);
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
                let look = Look { stroke: Stroke::Dotted, ..item.look };
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
        let rail = layout.rails[lane];
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
