//! The picture of a schedule: a lane for each thread, one for each lock and each value, and below what comes out.

use super::rows::{Moment, Span, Story, story};
use super::source::{Say, Source};
use crate::figure::timeline::{Item, Lane, Row, Timeline, What};
use crate::figure::{Fault, Fill, Label, Look, Stroke, Tone};
use book::outcomes::End;
use explore::exploration::Replay;

/// The room beside the words in a lane.
const ROOM: f64 = 26.0;
/// The room inside a block.
const INSIDE: f64 = 14.0;

/// The time-line of a replay.
pub fn timeline(source: &Source, replay: &Replay, share: u128, total: u128) -> Result<Timeline, Vec<Fault>> {
    let story = story(source, replay)?;
    let picture = Picture::new(source, replay, &story).map_err(|fault| vec![fault])?;
    picture.timeline(share, total).map_err(|fault| vec![fault])
}

struct Picture<'a> {
    source: &'a Source,
    replay: &'a Replay,
    story: &'a Story,
    /// The threads that have a lane.
    threads: Vec<usize>,
    /// The locks that have a lane, by the replay's names.
    locks: Vec<String>,
    /// The values that have a lane, by the replay's names.
    values: Vec<String>,
    /// What each moment says.
    labels: Vec<Label>,
    /// What each wait says.
    waits: Vec<Label>,
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

impl<'a> Picture<'a> {
    fn new(source: &'a Source, replay: &'a Replay, story: &'a Story) -> Result<Self, Fault> {
        let (mut threads, mut locks, mut values) = (Vec::new(), Vec::new(), Vec::new());
        story.moments.iter().for_each(|moment| add(&mut threads, moment.thread));
        story.waits.iter().for_each(|wait| add(&mut threads, wait.thread));
        threads.sort_unstable();
        story.locks.iter().for_each(|lock| add(&mut locks, lock.object.clone()));
        story.values.iter().for_each(|held| add(&mut values, held.object.clone()));
        let mut picture = Self { source, replay, story, threads, locks, values, labels: Vec::new(), waits: Vec::new() };
        picture.labels = (0..story.moments.len()).map(|row| picture.label(row)).collect::<Result<_, _>>()?;
        picture.waits = story.waits.iter().map(|wait| picture.wait(wait)).collect::<Result<_, _>>()?;
        Ok(picture)
    }

    fn name(&self, thread: usize) -> String {
        let line = self.replay.lines.iter().find(|line| line.thread == thread);
        self.source.called(line.map_or("thread", |line| line.name.as_str()))
    }

    /// What a moment says: as the source has it, or the operation in a word.
    fn label(&self, row: usize) -> Result<Label, Fault> {
        let moment = &self.story.moments[row];
        let is_meant = |say: &&Say| {
            if say.verb == "step" { *moment.steps.start() == say.at } else { Some(say.at) == moment.line && say.verb == moment.verb }
        };
        let said = self.source.says.iter().find(is_meant);
        match said {
            Some(say) => Label::parse(&self.filled(&say.words, row, (say.at, &say.verb)), say.line),
            None => Label::parse(&self.usual(moment), 1),
        }
    }

    /// `{word}` is the n-th word that is printed, at the n-th moment of this kind; `{value}` the value of what is locked.
    fn filled(&self, words: &str, row: usize, (at, verb): (usize, &str)) -> String {
        let before = self.story.moments[..row].iter().filter(|moment| moment.line == Some(at) && moment.verb == verb).count();
        let word = self.replay.outcome.printed.split_whitespace().nth(before).unwrap_or("nothing");
        let object = self.story.moments[row].object.as_deref().map(|object| self.source.called(object)).unwrap_or_default();
        let then = row.saturating_sub(1);
        let held = self.story.values.iter().find(|held| self.source.called(&held.object) == object && held.rows.contains(&then));
        words.replace("{word}", word).replace("{value}", held.map_or("nothing", |held| held.value.as_str()))
    }

