//! What the program that explores itself says of it, in JSON on its last line, and its words for people.

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::record::{End, Method, Outcome, Outcomes};

/// How a sample is taken, as records say it.
const SAMPLE: &str = "half of them random, half by PCT";

/// What the child says of each of the two accesses of a data race.
const IN_A_RACE: &str = "in a data race";

/// The kind of what belongs to a thread: its parking and its end.
const THREAD: &str = "thread";

/// All that a program can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exploration {
    /// The outcomes, in the order of the record.
    pub outcomes: Outcomes,
    /// For each of them a schedule that leads there.
    pub schedules: Vec<String>,
    /// Whether all that the freedoms of std add to the outcomes was searched, and not only a sample of it.
    pub with_freedoms: bool,
    /// The line that starts a thread which can panic and which nobody joins.
    pub lost_panic: Option<usize>,
}

/// One schedule, step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// What happened.
    pub lines: Vec<Line>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What a line of a replay tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A step: one of the choices of which the schedule is made.
    #[default]
    Step,
    /// A thread finds that it cannot do what it is about to do.
    Wait,
    /// Something that is no step: a thread is started, ends, has joined another.
    Note,
}

/// One thing that happened in a schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What kind of thing.
    pub kind: Kind,
    /// The number of steps so far, this one counted.
    pub number: usize,
    /// The thread, `main` being 0.
    pub thread: usize,
    /// The thread's name: `main`, its own, or `thread 1`.
    pub name: String,
    /// The line of the program, if it is known.
    pub line: Option<usize>,
    /// What was done: `lock`, `store`, `print`.
    pub verb: String,
    /// What it was done to, as the program calls it: `tickets`; several of one name are counted: `forks 2`.
    pub object: Option<String>,
    /// The value or text that goes with it; for a wait all of it in words.
    pub detail: String,
    /// The locks that the thread holds from then on.
    pub held: Vec<String>,
}

impl Line {
    /// What was done in a few words: `lock tickets`, `load count: 1`, `print "sold"`.
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
    /// In a word: `lock`.
    kind: String,
    /// Where it was made.
    at: Option<Place>,
    /// The thread to which it belongs, if its kind is that of a thread's things.
    by: Option<usize>,
    /// Where something was first done to it.
    used: Option<Place>,
}

/// Why the child cannot do what it is asked.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Failure {
    /// The line of the program, if it has to do with one.
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

/// What the child has found, by its last line.
pub fn read<T: DeserializeOwned>(said: &str) -> Option<T> {
    serde_json::from_str::<Result<T, Failure>>(said.lines().last()?).ok()?.ok()
}

/// Why the child has found nothing, if it says so.
pub fn failure(said: &str) -> Option<Failure> {
    serde_json::from_str::<Result<IgnoredAny, Failure>>(said.lines().last()?).ok()?.err()
}

/// What the child says of an exploration; `doubled` is the rewritten text.
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

/// What is said of an outcome's end; of the two accesses of a data race with what they access: `main reads READY at line 14`.
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

/// How the report of a data race begins.
const DATA_RACE: &str = "data race: ";

/// What this line of a rewritten program accesses by a cell, if that's one thing: `self.count` of `unsafe { *self.count.get() += 1 }`, and `READY` of `(*READY.get())`, which
/// the program itself calls `READY`.
fn accessed(doubled: &str, line: usize) -> Option<String> {
    let row = with_statics(doubled.lines().nth(line.checked_sub(1)?)?);
    let mut names: Vec<String> =
        row.match_indices(".get()").map(|(at, _)| last_words(&row[..at])).filter(|name| !name.is_empty()).collect();
    names.dedup();
    (names.len() == 1).then(|| names.remove(0))
}

/// A line of a rewritten program with its statics as the program names them: `S.value` for `(*S).value`.
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

/// What the child says of a replay; `doubled` is the rewritten text.
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

/// What the program calls each of these things.
///
/// It is called as where it is made; if it has no name there, as where something is first done to it. Several of one kind and name are counted. What belongs to a thread is
/// called as the thread.
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

/// The name that `let`, `static` or a field gives to what is made here.
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

/// The receiver of the method whose name begins here, or what a loop goes over, or the argument of a function; unless it is long.
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

