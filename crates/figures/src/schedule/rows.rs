//! Turns a replay into rows of a picture: what each thread did, which locks were held when, which threads waited, and the values.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::source::{Is, Source, Value};
use crate::figure::Fault;
use explore::exploration::{Kind, Line, Replay};

/// One moment of the picture: a step, or two steps of one statement with nothing in between.
#[derive(Debug)]
pub struct Moment {
    /// The step, or the first of two.
    pub first: Line,
    /// The number of the last step.
    pub last: usize,
}

impl Moment {
    fn of(line: &Line) -> Self {
        Self { first: line.clone(), last: line.number }
    }

    /// Whether it includes the step with this number.
    pub fn has(&self, step: usize) -> bool {
        (self.first.number..=self.last).contains(&step)
    }
}

/// Something that lasts: a lock held or waited for.
#[derive(Debug, PartialEq, Eq)]
pub struct Span {
    pub thread: usize,
    /// The lock, or what is waited for, in words.
    pub object: String,
    pub rows: RangeInclusive<usize>,
    /// Whether it's over before the picture ends.
    pub ends: bool,
}

impl Span {
    /// Creates a span that begins at this row and has no end yet.
    fn open(thread: usize, object: &str, row: usize) -> Self {
        Self { thread, object: object.to_owned(), rows: row..=row, ends: false }
    }

    /// Extends it to this row, where either it or the picture ends.
    fn reach(&mut self, row: usize, ends: bool) {
        (self.rows, self.ends) = (*self.rows.start()..=row, ends);
    }
}

/// A value over some rows.
#[derive(Debug, PartialEq, Eq)]
pub struct Held {
    pub object: String,
    pub value: String,
    pub rows: RangeInclusive<usize>,
}

/// Everything that a picture shows.
#[derive(Debug, Default)]
pub struct Story {
    pub moments: Vec<Moment>,
    pub locks: Vec<Span>,
    pub waits: Vec<Span>,
    pub values: Vec<Held>,
    /// The row after which each thread has ended.
    pub ends: BTreeMap<usize, usize>,
}

impl Story {
    /// Returns how many rows it has: the moments, and one for each thread that waits forever.
    pub fn rows(&self) -> usize {
        self.moments.len() + self.waits.iter().filter(|wait| !wait.ends).count()
    }
}

/// Turns a replay into a story.
pub fn story(source: &Source, replay: &Replay) -> Result<Story, Fault> {
    let lines = shown(source, replay);
    let mut story = Story::default();
    for (index, line) in lines.iter().enumerate() {
        let before = story.moments.len();
        match line.kind {
            Kind::Note if line.verb == "panic" => story.moments.push(Moment::of(line)),
            Kind::Note if line.verb == "end" => {
                story.ends.insert(line.thread, before.saturating_sub(1));
            }
            Kind::Note => {}
            Kind::Wait if line.detail.contains("threads of its scope") || line.detail.ends_with("to end") => {}
            Kind::Wait => {
                story.waits.retain(|wait| wait.ends || wait.thread != line.thread);
                story.waits.push(Span::open(line.thread, line.object.as_deref().unwrap_or_default(), before));
            }
            Kind::Step => {
                let last = story.moments.last_mut();
                match last.filter(|_| goes_on(&lines[..index], line)) {
                    Some(last) => last.last = line.number,
                    None => story.moments.push(Moment::of(line)),
                }
                story.locks_and_waits(line);
            }
        }
    }
    let is_deadlock = replay.outcome.end == book::outcomes::End::Deadlock;
    story.waits.retain(|wait| wait.ends || is_deadlock);
    // Spans are drawn in the order they end.
    let order = |one: &Span, other: &Span| {
        let end = |span: &Span| if span.ends { *span.rows.end() } else { usize::MAX };
        (end(one), one.thread, &one.object).cmp(&(end(other), other.thread, &other.object))
    };
    story.locks.sort_by(order);
    story.waits.sort_by(order);
    // Each thread that waits forever has a row of its own.
    let (moments, bottom) = (story.moments.len(), story.rows().saturating_sub(1));
    for (index, wait) in story.waits.iter_mut().filter(|wait| !wait.ends).enumerate() {
        wait.rows = moments + index..=bottom;
    }
    story.locks.iter_mut().filter(|lock| !lock.ends).for_each(|lock| lock.reach(bottom, false));
    story.values = values(source, &story, bottom, replay)?;
    Ok(story)
}

