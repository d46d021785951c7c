//! Reads a timeline from the statements of a source.

use std::ops::RangeInclusive;

use super::look::{Look, Tone};
use super::source::{Statement, steps};
use super::timeline::{Item, Lane, Row, Timeline, What};
use super::{Fault, all};

/// Reads every statement, or returns all faults.
pub fn timeline(body: Vec<Statement>) -> Result<Timeline, Vec<Fault>> {
    let mut timeline = Timeline::default();
    let first = body.first().map_or(1, |statement| statement.line);
    all(body.into_iter().map(|statement| read(&mut timeline, statement)))?;
    if timeline.lanes.is_empty() {
        Err(Fault::new(first, "there is no lane", "write one, like `lane main 12 \"main\"`"))?;
    }
    if timeline.rows.is_empty() {
        Err(Fault::new(first, "there is no row", "write `row 1`"))?;
    }
    Ok(timeline)
}

fn read(timeline: &mut Timeline, mut statement: Statement) -> Result<(), Fault> {
    let verb = statement.word("kind of statement")?;
    let (what, lane, rows) = match verb.as_str() {
        "lane" => return self::lane(timeline, statement),
        "row" => return row(timeline, statement),
        "bar" => (What::Bar, known(timeline, &mut statement)?, rows(timeline, &mut statement)?),
        "rail" => (What::Rail, known(timeline, &mut statement)?, rows(timeline, &mut statement)?),
        "point" => (What::Point, known(timeline, &mut statement)?, one_row(timeline, &mut statement)?),
        "arrow" => {
            let (lane, row) = (known(timeline, &mut statement)?, one_row(timeline, &mut statement)?);
            statement.arrow("arrow main 2 -> north 2", "give the text to a point at one of its ends")?;
            let to = (known(timeline, &mut statement)?, *one_row(timeline, &mut statement)?.start());
            (What::Arrow { to }, lane, row)
        }
        "note" => (What::Note, 0, rows(timeline, &mut statement)?),
        "cut" => (What::Cut, 0, one_row(timeline, &mut statement)?),
        _ => {
            let known = "lane, row, bar, rail, point, arrow, note, cut";
            return statement.fault(format!("`{verb}` isn't part of a timeline"), format!("begin with one of {known}"));
        }
    };
    let (look, words) = (statement.look()?, statement.labels()?);
    timeline.items.push(Item { line: statement.line, what, lane, rows, look, words });
    Ok(())
}

/// `lane NAME WIDTH [gap STEPS] "header" …`
fn lane(timeline: &mut Timeline, mut statement: Statement) -> Result<(), Fault> {
    let name = statement.word("name")?;
    let width = statement.word("width")?;
    let Some(width) = steps(&width).filter(|width| *width > 0.0) else {
        return statement.fault(format!("`{width}` is not a width"), "write a number of steps like 12");
    };
    if timeline.lanes.iter().any(|lane| lane.name == name) {
        return statement.fault(format!("the name `{name}` is taken"), "choose another");
    }
    let gap = if statement.takes("gap") { statement.words.pop_front().and_then(|gap| steps(&gap)) } else { Some(0.0) };
    let Some(gap) = gap else { return statement.fault("has no number after `gap`", "write it like `gap 2`") };
    if let Some(word) = statement.words.front() {
        return statement.fault(format!("`{word}` is unknown here"), "put the words above the lane in quotes");
    }
    timeline.lanes.push(Lane { name, width, gap, header: statement.labels()? });
    Ok(())
}

/// `row NUMBER [mark [tone]] "words" …`
fn row(timeline: &mut Timeline, mut statement: Statement) -> Result<(), Fault> {
    let next = timeline.rows.len() + 1;
    if statement.word("number")? != next.to_string() {
        return statement.fault(format!("this is row {next}"), format!("write `row {next}`"));
    }
    let marked = statement.takes("mark");
    let look = statement.look()?;
    if !marked && look != Look::default() {
        return statement.fault("a row has a look only if it is marked", "add `mark`, or drop the words before the text");
    }
    let look = if look.tone == Tone::Plain { Look { tone: Tone::Accent, ..look } } else { look };
    timeline.rows.push(Row { line: statement.line, words: statement.labels()?, mark: marked.then_some(look) });
    Ok(())
}

fn known(timeline: &Timeline, statement: &mut Statement) -> Result<usize, Fault> {
    let name = statement.word("name of the lane")?;
    match timeline.lanes.iter().position(|lane| lane.name == name) {
        Some(index) => Ok(index),
        None => statement.fault(format!("there is no lane `{name}`"), "correct the name, or write the lane above"),
    }
}

fn one_row(timeline: &Timeline, statement: &mut Statement) -> Result<RangeInclusive<usize>, Fault> {
    let rows = rows(timeline, statement)?;
    if rows.start() == rows.end() { Ok(rows) } else { statement.fault("is at several rows", "write one") }
}

/// Parses `3` or `3-5`, counted from 1; returns rows counted from 0.
fn rows(timeline: &Timeline, statement: &mut Statement) -> Result<RangeInclusive<usize>, Fault> {
    let word = statement.word("row")?;
    let (first, last) = word.split_once('-').unwrap_or((&word, &word));
    match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first @ 1..), Ok(last)) if first <= last && last <= timeline.rows.len() => Ok(first - 1..=last - 1),
        (Ok(first @ 1..), Ok(last)) if first <= last => {
            statement.fault(format!("there is no row {last}"), "correct the number, or write the row above")
        }
        _ => statement.fault(format!("`{word}` are not rows"), "write one like 3, or several like 3-5"),
    }
}
