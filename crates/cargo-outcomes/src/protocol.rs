//! Reads what an explored program reports, as JSON on its last line, and puts it into words.

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::record::{End, Method, Outcome, Outcomes};

/// How a sample is drawn, in a record's words.
const SAMPLE: &str = "half of them random, half by PCT";

/// How the child marks the two accesses of a data race.
const IN_A_RACE: &str = "in a data race";

/// The kind of the things that belong to a thread: its parking and its end.
const THREAD: &str = "thread";

/// The result of exploring a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exploration {
    /// The outcomes, in the order of the record.
    pub outcomes: Outcomes,
    /// A schedule for each outcome.
    pub schedules: Vec<String>,
    /// Whether everything that std's freedoms add to the outcomes was searched, not just a sample.
    pub with_freedoms: bool,
    /// The line that starts a thread that can panic and is never joined.
    pub lost_panic: Option<usize>,
}

/// One schedule, step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// What happened.
    pub lines: Vec<Line>,
    /// The outcome.
    pub outcome: Outcome,
}

/// The kind of a line in a replay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A step: one of the choices that make up the schedule.
    #[default]
    Step,
    /// A thread has to wait before it can take its next step.
    Wait,
    /// An event that isn't a step: a thread starts, ends or has joined another.
    Note,
}

/// One thing that happened in a schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What kind of event.
    pub kind: Kind,
    /// The number of steps so far, including this one.
    pub number: usize,
    /// The thread, `main` being 0.
    pub thread: usize,
    /// The thread's name: `main`, its own, or `thread 1`.
    pub name: String,
    /// The line in the program, if known.
    pub line: Option<usize>,
    /// What was done: `lock`, `store`, `print`.
    pub verb: String,
    /// What it was done to, by the program's name for it, as in `tickets`; things that share a name are numbered, as in `forks 2`.
    pub object: Option<String>,
    /// The value or text involved; for a wait, its description.
    pub detail: String,
    /// The locks that the thread holds afterward.
    pub held: Vec<String>,
}

impl Line {
    /// Returns a short description: `lock tickets`, `load count: 1`, `print "sold"`.
    pub fn words(&self) -> String {
        let object = self.object.as_ref().map_or(String::new(), |object| format!(" {object}"));
        match (self.verb.as_str(), self.kind, self.detail.is_empty()) {
            (_, Kind::Wait, _) => format!("{}{}", self.detail, object.replacen(' ', ": ", 1)),
            ("print", ..) => format!("print {:?}", self.detail),
            (verb, Kind::Note, _) => format!("{verb} {}", self.detail).trim_end().to_owned(),
            (verb, _, true) => format!("{verb}{object}"),
            (verb, _, false) => format!("{verb}{object}: {}", self.detail),
        }
    }
}

/// A line and a column of the rewritten program, counted from 1.
type Place = (usize, usize);

/// A thing that steps touch.
#[derive(Debug, Deserialize)]
pub struct Thing {
    /// Its kind, as in `lock`.
    kind: String,
    /// Where it was made.
    at: Option<Place>,
    /// The thread it belongs to, if its kind is `THREAD`.
    by: Option<usize>,
    /// Where it was first used.
    used: Option<Place>,
}

/// Why the child can't do what it was asked to.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Failure {
    /// The line in the program, if one is to blame.
    pub line: Option<usize>,
    /// What is wrong; what to do.
    pub what: String,
}

#[derive(Deserialize)]
struct Explored {
    all: bool,
    found: Vec<Found>,
    with_freedoms: bool,
    runs: usize,
    limit: Option<String>,
    counted: bool,
    lost_panic: Option<usize>,
}

#[derive(Deserialize)]
struct Found {
    printed: String,
    end: End,
    note: String,
    schedules: u128,
    needs: String,
    schedule: String,
}

#[derive(Deserialize)]
struct Replayed {
    lines: Vec<Logged>,
    origins: Vec<Thing>,
    names: Vec<String>,
    printed: String,
    end: End,
    note: String,
}

#[derive(Deserialize)]
struct Logged {
    kind: Kind,
    number: usize,
    thread: usize,
    name: String,
    place: Option<Place>,
    verb: String,
    object: Option<usize>,
    detail: String,
    held: Vec<usize>,
}

/// Parses the child's result from its last line.
pub fn read<T: DeserializeOwned>(said: &str) -> Option<T> {
    serde_json::from_str::<Result<T, Failure>>(said.lines().last()?).ok()?.ok()
}