/// Returns the lines of a replay that the picture shows: up to `source.until`, and without the return and prints at the end.
fn shown<'a>(source: &Source, replay: &'a Replay) -> Vec<&'a Line> {
    let last = source.until.map_or(usize::MAX, usize::from);
    let is_end = |line: &&Line| line.verb == "return" || (line.verb == "print" && line.held.is_empty());
    let mut lines: Vec<&Line> = replay.lines.iter().take_while(|line| line.kind != Kind::Step || line.number <= last).collect();
    while lines.last().is_some_and(|line| is_end(line) && line.kind == Kind::Step) {
        lines.pop();
    }
    lines
}

/// Whether this ends the statement that the previous step began: `*x.lock().unwrap() += 1` locks and unlocks.
fn goes_on(before: &[&Line], line: &Line) -> bool {
    let last = before.iter().rev().find(|line| line.kind == Kind::Step);
    last.is_some_and(|last| {
        line.verb == "unlock"
            && last.verb == "lock"
            && (last.thread, last.line, &last.object) == (line.thread, line.line, &line.object)
            && line.detail.is_empty()
    })
}

impl Story {
    /// Updates locks and waits after a step, which is in the last row: its thread's locks begin or end there, and a wait ends if the step is its thread's own, wakes its
    /// thread, or releases its lock.
    fn locks_and_waits(&mut self, line: &Line) {
        let row = self.moments.len() - 1;
        let mut free = Vec::new();
        for lock in self.locks.iter_mut().filter(|lock| !lock.ends && lock.thread == line.thread && !line.held.contains(&lock.object)) {
            lock.reach(row, true);
            free.push(lock.object.clone());
        }
        for object in &line.held {
            if !self.locks.iter().any(|lock| !lock.ends && (lock.thread, &lock.object) == (line.thread, object)) {
                self.locks.push(Span::open(line.thread, object, row));
            }
        }
        for wait in self.waits.iter_mut().filter(|wait| !wait.ends) {
            let is_woken = wait.object.is_empty() && line.verb.starts_with("notify") && is_named(&line.detail, wait.thread);
            if wait.thread == line.thread {
                wait.reach(row.saturating_sub(1), true);
            } else if is_woken || free.contains(&wait.object) {
                wait.reach(row, true);
            }
        }
        // A thread that continues at once hasn't waited in any row.
        self.waits.retain(|wait| !wait.rows.is_empty());
    }
}

/// Whether a notification names this thread.
fn is_named(detail: &str, thread: usize) -> bool {
    let name = if thread == 0 { "main".to_owned() } else { format!("thread {thread}") };
    detail.split(", ").any(|named| named == name)
}

/// Returns the values of atomics, which are in the replay, and those in the source.
fn values(source: &Source, story: &Story, bottom: usize, replay: &Replay) -> Result<Vec<Held>, Fault> {
    let mut all = Vec::new();
    let mut objects: Vec<&str> = Vec::new();
    for moment in &story.moments {
        let atomic = matches!(moment.first.verb.as_str(), "load" | "store");
        objects.extend(moment.first.object.as_deref().filter(|object| atomic && !objects.contains(object)));
    }
    for object in objects {
        let steps = || story.moments.iter().enumerate().filter(move |(_, moment)| moment.first.object.as_deref() == Some(object));
        let stores = steps().filter(|(_, moment)| moment.first.verb == "store").map(|(row, moment)| (row, moment.first.detail.clone()));
        let given = source.value.iter().find(|value| value.of == source.call.of(object));
        let seen = steps().next().filter(|(_, moment)| moment.first.verb == "load").map(|(_, moment)| moment.first.detail.clone());
        if let (Some(given), Some(seen)) = (given, &seen)
            && number(given.first.get_ref()) != number(seen)
        {
            return Err(Fault::new(source.line(&given.first), format!("`{object}` begins with {seen}"), "write this value"));
        }
        let first = seen.or_else(|| given.map(|value| value.first.get_ref().clone()));
        all.extend(over_rows(object, first, stores.collect(), bottom, given.is_some_and(Value::is_hex)));
    }
    let reported: Vec<String> = all.iter().map(|held| source.call.of(&held.object)).collect();
    for value in source.value.iter().filter(|value| !reported.contains(&value.of)) {
        all.extend(protected(source, story, value, bottom, replay)?);
    }
    Ok(all)
}