    fn usual(&self, moment: &Moment) -> String {
        let name = moment.object.as_deref().map(|object| self.source.called(object)).unwrap_or_default();
        let of = if self.values.len() > 1 { format!(" `{name}`:") } else { String::new() };
        let value = || {
            let hex = self.source.values.iter().any(|value| value.object == name && value.first.starts_with("0x"));
            super::rows::written(&moment.detail, hex)
        };
        let only = if self.locks.len() > 1 { format!(" `{name}`") } else { String::new() };
        match moment.verb.as_str() {
            "load" => format!("loads{of} `{}`", value()),
            "store" => format!("stores{of} `{}`", value()),
            "lock" => format!("locks{only}"),
            "unlock" if moment.detail.contains("poison") => "unlocks, poisons".to_owned(),
            "unlock" => format!("unlocks{only}"),
            "notify_one" | "notify_all" => {
                let named: Vec<String> = moment.detail.split(", ").map(|name| self.source.called(name)).collect();
                format!("notifies {}", named.join(", "))
            }
            "wait" => "unlocks, waits".to_owned(),
            "print" => "prints".to_owned(),
            "panic" => "panics".to_owned(),
            "send" => "sends".to_owned(),
            "recv" => "receives".to_owned(),
            verb => format!("`{verb}`"),
        }
    }

    fn wait(&self, wait: &Span) -> Result<Label, Fault> {
        let name = self.source.called(&wait.object);
        let what = match (wait.object.is_empty(), wait.ends) {
            (true, true) => "waits".to_owned(),
            (true, false) => "waits forever".to_owned(),
            (false, _) if self.locks.len() > 1 => format!("waits for `{name}`"),
            (false, _) => "blocked".to_owned(),
        };
        Label::parse(&what, 1)
    }

    /// The lane of a thread: the first on the left; if there are two, the other on the right.
    fn lane(&self, thread: usize) -> usize {
        let index = self.threads.iter().position(|known| *known == thread).unwrap_or_default();
        if self.is_pair() && index == 1 { 1 + self.locks.len() + self.values.len() } else { index }
    }

    fn is_pair(&self) -> bool {
        self.threads.len() == 2
    }

    /// The first lane that is no thread's.
    fn shared(&self) -> usize {
        if self.is_pair() { 1 } else { self.threads.len() }
    }

    fn lock_lane(&self, object: &str) -> usize {
        self.shared() + self.locks.iter().position(|lock| lock == object).unwrap_or_default()
    }

    fn value_lane(&self, object: &str) -> usize {
        self.shared() + self.locks.len() + self.values.iter().position(|value| value == object).unwrap_or_default()
    }

    fn lanes(&self) -> Result<Vec<Lane>, Fault> {
        let label = |text: &str| Label::parse(text, 1);
        let widest = |labels: &[Label], bold: bool| labels.iter().map(|label| label.width(bold)).fold(0.0, f64::max);
        let mut lanes = Vec::new();
        for thread in &self.threads {
            let own = self.story.moments.iter().zip(&self.labels).filter(|(moment, _)| moment.thread == *thread).map(|(_, label)| label);
            let waits = self.story.waits.iter().zip(&self.waits).filter(|(wait, _)| wait.thread == *thread).map(|(_, label)| label);
            let words: Vec<Label> = own.chain(waits).cloned().collect();
            let header = vec![label(&self.name(*thread))?];
            let width = (widest(&words, false) + ROOM).max(widest(&header, true)).max(82.0);
            lanes.push(Lane { name: self.name(*thread), width, gap: 0.0, header });
        }
        let mut shared = Vec::new();
        for object in &self.locks {
            let holders: Vec<Label> = self.threads.iter().map(|thread| label(&self.name(*thread))).collect::<Result<_, _>>()?;
            let name = format!("`{}`", self.source.called(object));
            let header = vec![label("lock of")?, label(&name)?];
            let width = (widest(&holders, false) + INSIDE).max(widest(&header, true));
            shared.push(Lane { name: format!("lock {object}"), width, gap: 4.0, header });
        }
        for object in &self.values {
            let values = self.story.values.iter().filter(|held| held.object == *object);
            let values: Vec<Label> = values.map(|held| label(&format!("`{}`", held.value))).collect::<Result<_, _>>()?;
            let header = vec![label(&format!("`{}`", self.source.called(object)))?];
            let width = (widest(&values, false) + INSIDE).max(widest(&header, true)).max(44.0);
            shared.push(Lane { name: format!("value {object}"), width, gap: 4.0, header });
        }
        if self.is_pair() {
            lanes[1].gap = 20.0;
            if let Some(first) = shared.first_mut() {
                first.gap = 20.0;
            }
            let second = lanes.pop();
            lanes.extend(shared);
            lanes.extend(second);
        } else {
            lanes.iter_mut().skip(1).for_each(|lane| lane.gap = 16.0);
            if let Some(first) = shared.first_mut() {
                first.gap = 20.0;
            }
            lanes.extend(shared);
        }
        Ok(lanes)
    }