/// A line before and from a column, both counted from 1.
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
    use serde_json::{Value, json};

    /// An exploration with these outcomes.
    fn explored(found: &Value, with_freedoms: bool) -> String {
        let found = json!({ "all": true, "found": found, "with_freedoms": with_freedoms, "runs": 7, "counted": true });
        format!("progress 5000\n{}\n", json!({ "Ok": found }))
    }

    /// What the child tells is read, the most frequent outcome first, each with its schedule.
    #[test]
    fn explorations_are_read() {
        let found = json!([
            { "printed": "a\n", "end": "Deadlock", "note": "main waits, thread 1 waits", "schedules": 2, "needs": "", "schedule": ":0,1" },
            { "printed": "b", "end": { "Exit": 3 }, "note": "", "schedules": 4, "needs": "only by chance", "schedule": ":1,0/2" },
        ]);
        let read = read_exploration(&explored(&found, true), "").unwrap();
        assert!(read.with_freedoms && !read_exploration(&explored(&found, false), "").unwrap().with_freedoms);
        assert_eq!((&read.outcomes.method, read.outcomes.schedules()), (&Method::All, 6));
        assert_eq!(read.schedules, [":1,0/2", ":0,1"]);
        let [first, second] = &read.outcomes.each[..] else { panic!("{read:?}") };
        assert_eq!((first.printed.as_str(), &first.end, first.needs.as_str()), ("b", &End::Exit(3), "only by chance"));
        assert_eq!((&second.end, second.note.as_str()), (&End::Deadlock, "main waits, thread 1 waits"));
        for nonsense in ["", "progress 1", &explored(&json!([]), true)] {
            assert_eq!(read_exploration(nonsense, ""), None, "{nonsense:?}");
        }
        let failed = "{\"Err\":{\"line\":7,\"what\":\"is\\nso\"}}";
        assert_eq!(failure(failed), Some(Failure { line: Some(7), what: "is\nso".to_owned() }));
        assert_eq!((read_exploration(failed, ""), failure(&explored(&found, true))), (None, None));
    }

    /// A data race names what both threads access, where a line accesses one thing alone.
    #[test]
    fn races_name_what_is_accessed() {
        let doubled = "unsafe { (*READY.get()) = true };\nunsafe { *(*S).slot.get() = Some(1) };\nlet sum = a.get() + b.get();\n";
        let said = |note: &str| {
            let found = json!([{ "printed": "", "end": "Undefined", "note": note, "schedules": 1, "needs": "", "schedule": ":" }]);
            read_exploration(&explored(&found, true), doubled).unwrap().outcomes.each[0].note.clone()
        };
        let note = "data race: main reads at line 1, thread 1 writes at line 2";
        assert_eq!(said(note), "data race: main reads READY at line 1, thread 1 writes S.slot at line 2");
        for unknown in ["data race: main reads at line 3, thread 1 drops it at line 2", "data race: main reads, thread 1 writes at line 9"]
        {
            assert_eq!(said(unknown), unknown);
        }
        let lines = json!([line("note", 0, (0, "main"), Some((1, 9)), "writes", None, "in a data race")]);
        let replayed = read_replay(&replay(&lines, &json!([]), "Undefined", "data race: main writes at line 1"), doubled).unwrap();
        assert_eq!(
            (replayed.lines[0].words(), replayed.outcome.note),
            ("writes READY, in a data race".to_owned(), "data race: main writes READY at line 1".to_owned())
        );
    }

    /// A line of a replay.
    fn line(
        kind: &str,
        number: usize,
        (thread, name): (usize, &str),
        place: Option<Place>,
        verb: &str,
        object: Option<usize>,
        detail: &str,
    ) -> Value {
        json!({
            "kind": kind, "number": number, "thread": thread, "name": name, "place": place, "verb": verb, "object": object, "detail": detail,
            "held": [],
        })
    }

    fn replay(lines: &Value, origins: &Value, end: &str, note: &str) -> String {
        json!({ "Ok": { "lines": lines, "origins": origins, "names": ["main"], "printed": "a\n", "end": end, "note": note } }).to_string()
    }

    /// A replay has its steps, waits and notes in words, and its outcome.
    #[test]
    fn replays_are_read() {
        let doubled =
            "let tickets = Mutex::new(1);\nlet hats = Mutex::new(1);\nlet hats = Mutex::new(2);\n*tickets.lock().unwrap() -= 1;\n";
        let origins = json!([
            { "kind": "lock", "at": (1, 15) },
            { "kind": "lock", "at": (2, 12) },
            { "kind": "lock", "at": (3, 12) },
            { "kind": "front of a channel", "at": (9, 9), "by": 0 },
            { "kind": "thread", "by": 0 },
            { "kind": "thread", "by": 0 },
        ]);
        let mut lines = json!([
            line("note", 0, (0, "main"), None, "starts", None, "thread 1"),
            line("step", 1, (1, "thread 1"), Some((4, 10)), "lock", Some(0), ""),
            line("step", 2, (1, "thread 1"), None, "load", Some(3), "7"),
            line("step", 3, (1, "thread 1"), None, "unpark", Some(4), ""),
            line("step", 4, (0, "main"), None, "park", Some(4), ""),
            line("wait", 4, (0, "main"), Some((4, 10)), "lock", Some(1), "waits for a lock"),
            line("step", 5, (0, "main"), Some((4, 10)), "print", Some(0), "a\tb"),
        ]);
        lines[1]["held"] = json!([0, 2]);
        let replay = read_replay(&replay(&lines, &origins, "Panic", "it is over"), doubled).unwrap();
        let words: Vec<String> = replay.lines.iter().map(Line::words).collect();
        assert_eq!(
            words,
            [
                "starts thread 1",
                "lock tickets",
                "load front of a channel 3: 7",
                "unpark main",
                "park",
                "waits for a lock: hats 1",
                "print \"a\\tb\""
            ]
        );
        let kinds: Vec<Kind> = replay.lines.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [Kind::Note, Kind::Step, Kind::Step, Kind::Step, Kind::Step, Kind::Wait, Kind::Step]);
        let places: Vec<(usize, usize, Option<usize>)> = replay.lines.iter().map(|line| (line.number, line.thread, line.line)).collect();
        assert_eq!(places, [(0, 0, None), (1, 1, Some(4)), (2, 1, None), (3, 1, None), (4, 0, None), (4, 0, Some(4)), (5, 0, Some(4))]);
        assert_eq!(
            (replay.lines[1].name.as_str(), &replay.lines[1].held[..]),
            ("thread 1", &["tickets".to_owned(), "hats 2".to_owned()][..])
        );
        assert_eq!((replay.lines[6].object.as_deref(), replay.lines[5].object.as_deref()), (None, Some("hats 1")));
        assert_eq!((replay.outcome.end, replay.outcome.note.as_str(), replay.outcome.printed.as_str()), (End::Panic, "it is over", "a\n"));
    }

    /// Things are called what the program calls them.
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