/// Returns the values of something that a lock protects: the first one and those after the changes, checked against the output if it's printed.
fn protected(source: &Source, story: &Story, value: &Value, bottom: usize, replay: &Replay) -> Result<Vec<Held>, Fault> {
    let (first, line) = (value.first.get_ref(), source.line(&value.first));
    let mut now: i64 = number(first).ok_or_else(|| Fault::new(line, format!("`{first}` is not a number"), "write one"))?;
    let mut most = now;
    let mut changes = Vec::new();
    for (row, moment) in story.moments.iter().enumerate() {
        let change = source.change.iter().find(|change| {
            Some(change.line) == moment.first.line
                && change.verb == moment.first.verb
                && change.of.as_ref().is_none_or(|of| *of == value.of)
        });
        if let Some(change) = change {
            now += change.by;
            if value.is == Some(Is::Counts) {
                now = now.max(0);
            }
            most = most.max(now);
            changes.push((row, now.to_string()));
        }
    }
    let printed = if value.is == Some(Is::Most) { most } else { now }.to_string();
    let words: Vec<&str> = replay.outcome.printed.split(|sign: char| !sign.is_alphanumeric() && sign != '-').collect();
    if matches!(value.is, Some(Is::Printed | Is::Most)) && !words.contains(&printed.as_str()) {
        let what = format!("the changes of `{}` lead to {printed}, which is not what the listing prints", value.of);
        return Err(Fault::new(line, what, "correct the changes"));
    }
    Ok(over_rows(&value.of, Some(first.clone()), changes, bottom, false))
}

fn over_rows(object: &str, first: Option<String>, changes: Vec<(usize, String)>, bottom: usize, is_hex: bool) -> Vec<Held> {
    let values: Vec<(usize, String)> = first.map(|value| (0, value)).into_iter().chain(changes).collect();
    let ends = values.iter().skip(1).map(|(row, _)| *row).chain([bottom + 1]);
    let held = values.iter().zip(ends).filter(|((from, _), end)| from < end);
    held.map(|((from, value), end)| Held { object: object.to_owned(), value: written(value, is_hex), rows: *from..=end - 1 }).collect()
}

/// Returns a value as the figure writes it.
pub fn written(value: &str, is_hex: bool) -> String {
    match number(value) {
        Some(number) if is_hex => format!("{number:x}"),
        _ => value.to_owned(),
    }
}