/// Parses the child's failure from its last line, if it reports one.
pub fn failure(said: &str) -> Option<Failure> {
    serde_json::from_str::<Result<IgnoredAny, Failure>>(said.lines().last()?).ok()?.err()
}

/// Parses the child's report of an exploration; `doubled` is the rewritten text.
pub fn read_exploration(said: &str, doubled: &str) -> Option<Exploration> {
    let Explored { all, found, with_freedoms, runs, limit, counted, lost_panic } = read(said)?;
    let method = match limit.as_deref() {
        Some("Outcomes") => Method::Stopped,
        _ if !all => Method::Sampled(format!("{SAMPLE}; the search stopped after {runs} executions")),
        _ if counted => Method::All,
        _ => Method::Uncounted,
    };
    let mut found: Vec<(Outcome, String)> = found
        .into_iter()
        .map(|Found { printed, end, note, schedules, needs, schedule }| {
            let note = with_what(&end, note, doubled);
            (Outcome { printed, end, note, needs, schedules }, schedule)
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.in_record(other));
    let (each, schedules): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    (!each.is_empty()).then_some(Exploration { outcomes: Outcomes { method, each }, schedules, with_freedoms, lost_panic })
}

/// Returns the note on an outcome's end; for a data race, adds what each access touches: `main reads READY at line 14`.
fn with_what(end: &End, note: String, doubled: &str) -> String {
    let Some(accesses) = note.strip_prefix(DATA_RACE).filter(|_| *end == End::Undefined) else { return note };
    let named = accesses.split(", ").map(|access| {
        let place = access.rsplit_once(" at line ").and_then(|(does, line)| Some((does, line, accessed(doubled, line.parse().ok()?)?)));
        match place {
            Some((does, line, what)) if !does.ends_with(" it") => format!("{does} {what} at line {line}"),
            _ => access.to_owned(),
        }
    });
    format!("{DATA_RACE}{}", named.collect::<Vec<_>>().join(", "))
}

/// The start of a data race's report.
const DATA_RACE: &str = "data race: ";

/// Returns what a line of a rewritten program accesses through a cell, if that's only one thing: `self.count` in `unsafe { *self.count.get() += 1 }`, and `READY` in
/// `(*READY.get())`, the rewritten form of `READY`.
fn accessed(doubled: &str, line: usize) -> Option<String> {
    let row = with_statics(doubled.lines().nth(line.checked_sub(1)?)?);
    let mut names: Vec<String> =
        row.match_indices(".get()").map(|(at, _)| last_words(&row[..at])).filter(|name| !name.is_empty()).collect();
    names.dedup();
    (names.len() == 1).then(|| names.remove(0))
}

/// Restores the program's own names of statics in a rewritten line: `S.value` for `(*S).value`.
fn with_statics(row: &str) -> String {
    let mut pieces = row.split("(*");
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(')').filter(|(name, _)| !name.is_empty() && name.chars().all(is_of_a_name)) {
            Some((name, rest)) => all.extend([name, rest]),
            None => all.extend(["(*", piece]),
        }
    }
    all
}

/// Parses the child's report of a replay; `doubled` is the rewritten text.
pub fn read_replay(said: &str, doubled: &str) -> Option<Replay> {
    let Replayed { lines, mut origins, names: threads, printed, end, note } = read(said)?;
    for (number, thing) in origins.iter_mut().enumerate() {
        thing.used = lines.iter().find(|line| line.object == Some(number)).and_then(|line| line.place);
    }
    let names = names(&origins, &threads, doubled);
    let line = |logged: Logged| {
        let Logged { kind, number, thread, name, place, verb, object, mut detail, held } = logged;
        let line = place.map(|(line, _)| line);
        if kind == Kind::Note
            && detail == IN_A_RACE
            && let Some(what) = line.and_then(|at| accessed(doubled, at)).filter(|_| !verb.ends_with(" it"))
        {
            detail = format!("{what}, {IN_A_RACE}");
        }
        // A thread parks itself.
        let object = object.filter(|_| verb != "print" && verb != "park").and_then(|number| names.get(number).cloned());
        let held = held.iter().filter_map(|number| names.get(*number).cloned()).collect();
        Line { kind, number, thread, name, line, verb, object, detail, held }
    };
    let lines = lines.into_iter().map(line).collect();
    let note = with_what(&end, note, doubled);
    Some(Replay { lines, outcome: Outcome { printed, end, note, schedules: 1, ..Outcome::default() } })
}

