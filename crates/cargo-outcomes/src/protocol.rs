//! What the program that explores itself says of it, and its words for people.
//!
//! A fact a line, words first, a text of the program last, in which backslashes, line ends and tabs are two characters each.

use crate::record::{End, Method, Outcome, Outcomes};

/// How a sample is taken, as records say it.
const SAMPLE: &str = "half of them random, half by PCT";

/// What the child says of each of the two accesses of a data race.
const IN_A_RACE: &str = "in a data race";

/// The kind of what belongs to a thread: its parking and its end. The place of such a thing is the thread's number.
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
    /// How many schedules were run: one stands for all that differ only in the order of steps which do not see each other.
    pub runs: usize,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A step: one of the choices of which the schedule is made.
    Step,
    /// A thread finds that it cannot do what it is about to do.
    Wait,
    /// Something that is no step: a thread is started, ends, has joined another.
    Note,
}

/// One thing that happened in a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// What the child says of an exploration; `doubled` is the rewritten text.
pub fn read_exploration(said: &str, doubled: &str) -> Option<Exploration> {
    let with_freedoms = !said.lines().any(|line| line == "freedoms sampled");
    let lost_panic = said.lines().find_map(|line| line.strip_prefix("lost ")?.parse().ok());
    let mut lines = said.lines().filter(|line| !line.starts_with("progress "));
    let (method, runs) = lines.next()?.split_once(' ')?;
    let method = match method {
        "all" => Method::All,
        "uncounted" => Method::Uncounted,
        "stopped" => Method::Stopped,
        _ => Method::Sampled(format!("{SAMPLE}; the search stopped after {runs} executions")),
    };
    let mut each = Vec::new();
    while let Some((mut outcome, schedule)) = read_outcome(&mut lines) {
        outcome.note = with_what(&outcome, doubled);
        each.push((outcome, schedule));
    }
    let order = Outcomes { method: method.clone(), each: each.iter().map(|(outcome, _)| outcome.clone()).collect() };
    let sorted: Vec<Outcome> = order.sorted().into_iter().cloned().collect();
    let schedule = |wanted: &Outcome| each.iter().find(|(outcome, _)| outcome == wanted).map(|(_, schedule)| schedule.clone());
    let schedules = sorted.iter().map(schedule).collect::<Option<Vec<String>>>()?;
    (!sorted.is_empty()).then_some(Exploration {
        outcomes: Outcomes { method, each: sorted },
        schedules,
        with_freedoms,
        runs: runs.parse().ok()?,
        lost_panic,
    })
}

/// An outcome and its schedule, in three lines.
fn read_outcome<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Option<(Outcome, String)> {
    let words: Vec<&str> = lines.next()?.split(' ').collect();
    let ["outcome", schedules, end, schedule] = words[..] else { return None };
    let end = match end {
        "done" => End::Done,
        exit if exit.starts_with("exit-") => End::Exit(exit.strip_prefix("exit-")?.parse().ok()?),
        "panic" => End::Panic,
        "deadlock" => End::Deadlock,
        "undefined" => End::Undefined,
        _ => return None,
    };
    let needs = lines.next()?.strip_prefix("needs ")?.to_owned();
    let note = on_many_lines(lines.next()?.strip_prefix("note ")?);
    let printed = on_many_lines(lines.next()?.strip_prefix("printed ")?);
    Some((Outcome { printed, end, note, needs, schedules: schedules.parse().ok()? }, schedule.to_owned()))
}