    fn timeline(&self, share: u128, total: u128) -> Result<Timeline, Fault> {
        let mark = self.marked_row()?;
        let wrong = self.source.mark.as_ref().is_some_and(|mark| mark.look.tone == Tone::Danger);
        let tone = if wrong { Tone::Danger } else { Tone::Accent };
        let mut line = Timeline { lanes: self.lanes()?, ..Timeline::default() };
        let rows = self.story.rows();
        for row in 0..rows {
            let said = match self.story.moments.get(row).and_then(|moment| moment.line) {
                Some(number) => Some(number),
                None => self.waiting_line(row),
            };
            let words = said.map(Label::of_line);
            let look = self.source.mark.as_ref().filter(|_| mark == Some(row)).map(|_| Look::default().toned(tone));
            line.rows.push(Row { line: 1, words: words.into_iter().collect(), mark: look });
        }
        line.rows.push(Row { line: 1, words: Vec::new(), mark: None });
        self.lives(rows, &mut line.items);
        self.shared_things(&mut line.items)?;
        self.steps(mark, tone, &mut line.items);
        self.waiting(&mut line.items);
        if let (Some(mark), Some(row)) = (&self.source.mark, mark)
            && !mark.words.is_empty()
        {
            line.items.push(item(What::Note { rows: row..=row }, Look::default(), mark.words.clone()));
        }
        let look = Look { tone, fill: Fill::Tint, ..Look::default() };
        line.items.push(item(What::Result { row: rows }, look, self.result(share, total)?));
        Ok(line)
    }

    /// The row of the step that decides.
    fn marked_row(&self) -> Result<Option<usize>, Fault> {
        let Some(mark) = &self.source.mark else { return Ok(None) };
        let row = self.story.moments.iter().position(|moment| moment.steps.contains(&mark.step));
        row.map(Some).ok_or_else(|| Fault::new(mark.line, format!("step {} is not in the picture", mark.step), "mark one that is"))
    }

    /// The line at which a thread waits forever, whose row this is.
    fn waiting_line(&self, row: usize) -> Option<usize> {
        let wait = self.story.waits.iter().filter(|wait| !wait.ends).nth(row - self.story.moments.len())?;
        let waits = |line: &&explore::exploration::Line| line.thread == wait.thread && line.kind == explore::exploration::Kind::Wait;
        self.replay.lines.iter().rev().find(waits)?.line
    }

    /// A thin line down each lane, as long as the thread lives; where it waits, the line is dashed.
    fn lives(&self, rows: usize, items: &mut Vec<Item>) {
        for thread in &self.threads {
            let end = self.story.ends.get(thread).copied().unwrap_or(rows - 1);
            let end = self
                .story
                .waits
                .iter()
                .filter(|wait| wait.thread == *thread && !wait.ends)
                .map(|wait| wait.rows.start() - 1)
                .fold(end, usize::min);
            let mut from = 0;
            let mut waits: Vec<&Span> = self.story.waits.iter().filter(|wait| wait.thread == *thread && wait.ends).collect();
            waits.sort_by_key(|wait| *wait.rows.start());
            for wait in waits {
                if *wait.rows.start() > from {
                    self.life(*thread, from, wait.rows.start() - 1, items);
                }
                from = wait.rows.end() + 1;
            }
            if from <= end {
                self.life(*thread, from, end, items);
            }
        }
    }

    fn life(&self, thread: usize, from: usize, to: usize, items: &mut Vec<Item>) {
        let what = What::Rail { lane: self.lane(thread), rows: from..=to };
        items.push(item(what, Look::default().toned(Tone::Muted), Vec::new()));
    }

    /// Locks and who holds them; values.
    fn shared_things(&self, items: &mut Vec<Item>) -> Result<(), Fault> {
        for lock in &self.story.locks {
            let look = Look { tone: Tone::Accent, fill: Fill::Tint, ..Look::default() };
            let words = vec![Label::parse(&self.name(lock.thread), 1)?];
            items.push(item(What::Bar { lane: self.lock_lane(&lock.object), rows: lock.rows.clone() }, look, words));
        }
        for held in &self.story.values {
            let look = Look { fill: Fill::Tint, ..Look::default() };
            let words = vec![Label::parse(&format!("`{}`", held.value), 1)?];
            items.push(item(What::Bar { lane: self.value_lane(&held.object), rows: held.rows.clone() }, look, words));
        }
        Ok(())
    }