fn number(text: &str) -> Option<i64> {
    match text.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(&digits.replace('_', ""), 16).ok(),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use book::outcomes::{End, Outcome};

    /// A line of a replay: kind, step, thread, line, verb, object, and the locks held after it.
    fn line(kind: Kind, number: usize, thread: usize, at: usize, verb: &str, object: &str, held: &[&str]) -> Line {
        let (verb, detail) = verb.split_once(' ').unwrap_or((verb, ""));
        let [verb, detail] = [verb, detail].map(str::to_owned);
        let object = (!object.is_empty()).then(|| object.to_owned());
        let held = held.iter().map(ToString::to_string).collect();
        Line { kind, number, thread, line: Some(at), verb, object, detail, held, ..Line::default() }
    }

    fn reported(lines: Vec<Line>, end: End, printed: &str, more: &str) -> Result<Story, Fault> {
        let text = format!("listing = 'x'\noutcome = 'o'\ntitle = 'T'\ntext = 'A.'\n{more}");
        let outcome = Outcome { printed: printed.to_owned(), end, schedules: 1, ..Outcome::default() };
        story(&Source::read(&text).unwrap(), &Replay { lines, outcome })
    }

    fn span(thread: usize, object: &str, rows: RangeInclusive<usize>, ends: bool) -> Span {
        Span { thread, object: object.to_owned(), rows, ends }
    }

    /// A statement that locks and unlocks is one row; a lock over more lines is held over its rows, and a thread waits until it's free.
    #[test]
    fn locks_and_waits_have_rows() {
        use Kind::{Step, Wait};
        let lines = vec![
            line(Step, 1, 1, 5, "lock", "a", &["a"]),
            line(Step, 2, 1, 5, "unlock", "a", &[]),
            line(Step, 3, 2, 6, "lock", "a", &["a"]),
            line(Wait, 3, 1, 7, "lock waits for a lock", "a", &[]),
            line(Step, 4, 2, 8, "unlock", "a", &[]),
            line(Step, 5, 1, 7, "lock", "a", &["a"]),
            line(Step, 6, 1, 7, "unlock", "a", &[]),
            line(Step, 7, 0, 9, "print x", "", &[]),
            line(Step, 8, 0, 9, "return", "", &[]),
        ];
        let story = reported(lines, End::Done, "x\n", "").unwrap();
        assert_eq!(
            story.moments.iter().map(|moment| (moment.first.number, moment.last)).collect::<Vec<_>>(),
            [(1, 2), (3, 3), (4, 4), (5, 6)]
        );
        assert_eq!(story.locks, [span(1, "a", 0..=0, true), span(2, "a", 1..=2, true), span(1, "a", 3..=3, true)]);
        assert_eq!(story.waits, [span(1, "a", 2..=2, true)]);
    }

    /// A thread waits for a notification until one names it: not until another thread is notified, or its name is printed.
    #[test]
    fn a_notification_ends_a_wait() {
        use Kind::{Step, Wait};
        let lines = vec![
            line(Step, 1, 0, 4, "store 1", "n", &[]),
            line(Wait, 1, 1, 5, "wait waits", "", &[]),
            line(Wait, 1, 2, 5, "wait waits", "", &[]),
            line(Step, 2, 0, 6, "print thread 1, thread 2", "", &[]),
            line(Step, 3, 0, 7, "notify_one thread 1", "ready", &[]),
            line(Step, 4, 0, 8, "notify_one thread 2", "ready", &[]),
        ];
        assert_eq!(reported(lines, End::Done, "", "").unwrap().waits, [span(1, "", 1..=2, true), span(2, "", 1..=3, true)]);
    }

    /// Values come from loads and stores; those that a source gives must lead to what is printed, and begin as loads see them.
    #[test]
    fn values_are_held_against_the_outcome() {
        let atomics = || vec![line(Kind::Step, 1, 1, 5, "load 0", "n", &[]), line(Kind::Step, 2, 1, 6, "store 1", "n", &[])];
        let held = |value: &str, rows| Held { object: "n".to_owned(), value: value.to_owned(), rows };
        assert_eq!(reported(atomics(), End::Done, "1\n", "").unwrap().values, [held("0", 0..=0), held("1", 1..=1)]);
        let given = |of: &str, is: &str| {
            format!("value = [{{ of = '{of}', first = '1'{is} }}]\nchange = [{{ line = 5, verb = 'lock', by = -2 }}]\n")
        };
        assert!(reported(atomics(), End::Done, "1\n", &given("n", "")).unwrap_err().what.contains("begins with 0"));
        let locked = || vec![line(Kind::Step, 1, 1, 5, "lock", "n", &["n"]), line(Kind::Step, 2, 1, 5, "unlock", "n", &[])];
        let printed = given("n", ", is = 'printed'");
        assert_eq!(reported(locked(), End::Done, "left: -1\n", &printed).unwrap().values, [held("-1", 0..=0)]);
        assert!(reported(locked(), End::Done, "left: 1\n", &printed).unwrap_err().what.contains("lead to -1"));
        let two =
            "value = [{ of = 'm', first = '1' }, { of = 'n', first = '1' }]\nchange = [{ line = 5, verb = 'lock', by = -2, of = 'n' }]\n";
        let story = reported(locked(), End::Done, "", two).unwrap();
        assert_eq!(story.values.iter().map(|held| (&*held.object, &*held.value)).collect::<Vec<_>>(), [("m", "1"), ("n", "-1")]);
        assert_eq!(reported(locked(), End::Done, "", &given("n", ", is = 'counts'")).unwrap().values, [held("0", 0..=0)]);
    }
}
