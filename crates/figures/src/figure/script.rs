//! Reads a time-line from the statements of a source.

use std::ops::RangeInclusive;

use super::Fault;
use super::look::{Look, Tone};
use super::source::{Statement, steps};
use super::timeline::{Item, Lane, Row, Timeline, What};

/// Reads every statement, or tells all that cannot be read.
pub fn timeline(body: Vec<Statement>) -> Result<Timeline, Vec<Fault>> {
    let mut timeline = Timeline::default();
    let first = body.first().map_or(1, |statement| statement.line);
    let mut faults: Vec<Fault> = body.into_iter().filter_map(|statement| read(&mut timeline, statement).err()).collect();
    if faults.is_empty() && timeline.lanes.is_empty() {
        faults.push(Fault::new(first, "there is no lane", "write one, like `lane main 12 \"main\"`"));
    }
    if faults.is_empty() && timeline.rows.is_empty() {
        faults.push(Fault::new(first, "there is no row", "write `row 1`"));
    }
    if faults.is_empty() { Ok(timeline) } else { Err(faults) }
}

fn read(timeline: &mut Timeline, mut statement: Statement) -> Result<(), Fault> {
    let verb = statement.word("kind of statement")?;
    let what = match verb.as_str() {
        "lane" => return lane(timeline, statement),
        "row" => return row(timeline, statement),
        "bar" => What::Bar { lane: known(timeline, &mut statement)?, rows: rows(timeline, &mut statement)? },
        "rail" => What::Rail { lane: known(timeline, &mut statement)?, rows: rows(timeline, &mut statement)? },
        "point" => What::Point { lane: known(timeline, &mut statement)?, row: one_row(timeline, &mut statement)? },
        "arrow" => {
            let from = (known(timeline, &mut statement)?, one_row(timeline, &mut statement)?);
            if statement.word("sign ->")? != "->" {
                return statement.fault("has no -> between its ends", "write it like `arrow main 2 -> north 2`");
            }
            let to = (known(timeline, &mut statement)?, one_row(timeline, &mut statement)?);
            if !statement.texts.is_empty() {
                return statement.fault("an arrow has no text of its own", "give the text to a point at one of its ends");
            }
            What::Arrow { from, to }
        }
        "note" => What::Note { rows: rows(timeline, &mut statement)? },
        "cut" => What::Cut { row: one_row(timeline, &mut statement)? },
        _ => {
            let known = "lane, row, bar, rail, point, arrow, note, cut";
            return statement.fault(format!("`{verb}` is nothing that a time-line has"), format!("begin with one of {known}"));
        }
    };
    let item = Item { line: statement.line, what, look: statement.look()?, words: statement.labels()? };
    timeline.items.push(item);
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
    let Some(gap) = gap else { return statement.fault("has no number behind `gap`", "write it like `gap 2`") };
    if let Some(word) = statement.words.front() {
        return statement.fault(format!("`{word}` is unknown here"), "put what stands above the lane in quotes");
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
    let look = if look.tone == Tone::Plain { look.toned(Tone::Accent) } else { look };
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

fn one_row(timeline: &Timeline, statement: &mut Statement) -> Result<usize, Fault> {
    let rows = rows(timeline, statement)?;
    if rows.start() == rows.end() { Ok(*rows.start()) } else { statement.fault("is at several rows", "write one") }
}

/// `3` or `3-5`, counted from 1; given back counted from 0.
fn rows(timeline: &Timeline, statement: &mut Statement) -> Result<RangeInclusive<usize>, Fault> {
    let word = statement.word("row")?;
    let (first, last) = word.split_once('-').unwrap_or((&word, &word));
    let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else {
        return statement.fault(format!("`{word}` are not rows"), "write one like 3, or several like 3-5");
    };
    if first == 0 || first > last {
        return statement.fault(format!("`{word}` are not rows"), "write one like 3, or several like 3-5");
    }
    if last > timeline.rows.len() {
        return statement.fault(format!("there is no row {last}"), "correct the number, or write the row above");
    }
    Ok(first - 1..=last - 1)
}