    /// Each step as a point, and an arrow to what it changes or takes.
    fn steps(&self, mark: Option<usize>, tone: Tone, items: &mut Vec<Item>) {
        for (row, (moment, label)) in self.story.moments.iter().zip(&self.labels).enumerate() {
            let bad = moment.verb == "panic";
            let tone = if bad {
                Tone::Danger
            } else if mark == Some(row) {
                tone
            } else {
                Tone::Plain
            };
            let look = Look { tone, crossed: bad, ..Look::default() };
            let own = self.lane(moment.thread);
            items.push(item(What::Point { lane: own, row }, look, vec![label.clone()]));
            let Some(object) = moment.object.as_deref().filter(|_| self.is_pair()) else { continue };
            let (from, to) = match moment.verb.as_str() {
                "load" => (self.value_lane(object), own),
                "store" => (own, self.value_lane(object)),
                "lock" if self.values.is_empty() && self.locks.iter().any(|lock| lock == object) => (own, self.lock_lane(object)),
                _ => continue,
            };
            if self.is_clear(from, to, row) {
                let look = Look { tone, ..Look::default() };
                items.push(item(What::Arrow { from: (from, row), to: (to, row) }, look, Vec::new()));
            }
        }
    }

    /// Whether no word lies between two lanes at a row.
    fn is_clear(&self, from: usize, to: usize, row: usize) -> bool {
        let between = from.min(to) + 1..from.max(to);
        let begins = |lane: usize, start: usize| between.contains(&lane) && start == row;
        !self.story.locks.iter().any(|lock| begins(self.lock_lane(&lock.object), *lock.rows.start()))
            && !self.story.values.iter().any(|held| begins(self.value_lane(&held.object), *held.rows.start()))
    }

    fn waiting(&self, items: &mut Vec<Item>) {
        for (wait, label) in self.story.waits.iter().zip(&self.waits) {
            let lane = self.lane(wait.thread);
            let tone = if wait.ends { Tone::Plain } else { Tone::Danger };
            let look = Look { stroke: Stroke::Dashed, tone, ..Look::default() };
            items.push(item(What::Bar { lane, rows: wait.rows.clone() }, look, vec![label.clone()]));
            if !wait.ends && self.is_pair() && self.locks.contains(&wait.object) {
                let (row, to) = (*wait.rows.start(), self.lock_lane(&wait.object));
                items.push(item(What::Arrow { from: (lane, row), to: (to, row) }, look, Vec::new()));
            }
        }
    }

    fn result(&self, share: u128, total: u128) -> Result<Vec<Label>, Fault> {
        let mut words = match self.replay.outcome.end {
            End::Deadlock => vec!["deadlock".to_owned()],
            End::Undefined => vec!["undefined behavior".to_owned()],
            End::Exit(status) => vec![format!("ends with exit status {status}")],
            End::Panic => vec!["panics".to_owned()],
            End::Done => self.replay.outcome.printed.lines().map(|line| format!("prints `{line}`")).collect(),
        };
        words.push(match (share, total) {
            (_, 1) => "as the only schedule does".to_owned(),
            (1, _) => format!("as 1 of {total} schedules does"),
            _ => format!("as {share} of {total} schedules do"),
        });
        words.iter().map(|words| Label::parse(words, 1)).collect()
    }
}