/// Returns the program's name for each of these things.
///
/// A thing takes the name it has where it's created or, failing that, where it's first used. Things of the same kind and name are numbered. A thread's things are named
/// after the thread.
pub fn names(things: &[Thing], threads: &[String], doubled: &str) -> Vec<String> {
    let lines: Vec<&str> = doubled.lines().collect();
    let name = |(index, Thing { kind, at, by, used }): (usize, &Thing)| {
        let thread = by.filter(|_| kind == THREAD).and_then(|thread| threads.get(thread).cloned());
        let made = || at.and_then(|(line, column)| made_name(&lines, line, column));
        let used = || used.and_then(|(line, column)| used_name(&lines, line, column));
        thread.or_else(made).or_else(used).unwrap_or_else(|| format!("{kind} {index}"))
    };
    let named: Vec<(&str, String)> = things.iter().enumerate().map(|(index, thing)| (&*thing.kind, name((index, thing)))).collect();
    let count = |end: usize, wanted: &(&str, String)| named[..end].iter().filter(|name| *name == wanted).count();
    let numbered = named.iter().enumerate().map(|(index, name)| match count(named.len(), name) {
        1 => name.1.clone(),
        _ if name.0 == THREAD => name.1.clone(),
        _ => format!("{} {}", name.1, count(index, name) + 1),
    });
    numbered.collect()
}

/// Returns the name that `let`, `static` or a field gives the value created here.
fn made_name(lines: &[&str], line: usize, column: usize) -> Option<String> {
    let (before, _) = split_at(lines, line, column)?;
    // A long statement may begin on the line before.
    let before = if before.trim().is_empty() { lines.get(line.checked_sub(2)?)?.trim_end().strip_suffix('=')? } else { before };
    let after = |word: &str| before.rfind(word).map(|at| before[at + word.len()..].trim_start());
    if let Some(pattern) = after("let ").or_else(|| after("static ")) {
        let pattern = pattern.strip_prefix("mut ").unwrap_or(pattern);
        return match pattern.strip_prefix('(').and_then(|pair| pair.split_once(')')) {
            Some((pair, _)) => Some(pair.replace(", ", "/")),
            None => Some(first_words(pattern)),
        }
        .filter(|name| !name.is_empty());
    }
    let field = before.rmatch_indices(": ").next().map(|(at, _)| last_words(&before[..at]))?;
    (!field.is_empty()).then_some(field)
}

/// Returns the receiver of the method named here, what a loop iterates over, or a function's first argument, unless the name is long.
fn used_name(lines: &[&str], line: usize, column: usize) -> Option<String> {
    let (before, after) = split_at(lines, line, column)?;
    let receiver = match before.trim_end().strip_suffix('.') {
        Some(before) if before.trim().is_empty() => last_words(lines.get(line.checked_sub(2)?)?.trim_end()),
        Some(before) => last_words(before),
        None => match after.split_once('(').filter(|(function, _)| function.contains("::")) {
            Some((_, argument)) => first_words(argument.trim_start_matches('&')),
            None => first_words(after.trim_start_matches('&')),
        },
    };
    (!receiver.is_empty() && receiver.len() <= 20).then_some(receiver)
}

/// Splits a line before a column; both are counted from 1.
fn split_at<'a>(lines: &[&'a str], line: usize, column: usize) -> Option<(&'a str, &'a str)> {
    let row = *lines.get(line.checked_sub(1)?)?;
    let at = row.char_indices().nth(column.checked_sub(1)?).map_or(row.len(), |(at, _)| at);
    Some(row.split_at(at))
}

fn is_of_a_name(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '.' | '[' | ']')
}

