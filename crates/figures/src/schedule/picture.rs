//! The picture of a schedule: a lane for each thread, lock and value, and the outcome below.

use std::ops::RangeInclusive;

use super::rows::{Moment, Span, Story, story, written};
use super::source::{Say, Source};
use crate::figure::timeline::{Item, Lane, Row, Timeline, What};
use crate::figure::{Fault, Fill, Label, Look, Stroke, Tone, widest};
use book::outcomes::End;
use explore::exploration::Replay;

/// The space next to the words in a lane.
const ROOM: f64 = 26.0;
/// The space inside a block.
const INSIDE: f64 = 14.0;

/// Returns the timeline of a replay.
pub fn timeline(source: &Source, replay: &Replay, share: u128, total: u128) -> Result<Timeline, Fault> {
    let story = story(source, replay)?;
    let picture = Picture::new(source, replay, &story);
    if picture.threads.is_empty() {
        return Err(Fault::new(source.line(&source.listing), "takes no step that can be shown", "choose a listing with threads"));
    }
    picture.timeline(share, total)
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
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

impl<'a> Picture<'a> {
    fn new(source: &'a Source, replay: &'a Replay, story: &'a Story) -> Self {
        let (mut threads, mut locks, mut values) = (Vec::new(), Vec::new(), Vec::new());
        story.moments.iter().for_each(|moment| add(&mut threads, moment.first.thread));
        story.waits.iter().for_each(|wait| add(&mut threads, wait.thread));
        threads.sort_unstable();
        story.locks.iter().for_each(|lock| add(&mut locks, lock.object.clone()));
        story.values.iter().for_each(|held| add(&mut values, held.object.clone()));
        Self { source, replay, story, threads, locks, values }
    }

    fn name(&self, thread: usize) -> String {
        let line = self.replay.lines.iter().find(|line| line.thread == thread);
        self.source.call.of(line.map_or("thread", |line| line.name.as_str()))
    }

    /// Returns what a moment says: the source's words, or the operation in a word.
    fn label(&self, row: usize) -> Result<Label, Fault> {
        let moment = &self.story.moments[row];
        match self.source.say.iter().find(|say| is_meant(say, moment)) {
            Some(say) => Label::parse(&self.filled(say, row), self.source.line(&say.words)),
            None => Ok(Label::of(&self.usual(moment))),
        }
    }

    /// Fills in the source's words: `{word}` is the n-th printed word, at the n-th moment of this kind; `{value}` is the value that is locked.
    fn filled(&self, say: &Say, row: usize) -> String {
        let before = self.story.moments[..row].iter().filter(|moment| is_meant(say, moment)).count();
        let word = self.replay.outcome.printed.split_whitespace().nth(before).unwrap_or("nothing");
        let object = self.story.moments[row].first.object.as_deref().map(|object| self.source.call.of(object)).unwrap_or_default();
        let then = row.saturating_sub(1);
        let held = self.story.values.iter().find(|held| self.source.call.of(&held.object) == object && held.rows.contains(&then));
        say.words.get_ref().replace("{word}", word).replace("{value}", held.map_or("nothing", |held| held.value.as_str()))
    }

    fn usual(&self, moment: &Moment) -> String {
        let name = moment.first.object.as_deref().map(|object| self.source.call.of(object)).unwrap_or_default();
        let of = if self.values.len() > 1 { format!(" `{name}`:") } else { String::new() };
        let value = || {
            let hex = self.source.value.iter().any(|value| value.of == name && value.is_hex());
            written(&moment.first.detail, hex)
        };
        let only = if self.locks.len() > 1 { format!(" `{name}`") } else { String::new() };
        match moment.first.verb.as_str() {
            "load" => format!("loads{of} `{}`", value()),
            "store" => format!("stores{of} `{}`", value()),
            "lock" => format!("locks{only}"),
            "unlock" if moment.first.detail.contains("poison") => "unlocks, poisons".to_owned(),
            "unlock" => format!("unlocks{only}"),
            "notify_one" | "notify_all" => {
                let named: Vec<String> = moment.first.detail.split(", ").map(|name| self.source.call.of(name)).collect();
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

    fn wait(&self, wait: &Span) -> String {
        match (wait.object.is_empty(), wait.ends) {
            (true, true) => "waits".to_owned(),
            (true, false) => "waits forever".to_owned(),
            (false, _) if self.locks.len() > 1 => format!("waits for `{}`", self.source.call.of(&wait.object)),
            (false, _) => "blocked".to_owned(),
        }
    }

    /// Returns the lane of a thread: the first is on the left; if there are two, the other is on the right.
    fn lane(&self, thread: usize) -> usize {
        let index = self.threads.iter().position(|known| *known == thread).unwrap_or_default();
        if self.is_pair() && index == 1 { 1 + self.locks.len() + self.values.len() } else { index }
    }

    fn is_pair(&self) -> bool {
        self.threads.len() == 2
    }

    /// Returns the first lane that isn't a thread's.
    fn shared(&self) -> usize {
        if self.is_pair() { 1 } else { self.threads.len() }
    }

    fn lock_lane(&self, object: &str) -> usize {
        self.shared() + self.locks.iter().position(|lock| lock == object).unwrap_or_default()
    }

    fn value_lane(&self, object: &str) -> usize {
        self.shared() + self.locks.len() + self.values.iter().position(|value| value == object).unwrap_or_default()
    }

    /// Returns the lanes for these items.
    fn lanes(&self, items: &[Item]) -> Vec<Lane> {
        let said = |lane: usize| items.iter().filter(|item| item.lane == lane).flat_map(|item| item.words.clone()).collect::<Vec<_>>();
        // Wide enough for its words with the space next to them, and for its header.
        let lane = |name: String, gap: f64, header: &[&str], words: &[Label], room: f64, least: f64| {
            let header: Vec<Label> = header.iter().map(|line| Label::of(line)).collect();
            Lane { name, width: (widest(words, false) + room).max(widest(&header, true)).max(least), gap, header }
        };
        let names: Vec<Label> = self.threads.iter().map(|thread| Label::of(&self.name(*thread))).collect();
        let of_thread = |(index, thread): (usize, &usize)| {
            let gap = match index {
                0 => 0.0,
                _ if self.is_pair() => 20.0,
                _ => 16.0,
            };
            let name = self.name(*thread);
            lane(name.clone(), gap, &[&name], &said(self.lane(*thread)), ROOM, 82.0)
        };
        let mut lanes: Vec<Lane> = self.threads.iter().enumerate().map(of_thread).collect();
        let locks = self.locks.iter().map(|object| {
            let name = format!("`{}`", self.source.call.of(object));
            lane(format!("lock {object}"), 4.0, &["lock of", &name], &names, INSIDE, 0.0)
        });
        let values = self.values.iter().map(|object| {
            let name = format!("`{}`", self.source.call.of(object));
            lane(format!("value {object}"), 4.0, &[&name], &said(self.value_lane(object)), INSIDE, 44.0)
        });
        let mut shared: Vec<Lane> = locks.chain(values).collect();
        if let Some(first) = shared.first_mut() {
            first.gap = 20.0;
        }
        let at = self.shared();
        lanes.splice(at..at, shared);
        lanes
    }

    fn timeline(&self, share: u128, total: u128) -> Result<Timeline, Fault> {
        let mark = self.marked_row()?;
        let tone = if self.source.mark.as_ref().is_some_and(|mark| mark.danger) { Tone::Danger } else { Tone::Accent };
        let rows = self.story.rows();
        let row = |row: usize| {
            let line = self.story.moments.get(row).and_then(|moment| moment.first.line).or_else(|| self.waiting_line(row));
            Row { line: 1, words: line.map(Label::of_line).into_iter().collect(), mark: (mark == Some(row)).then(|| Look::toned(tone)) }
        };
        let below = Row { line: 1, words: Vec::new(), mark: None };
        let mut line = Timeline { rows: (0..rows).map(row).chain([below]).collect(), ..Timeline::default() };
        self.lives(rows, &mut line.items);
        self.shared_things(&mut line.items);
        self.steps(mark, tone, &mut line.items)?;
        self.waiting(&mut line.items);
        line.lanes = self.lanes(&line.items);
        if let (Some(mark), Some(row)) = (&self.source.mark, mark)
            && !mark.words.is_empty()
        {
            let words = mark.words.iter().map(|words| Label::parse(words, self.source.line(&mark.step))).collect::<Result<_, _>>()?;
            line.items.push(item(What::Note, 0, row..=row, Look::default(), words));
        }
        let look = Look { fill: Fill::Tint, ..Look::toned(tone) };
        line.items.push(item(What::Result, 0, rows..=rows, look, self.result(share, total)));
        Ok(line)
    }

    /// Returns the row of the decisive step.
    fn marked_row(&self) -> Result<Option<usize>, Fault> {
        let Some(mark) = &self.source.mark else { return Ok(None) };
        let step = mark.step.get_ref();
        let row = self.story.moments.iter().position(|moment| moment.has(*step));
        row.map(Some)
            .ok_or_else(|| Fault::new(self.source.line(&mark.step), format!("step {step} is not in the picture"), "mark one that is"))
    }

    /// Returns the line where a thread waits forever, if this is its row.
    fn waiting_line(&self, row: usize) -> Option<usize> {
        let wait = self.story.waits.iter().filter(|wait| !wait.ends).nth(row.checked_sub(self.story.moments.len())?)?;
        let waits = |line: &&explore::exploration::Line| line.thread == wait.thread && line.kind == explore::exploration::Kind::Wait;
        self.replay.lines.iter().rev().find(waits)?.line
    }

    /// Draws a thin line down each thread's lane where it's alive and not waiting.
    fn lives(&self, rows: usize, items: &mut Vec<Item>) {
        for thread in &self.threads {
            let waits: Vec<&Span> = self.story.waits.iter().filter(|wait| wait.thread == *thread).collect();
            let end = self.story.ends.get(thread).copied().unwrap_or(rows - 1);
            let is_alive = |row: &usize| !waits.iter().any(|wait| wait.rows.contains(row));
            let alive: Vec<usize> = (0..=end).filter(is_alive).collect();
            for run in alive.chunk_by(|row, next| row + 1 == *next) {
                let rows = run[0]..=run[run.len() - 1];
                items.push(item(What::Rail, self.lane(*thread), rows, Look::toned(Tone::Muted), Vec::new()));
            }
        }
    }

    /// Draws the locks, with the threads that hold them, and the values.
    fn shared_things(&self, items: &mut Vec<Item>) {
        items.extend(self.story.locks.iter().map(|lock| {
            let look = Look { fill: Fill::Tint, ..Look::toned(Tone::Accent) };
            item(What::Bar, self.lock_lane(&lock.object), lock.rows.clone(), look, vec![Label::of(&self.name(lock.thread))])
        }));
        items.extend(self.story.values.iter().map(|held| {
            let look = Look { fill: Fill::Tint, ..Look::default() };
            item(What::Bar, self.value_lane(&held.object), held.rows.clone(), look, vec![Label::of(&format!("`{}`", held.value))])
        }));
    }

    /// Draws each step as a point; if there are two threads, with an arrow to or from what it uses.
    fn steps(&self, mark: Option<usize>, tone: Tone, items: &mut Vec<Item>) -> Result<(), Fault> {
        for (row, moment) in self.story.moments.iter().enumerate() {
            let (own, crossed) = (self.lane(moment.first.thread), moment.first.verb == "panic");
            let tone = match (crossed, mark == Some(row)) {
                (true, _) => Tone::Danger,
                (false, true) => tone,
                (false, false) => Tone::Plain,
            };
            items.push(item(What::Point, own, row..=row, Look { crossed, ..Look::toned(tone) }, vec![self.label(row)?]));
            let Some(object) = moment.first.object.as_deref().filter(|_| self.is_pair()) else { continue };
            let (from, to) = match moment.first.verb.as_str() {
                "load" => (self.value_lane(object), own),
                "store" => (own, self.value_lane(object)),
                "lock" if self.values.is_empty() && self.locks.iter().any(|lock| lock == object) => (own, self.lock_lane(object)),
                _ => continue,
            };
            if self.is_clear(from, to, row) {
                items.push(item(What::Arrow { to: (to, row) }, from, row..=row, Look::toned(tone), Vec::new()));
            }
        }
        Ok(())
    }

    /// Whether there are no words between two lanes in a row.
    fn is_clear(&self, from: usize, to: usize, row: usize) -> bool {
        let between = from.min(to) + 1..from.max(to);
        let begins = |lane: usize, start: usize| between.contains(&lane) && start == row;
        !self.story.locks.iter().any(|lock| begins(self.lock_lane(&lock.object), *lock.rows.start()))
            && !self.story.values.iter().any(|held| begins(self.value_lane(&held.object), *held.rows.start()))
    }

    fn waiting(&self, items: &mut Vec<Item>) {
        for wait in &self.story.waits {
            let lane = self.lane(wait.thread);
            let look = Look { stroke: Stroke::Dashed, ..Look::toned(if wait.ends { Tone::Plain } else { Tone::Danger }) };
            items.push(item(What::Bar, lane, wait.rows.clone(), look, vec![Label::of(&self.wait(wait))]));
            if !wait.ends && self.is_pair() && self.locks.contains(&wait.object) {
                let (row, to) = (*wait.rows.start(), self.lock_lane(&wait.object));
                items.push(item(What::Arrow { to: (to, row) }, lane, row..=row, look, Vec::new()));
            }
        }
    }

    fn result(&self, share: u128, total: u128) -> Vec<Label> {
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
        words.iter().map(|words| Label::of(words)).collect()
    }
}

/// Whether these words are for this moment.
fn is_meant(say: &Say, moment: &Moment) -> bool {
    say.step.is_none_or(|step| step == moment.first.number)
        && say.line.is_none_or(|line| Some(line) == moment.first.line)
        && say.verb.as_ref().is_none_or(|verb| *verb == moment.first.verb)
}

fn item(what: What, lane: usize, rows: RangeInclusive<usize>, look: Look, words: Vec<Label>) -> Item {
    Item { line: 1, what, lane, rows, look, words }
}

#[cfg(test)]
mod tests {
    use super::super::rows::Held;
    use super::*;
    use book::outcomes::Outcome;
    use explore::exploration::{Kind, Line};

    fn line(kind: Kind, thread: usize, at: usize, verb: &str, object: &str, detail: &str) -> Line {
        let [verb, object, detail] = [verb, object, detail].map(str::to_owned);
        Line { kind, number: 1, thread, line: Some(at), verb, object: Some(object), detail, ..Line::default() }
    }

    fn moment(at: usize, verb: &str, object: &str, detail: &str) -> Moment {
        Moment { first: line(Kind::Step, 1, at, verb, object, detail), last: 1 }
    }

    /// Looks at a picture of thread 1 whose source has a hexadecimal `m` and a decimal `n`.
    fn with<T>(lines: Vec<Line>, story: &Story, look: impl FnOnce(&Picture) -> T) -> T {
        let source = Source::read("listing = 'x'\noutcome = 'o'\ntitle = 'T'\ntext = 'A.'\nvalue = [{ of = 'm', first = '0x00' }, { of = 'n', first = '1' }]\nsay = [{ line = 5, verb = 'send', words = '{word}: {value}' }]\n").unwrap();
        let outcome = Outcome { printed: "one two three\n".to_owned(), schedules: 1, ..Outcome::default() };
        let replay = Replay { lines, outcome };
        let (locks, values) = (Vec::new(), vec!["n".to_owned()]);
        look(&Picture { source: &source, replay: &replay, story, threads: vec![1], locks, values })
    }

    /// `{word}` counts the moments of the same line and operation; `{value}` is the same object's, one row earlier.
    #[test]
    fn words_are_filled_in() {
        let moments = vec![moment(5, "send", "n", ""), moment(5, "lock", "n", ""), moment(6, "send", "n", ""), moment(5, "send", "n", "")];
        let held = |object: &str, value: &str, rows| Held { object: object.to_owned(), value: value.to_owned(), rows };
        let values = vec![held("m", "8", 0..=3), held("n", "6", 0..=1), held("n", "7", 2..=3)];
        let story = Story { moments, values, ..Story::default() };
        assert_eq!(with(Vec::new(), &story, |picture| picture.filled(&picture.source.say[0], 3)), "two: 7");
    }

    /// A value is written in the base of its own first value, not another's.
    #[test]
    fn a_value_is_written_as_its_own() {
        let story = Story::default();
        assert_eq!(with(Vec::new(), &story, |picture| picture.usual(&moment(5, "load", "n", "10"))), "loads `10`");
        assert_eq!(with(Vec::new(), &story, |picture| picture.usual(&moment(5, "load", "m", "10"))), "loads `a`");
    }

    /// A thread that waits forever does so at the line where it began to wait.
    #[test]
    fn a_wait_has_its_line() {
        let line = |kind, thread, at| line(kind, thread, at, "", "", "");
        let lines = vec![line(Kind::Wait, 1, 6), line(Kind::Wait, 1, 7), line(Kind::Step, 1, 8), line(Kind::Wait, 2, 9)];
        let wait = Span { thread: 1, object: "a".to_owned(), rows: 0..=0, ends: false };
        let story = Story { waits: vec![wait], ..Story::default() };
        assert_eq!(with(lines, &story, |picture| picture.waiting_line(0)), Some(7));
    }

    /// The outcome is shown with the number of schedules that lead there.
    #[test]
    fn the_result_has_its_share() {
        let story = Story::default();
        for (share, total, words) in
            [(1, 1, "as the only schedule does"), (1, 6, "as 1 of 6 schedules does"), (2, 6, "as 2 of 6 schedules do")]
        {
            let said = with(Vec::new(), &story, |picture| picture.result(share, total));
            assert_eq!(said, [Label::of("prints `one two three`"), Label::of(words)]);
        }
    }
}