/// What is said of an outcome's end; of the two accesses of a data race with what they access: `main reads READY at line 14`.
fn with_what(outcome: &Outcome, doubled: &str) -> String {
    let Some(accesses) = outcome.note.strip_prefix(DATA_RACE).filter(|_| outcome.end == End::Undefined) else {
        return outcome.note.clone();
    };
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
    let logged = said.lines().filter_map(|line| line.strip_prefix("line "));
    let logged: Vec<Vec<String>> = logged.map(|line| line.split('\t').map(on_many_lines).collect()).collect();
    if logged.iter().any(|fields| fields.len() != 10) {
        return None;
    }
    let names = names(said, &logged, doubled);
    let mut lines = logged.iter().map(|fields| read_line(fields, &names)).collect::<Option<Vec<Line>>>()?;
    for line in lines.iter_mut().filter(|line| line.kind == Kind::Note && line.detail == IN_A_RACE) {
        if let Some(what) = line.line.and_then(|at| accessed(doubled, at)).filter(|_| !line.verb.ends_with(" it")) {
            line.detail = format!("{what}, {IN_A_RACE}");
        }
    }
    let (mut outcome, _) = read_outcome(&mut said.lines().skip_while(|line| !line.starts_with("outcome ")))?;
    outcome.note = with_what(&outcome, doubled);
    Some(Replay { lines, outcome })
}

fn read_line(fields: &[String], names: &[String]) -> Option<Line> {
    let [kind, number, thread, name, line, _, verb, object, held, detail] = fields else { return None };
    let kind = match kind.as_str() {
        "step" => Kind::Step,
        "wait" => Kind::Wait,
        _ => Kind::Note,
    };
    let named = |object: &str| object.parse::<usize>().ok().and_then(|number| names.get(number)).cloned();
    Some(Line {
        kind,
        number: number.parse().ok()?,
        thread: thread.parse().ok()?,
        name: name.clone(),
        line: line.parse().ok().filter(|line| *line > 0),
        verb: verb.clone(),
        // A thread parks itself.
        object: named(object).filter(|_| verb != "print" && verb != "park"),
        detail: detail.clone(),
        held: held.split(',').filter_map(named).collect(),
    })
}

/// What the program calls each thing that steps touch, by the thing's number.
///
/// It is called as where it is made; if it has no name there, as where something is first done to it. Several of one kind and name are counted. What belongs to a thread is
/// called as the thread.
pub fn names(said: &str, logged: &[Vec<String>], doubled: &str) -> Vec<String> {
    let lines: Vec<&str> = doubled.lines().collect();
    let number = |text: &str| text.parse::<usize>().unwrap_or_default();
    let objects = said.lines().filter_map(|line| line.strip_prefix("object "));
    // A kind may have several words.
    let objects: Vec<Vec<&str>> = objects.filter_map(|object| Some(object.split_once(' ')?.1.rsplitn(3, ' ').collect())).collect();
    let threads: Vec<String> =
        said.lines().filter_map(|line| Some(on_many_lines(line.strip_prefix("thread ")?.split_once(' ')?.1))).collect();
    let mut named: Vec<(&str, String)> = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        let [column, line, kind] = object[..] else { continue };
        if let Some(name) = threads.get(number(line)).filter(|_| kind == THREAD) {
            named.push((kind, name.clone()));
            continue;
        }
        let first = logged.iter().find(|fields| fields[7] == index.to_string());
        let used = || first.and_then(|fields| used_name(&lines, number(&fields[4]), number(&fields[5])));
        let name = made_name(&lines, number(line), number(column)).or_else(used);
        named.push((kind, name.unwrap_or_else(|| format!("{kind} {index}"))));
    }
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