fn last_words(text: &str) -> String {
    let from = text.rfind(|sign| !is_of_a_name(sign)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    text[from..].trim_matches('.').to_owned()
}

fn first_words(text: &str) -> String {
    text[..text.find(|sign| !is_of_a_name(sign)).unwrap_or(text.len())].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Output that isn't an exploration is read as `None`; the records cover output that is.
    #[test]
    fn nonsense_is_not_read() {
        let nothing_found = r#"{"Ok":{"all":true,"found":[],"with_freedoms":true,"runs":7,"counted":true}}"#;
        let failed = r#"{"Err":{"line":7,"what":"is\nso"}}"#;
        for said in ["", "progress 1", nothing_found, failed] {
            assert_eq!(read_exploration(said, ""), None, "{said:?}");
        }
        assert_eq!(failure(failed), Some(Failure { line: Some(7), what: "is\nso".to_owned() }));
        assert_eq!(failure(nothing_found), None);
    }

    /// A data race's note says what each line accesses, if it accesses only one thing.
    #[test]
    fn races_name_what_is_accessed() {
        let doubled = "unsafe { (*READY.get()) = true };\nunsafe { *(*S).slot.get() = Some(1) };\nlet sum = a.get() + b.get();\n";
        for (note, named) in [
            ("main reads at line 1, thread 1 writes at line 2", "main reads READY at line 1, thread 1 writes S.slot at line 2"),
            ("main reads at line 3, thread 1 drops it at line 2", "main reads at line 3, thread 1 drops it at line 2"),
            ("main reads, thread 1 writes at line 9", "main reads, thread 1 writes at line 9"),
        ] {
            assert_eq!(with_what(&End::Undefined, format!("{DATA_RACE}{note}"), doubled), format!("{DATA_RACE}{named}"));
        }
    }

    /// Steps, waits and notes have their words.
    #[test]
    fn lines_have_words() {
        for (kind, verb, object, detail, words) in [
            (Kind::Note, "starts", None, "thread 1", "starts thread 1"),
            (Kind::Step, "lock", Some("tickets"), "", "lock tickets"),
            (Kind::Step, "load", Some("count"), "7", "load count: 7"),
            (Kind::Step, "park", None, "", "park"),
            (Kind::Wait, "lock", Some("hats 1"), "waits for a lock", "waits for a lock: hats 1"),
            (Kind::Step, "print", None, "a\tb", "print \"a\\tb\""),
        ] {
            let (verb, object, detail) = (verb.to_owned(), object.map(str::to_owned), detail.to_owned());
            let line = Line { kind, number: 0, thread: 0, name: String::new(), line: None, verb, object, detail, held: Vec::new() };
            assert_eq!(line.words(), words);
        }
    }

    /// Things that share a name are numbered, a thread's things are named after it, and nameless things after their kind.
    #[test]
    fn names_are_counted() {
        let doubled = "let tickets = Mutex::new(1);\nlet hats = Mutex::new(1);\nlet hats = Mutex::new(2);\n";
        let thing = |kind: &str, at, by| Thing { kind: kind.to_owned(), at, by, used: None };
        let locks = [(1, 15), (2, 12), (3, 12)].map(|at| thing("lock", Some(at), None));
        let others = [thing("front of a channel", Some((9, 9)), Some(0)), thing(THREAD, None, Some(0)), thing(THREAD, None, Some(0))];
        let things: Vec<Thing> = locks.into_iter().chain(others).collect();
        assert_eq!(names(&things, &["main".to_owned()], doubled), ["tickets", "hats 1", "hats 2", "front of a channel 3", "main", "main"]);
    }

    /// Things have the program's own names.
    #[test]
    fn things_have_names() {
        let lines = ["*tickets.lock().unwrap() -= 1;", "self.rooms[0]", "    .lock()", "for sale in rx {", "Arc::strong_count(&report)"];
        let at = |line: usize, word: &str| used_name(&lines, line, lines[line - 1].find(word).unwrap() + 1);
        assert_eq!(at(1, "lock").as_deref(), Some("tickets"));
        assert_eq!(at(3, "lock").as_deref(), Some("self.rooms[0]"));
        assert_eq!(at(4, "rx").as_deref(), Some("rx"));
        assert_eq!(at(5, "Arc").as_deref(), Some("report"));
        assert_eq!(used_name(&lines, 9, 1), None);
        assert_eq!(used_name(&["a_name_of_twenty_sig.lock()"], 1, 22).as_deref(), Some("a_name_of_twenty_sig"));
        assert_eq!(used_name(&["a_name_of_twenty_1_si.lock()"], 1, 23), None);
        assert_eq!(used_name(&["(&).lock()"], 1, 5), None);
        let lines = [
            "let mut ada = Mutex::new(1);",
            "let (tx, rx) = mpsc::channel();",
            "    Self { locked: AtomicBool::new(false) }",
            "static N: PerRun<Mutex<u8> > =",
            "    Mutex::new(1);",
            "take(Mutex::new(1))",
        ];
        let at = |line: usize, word: &str| made_name(&lines, line, lines[line - 1].find(word).unwrap() + 1);
        assert_eq!(at(1, "Mutex").as_deref(), Some("ada"));
        assert_eq!(at(2, "mpsc").as_deref(), Some("tx/rx"));
        assert_eq!(at(3, "Atomic").as_deref(), Some("locked"));
        assert_eq!(at(5, "Mutex").as_deref(), Some("N"));
        assert_eq!(at(6, "Mutex"), None);
    }
}