fn item(what: What, look: Look, words: Vec<Label>) -> Item {
    Item { line: 1, what, look, words }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::rows::Held;
    use super::super::source;
    use super::*;
    use book::outcomes::Outcome;
    use explore::exploration::{Kind, Line};

    fn moment(line: usize, verb: &str, object: &str, detail: &str) -> Moment {
        let [verb, detail] = [verb, detail].map(str::to_owned);
        Moment { thread: 1, line: Some(line), verb, object: Some(object.to_owned()), detail, steps: 1..=1 }
    }

    fn tale(moments: Vec<Moment>, waits: Vec<Span>, values: Vec<Held>) -> Story {
        Story { moments, locks: Vec::new(), waits, values, ends: BTreeMap::new() }
    }

    /// What a picture of thread 1 says, whose source begins with a hexadecimal `m` and a decimal `n`.
    fn with<T>(story: &Story, look: impl FnOnce(&Picture) -> T) -> T {
        with_lines(Vec::new(), story, look)
    }

    fn with_lines<T>(lines: Vec<Line>, story: &Story, look: impl FnOnce(&Picture) -> T) -> T {
        let source = source::read("listing: x\noutcome: o\ntitle: T\ntext: A.\nvalue: m = 0x00\nvalue: n = 1\n").unwrap();
        let outcome =
            Outcome { printed: "one two three\n".to_owned(), end: End::Done, note: String::new(), needs: String::new(), schedules: 1 };
        let replay = Replay { lines, outcome };
        let (locks, values) = (Vec::new(), vec!["n".to_owned()]);
        look(&Picture { source: &source, replay: &replay, story, threads: vec![1], locks, values, labels: Vec::new(), waits: Vec::new() })
    }

    /// `{word}` counts the moments of the same line and operation; `{value}` is that of the same thing one row before.
    #[test]
    fn words_are_filled_in() {
        let moments = vec![moment(5, "send", "n", ""), moment(5, "lock", "n", ""), moment(6, "send", "n", ""), moment(5, "send", "n", "")];
        let held = |object: &str, value: &str, rows| Held { object: object.to_owned(), value: value.to_owned(), rows };
        let story = tale(moments, Vec::new(), vec![held("m", "8", 0..=3), held("n", "6", 0..=1), held("n", "7", 2..=3)]);
        assert_eq!(with(&story, |picture| picture.filled("{word}: {value}", 3, (5, "send"))), "two: 7");
    }

    /// A value is written as its own first value is, not as another's.
    #[test]
    fn a_value_is_written_as_its_own() {
        let story = tale(Vec::new(), Vec::new(), Vec::new());
        assert_eq!(with(&story, |picture| picture.usual(&moment(5, "load", "n", "10"))), "loads `10`");
        assert_eq!(with(&story, |picture| picture.usual(&moment(5, "load", "m", "10"))), "loads `a`");
    }

    /// A thread's line begins again below a wait, unless another begins there.
    #[test]
    fn a_thread_that_waits_has_no_line() {
        let wait = |rows| Span { thread: 1, object: "a".to_owned(), rows, ends: true };
        let moments = (0..6).map(|_| moment(5, "load", "n", "1")).collect();
        let story = tale(moments, vec![wait(3..=3), wait(1..=2)], Vec::new());
        let lines = with(&story, |picture| {
            let mut items = Vec::new();
            picture.lives(6, &mut items);
            items.into_iter().map(|item| item.what).collect::<Vec<_>>()
        });
        assert!(
            matches!(&lines[..], [What::Rail { rows: first, .. }, What::Rail { rows: second, .. }] if *first == (0..=0) && *second == (4..=5))
        );
    }

    /// A thread that waits forever does so at the line where it began to.
    #[test]
    fn a_wait_has_its_line() {
        let line = |kind, thread, at| {
            let [name, verb, detail] = [""; 3].map(str::to_owned);
            Line { kind, number: 1, thread, name, line: Some(at), verb, object: None, detail, held: Vec::new() }
        };
        let lines = vec![line(Kind::Wait, 1, 6), line(Kind::Wait, 1, 7), line(Kind::Step, 1, 8), line(Kind::Wait, 2, 9)];
        let wait = Span { thread: 1, object: "a".to_owned(), rows: 0..=0, ends: false };
        assert_eq!(with_lines(lines, &tale(Vec::new(), vec![wait], Vec::new()), |picture| picture.waiting_line(0)), Some(7));
    }

    /// What comes out is said with how many schedules lead there.
    #[test]
    fn the_result_has_its_share() {
        let story = tale(Vec::new(), Vec::new(), Vec::new());
        for (share, total, words) in
            [(1, 1, "as the only schedule does"), (1, 6, "as 1 of 6 schedules does"), (2, 6, "as 2 of 6 schedules do")]
        {
            let said = with(&story, |picture| picture.result(share, total).unwrap());
            assert_eq!(said, [Label::parse("prints `one two three`", 1).unwrap(), Label::parse(words, 1).unwrap()]);
        }
    }
}