/// The text that the child wrote on one line.
pub fn on_many_lines(text: &str) -> String {
    let mut many = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        many.push(match (sign, sign == '\\') {
            (_, true) => match signs.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            (sign, false) => sign,
        });
    }
    many
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the child tells is read, the most frequent outcome first, each with its schedule.
    #[test]
    fn explorations_are_read() {
        let said = "progress 5000\nall 7\noutcome 2 deadlock :0,1\nneeds \nnote main waits, thread 1 waits\nprinted a\\\\\\n\noutcome 4 done :1,0/2\nneeds only by chance\nnote \nprinted b\\tc\\n\n";
        let read = read_exploration(said, "").unwrap();
        assert!(read.with_freedoms && !read_exploration(&format!("{said}freedoms sampled\n"), "").unwrap().with_freedoms);
        assert_eq!((read.outcomes.each[0].needs.as_str(), read.outcomes.each[1].needs.as_str()), ("only by chance", ""));
        assert_eq!((read.outcomes.method.clone(), read.runs, read.outcomes.schedules()), (Method::All, 7, 6));
        assert_eq!(read.schedules, [":1,0/2", ":0,1"]);
        assert_eq!((read.outcomes.each[0].printed.as_str(), read.outcomes.each[1].printed.as_str()), ("b\tc\n", "a\\\n"));
        assert_eq!((&read.outcomes.each[1].end, read.outcomes.each[1].note.as_str()), (&End::Deadlock, "main waits, thread 1 waits"));
        for nonsense in
            ["", "all x\noutcome 1 done :\nneeds \nnote \nprinted \n", "all 1\n", "all 1\noutcome 1 ended :\nneeds \nnote \nprinted \n"]
        {
            assert_eq!(read_exploration(nonsense, ""), None, "{nonsense:?}");
        }
    }

    /// A data race names what both threads access, where a line accesses one thing alone.
    #[test]
    fn races_name_what_is_accessed() {
        let doubled = "unsafe { (*READY.get()) = true };\nunsafe { *(*S).slot.get() = Some(1) };\nlet sum = a.get() + b.get();\n";
        let said = |note: &str| {
            let said = format!("all 1\noutcome 1 undefined :\nneeds \nnote {note}\nprinted \n");
            read_exploration(&said, doubled).unwrap().outcomes.each[0].note.clone()
        };
        let note = "data race: main reads at line 1, thread 1 writes at line 2";
        assert_eq!(said(note), "data race: main reads READY at line 1, thread 1 writes S.slot at line 2");
        for unknown in ["data race: main reads at line 3, thread 1 drops it at line 2", "data race: main reads, thread 1 writes at line 9"]
        {
            assert_eq!(said(unknown), unknown);
        }
        let replayed = read_replay(
            "thread 0 main\nline note\t0\t0\tmain\t1\t9\twrites\t-\t\tin a data race\noutcome 1 undefined :\nneeds \nnote data race: main writes at line 1\nprinted \n",
            doubled,
        );
        let replayed = replayed.unwrap();
        assert_eq!(
            (replayed.lines[0].words(), replayed.outcome.note),
            ("writes READY, in a data race".to_owned(), "data race: main writes READY at line 1".to_owned())
        );
    }

    /// A replay has its steps, waits and notes in words, and its outcome.
    #[test]
    fn replays_are_read() {
        let doubled =
            "let tickets = Mutex::new(1);\nlet hats = Mutex::new(1);\nlet hats = Mutex::new(2);\n*tickets.lock().unwrap() -= 1;\n";
        let said = "object 0 lock 1 15\nobject 1 lock 2 12\nobject 2 lock 3 12\nobject 3 front of a channel 9 9\n\
                    object 4 thread 0 0\nobject 5 thread 0 0\nthread 0 main\nthread 1 thread 1\n\
                    line note\t0\t0\tmain\t0\t0\tstarts\t-\t\tthread 1\n\
                    line step\t1\t1\tthread 1\t4\t10\tlock\t0\t0,2\t\n\
                    line step\t2\t1\tthread 1\t0\t0\tload\t3\t\t7\n\
                    line step\t3\t1\tthread 1\t0\t0\tunpark\t4\t\t\n\
                    line step\t4\t0\tmain\t0\t0\tpark\t4\t\t\n\
                    line wait\t4\t0\tmain\t4\t10\tlock\t1\t\twaits for a lock\n\
                    line step\t5\t0\tmain\t4\t10\tprint\t0\t\ta\\tb\n\
                    outcome 1 panic :1\nneeds \nnote it is over\nprinted a\\n\n";
        let replay = read_replay(said, doubled).unwrap();
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
        assert_eq!(read_replay("line step\t1\noutcome 1 done :\nneeds \nnote \nprinted \n", doubled), None);
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
