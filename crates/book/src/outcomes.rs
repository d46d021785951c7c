//! The record of a program with several outcomes: all that it can do, and how many schedules lead to each.
//!
//! ```text
//! All 69 schedules:
//!
//! 39 of 69  ███████████·········
//!   count = 2
//!
//! 30 of 69  █████████···········
//!   count = 1
//! ```
//!
//! What a program prints is indented by two spaces; a line that is not says how the program ended, if not well.
//!
//! At the end are the outcomes that no schedule leads to unless std makes use of a freedom that its documentation leaves it, with that in words: `only by a spurious
//! wake-up`. Such schedules are not counted.

use std::path::Path;

use crate::violation::Violation;

/// How a schedule ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// `main` returned.
    Done,
    /// `main` panicked.
    Panic,
    /// Threads wait for each other for ever.
    Deadlock,
}

/// One thing that the program can do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    /// What it prints.
    pub printed: String,
    /// How it ends.
    pub end: End,
    /// What is said of that end: who waits where, or the panic's message.
    pub note: String,
    /// What it takes beside a schedule: `only by a spurious wake-up`; nothing in most cases.
    pub needs: String,
    /// How many schedules lead here; none if it takes more than that.
    pub schedules: u128,
}

/// How the schedules were chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// Every schedule there is.
    All,
    /// Every execution that loom finds: schedules, and what weak memory lets each load see.
    Executions,
    /// A sample, described in a few words: `random and PCT`.
    Sampled(String),
}

/// All that a program can do, as far as it was explored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// How the schedules were chosen.
    pub method: Method,
    /// The outcomes, the most frequent first.
    pub each: Vec<Outcome>,
}

/// How the first line of a record by loom ends.
const EXECUTIONS: &str = " executions that loom finds:";

/// How many cells a bar has.
const BAR: u128 = 20;

/// How the line begins that says what an outcome takes beside a schedule.
const NEEDS: &str = "only ";

/// How a record begins of a program in which threads never have a choice.
const ONLY: &str = "The only schedule:";

impl Outcomes {
    /// The number of schedules explored.
    pub fn schedules(&self) -> u128 {
        self.each.iter().map(|outcome| outcome.schedules).sum()
    }

    /// Whether some schedule ends in a deadlock.
    pub fn can_deadlock(&self) -> bool {
        self.each.iter().any(|outcome| outcome.end == End::Deadlock)
    }

    /// Whether a run that printed this and ended so is in the set.
    pub fn holds(&self, printed: &str, end: &End) -> bool {
        self.each.iter().any(|outcome| outcome.printed == printed && outcome.end == *end)
    }

    /// The outcomes in the order of the record: the most frequent first.
    pub fn sorted(&self) -> Vec<&Outcome> {
        let mut each: Vec<&Outcome> = self.each.iter().collect();
        each.sort_by(|a, b| b.schedules.cmp(&a.schedules).then_with(|| a.cmp(b)));
        each
    }

    /// The text of the record.
    pub fn render(&self) -> String {
        let total = self.schedules();
        let mut text = match &self.method {
            Method::All if total == 1 => format!("{ONLY}\n"),
            Method::All => format!("All {total} schedules:\n"),
            Method::Executions => format!("All {total}{EXECUTIONS}\n"),
            Method::Sampled(how) => format!("A sample of {total} schedules, {how}:\n"),
        };
        let width = total.to_string().len();
        for outcome in self.sorted() {
            if outcome.needs.is_empty() {
                let bar = bar(outcome.schedules, total);
                text.push_str(&format!("\n{:>width$} of {total}  {bar}\n", outcome.schedules));
            } else {
                text.push_str(&format!("\n{}\n", outcome.needs));
            }
            for line in outcome.printed.lines() {
                text.push_str(&format!("  {line}\n"));
            }
            match outcome.end {
                End::Done if outcome.printed.is_empty() => text.push_str("prints nothing\n"),
                End::Done => {}
                End::Panic => text.push_str(&format!("panic: {}\n", outcome.note)),
                // One line for each thread that waits.
                End::Deadlock => outcome.note.split(", ").for_each(|wait| text.push_str(&format!("deadlock: {wait}\n"))),
            }
        }
        text
    }
}

/// A share as a bar: empty for none of all, full for all, and neither for anything between.
fn bar(share: u128, total: u128) -> String {
    let nearest = (share * BAR + total / 2) / total.max(1);
    let filled = if share == total { BAR } else { nearest.clamp(u128::from(share > 0), BAR - 1) };
    let cells = |sign: &str, count: u128| sign.repeat(usize::try_from(count).unwrap_or_default());
    format!("{}{}", cells("█", filled), cells("·", BAR - filled))
}

/// Reads a record of outcomes, or says in one line where it is not one.
pub fn parse(file: &Path, text: &str) -> Result<Outcomes, String> {
    let wrong = |line: usize, what: &str| Violation::new(file, line, what, "run `cargo xtask bless` and review the change").to_string();
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let (_, first) = lines.next().ok_or_else(|| wrong(1, "is empty"))?;
    let method = if first == ONLY || first.starts_with("All ") && first.ends_with(" schedules:") {
        Method::All
    } else if first.starts_with("All ") && first.ends_with(EXECUTIONS) {
        Method::Executions
    } else if let Some((_, how)) =
        first.strip_suffix(':').filter(|line| line.starts_with("A sample of ")).and_then(|line| line.split_once(", "))
    {
        Method::Sampled(how.to_owned())
    } else {
        return Err(wrong(1, "does not say how many schedules were explored"));
    };
    let mut each: Vec<Outcome> = Vec::new();
    for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
        if let Some(printed) = line.strip_prefix("  ").filter(|_| !is_share(line)) {
            let outcome = each.last_mut().ok_or_else(|| wrong(number, "prints before the first share"))?;
            outcome.printed.push_str(printed);
            outcome.printed.push('\n');
        } else if line.starts_with(NEEDS) {
            each.push(Outcome { printed: String::new(), end: End::Done, note: String::new(), needs: line.to_owned(), schedules: 0 });
        } else if is_share(line) {
            let schedules =
                line.split_whitespace().next().and_then(|count| count.parse().ok()).ok_or_else(|| wrong(number, "is no share"))?;
            each.push(Outcome { printed: String::new(), end: End::Done, note: String::new(), needs: String::new(), schedules });
        } else {
            let outcome = each.last_mut().ok_or_else(|| wrong(number, "ends before the first share"))?;
            match line.split_once(": ") {
                Some(("panic", note)) => (outcome.end, outcome.note) = (End::Panic, note.to_owned()),
                Some(("deadlock", wait)) if outcome.end == End::Deadlock => outcome.note.push_str(&format!(", {wait}")),
                Some(("deadlock", wait)) => (outcome.end, outcome.note) = (End::Deadlock, wait.to_owned()),
                _ if line == "prints nothing" => {}
                _ => return Err(wrong(number, "is neither a share, nor an output, nor an end")),
            }
        }
    }
    let outcomes = Outcomes { method, each };
    if outcomes.render() == text { Ok(outcomes) } else { Err(wrong(1, "was edited by hand")) }
}

/// `39 of 69  ███…`: a share begins an outcome.
fn is_share(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words[..], [count, "of", total, bar] if count.parse::<usize>().is_ok() && total.parse::<usize>().is_ok() && bar.chars().all(|cell| cell == '█' || cell == '·'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Outcomes {
        let outcome = |printed: &str, end, note: &str, schedules| Outcome {
            printed: printed.to_owned(),
            end,
            note: note.to_owned(),
            needs: String::new(),
            schedules,
        };
        Outcomes {
            method: Method::All,
            each: vec![
                outcome("left\n\nright\n", End::Done, "", 120),
                outcome("left\n", End::Deadlock, "main waits at line 9, thread 1 waits at line 4", 30),
                outcome("", End::Panic, "no ticket", 2),
                outcome("", End::Done, "", 1),
                Outcome { needs: "only by a spurious wake-up".to_owned(), ..outcome("right\n", End::Done, "", 0) },
            ],
        }
    }

    /// A record that is written is read again as it was.
    #[test]
    fn records_survive_the_way_to_the_file_and_back() {
        let written = example().render();
        assert_eq!(parse(Path::new("x.outcomes"), &written), Ok(example()), "{written}");
        let only = Outcomes { method: Method::All, each: vec![Outcome { schedules: 1, ..example().each[1].clone() }] };
        assert_eq!(only.render().lines().next(), Some("The only schedule:"));
        assert_eq!(parse(Path::new("x.outcomes"), &only.render()), Ok(only));
        let sampled = Outcomes { method: Method::Sampled("random and PCT".to_owned()), ..example() };
        assert_eq!(parse(Path::new("x.outcomes"), &sampled.render()), Ok(sampled));
        let by_loom = Outcomes { method: Method::Executions, ..example() };
        assert_eq!(parse(Path::new("x.outcomes"), &by_loom.render()), Ok(by_loom));
    }

    /// A bar is full only for all, and shows even one of many.
    #[test]
    fn bars_do_not_round_anything_away() {
        let filled = |share, total| bar(share, total).chars().filter(|cell| *cell == '█').count();
        let shares = [(0, 6), (1, 6), (3, 6), (6, 6), (1, 1000), (999, 1000), (1, u128::MAX / 100)];
        assert_eq!(shares.map(|(share, total)| filled(share, total)), [0, 3, 10, 20, 1, 19, 1]);
    }

    /// What is no record is told with the line where it ceases to be one.
    #[test]
    fn other_texts_are_told() {
        let told = |text: &str| parse(Path::new("x.outcomes"), text).unwrap_err();
        for (text, expected) in [
            ("", ":1: is empty"),
            ("All 3 cats:\n", ":1: does not say how many schedules were explored"),
            ("Some 3 schedules:\n", ":1: does not say how many schedules were explored"),
            ("All 3 schedules:\n\n  printed\n", ":3: prints before the first share"),
            ("All 3 schedules:\n\npanic: no\n", ":3: ends before the first share"),
            ("All 3 schedules:\n\n3 of 3  ████████████████████\nends\n", ":4: is neither a share, nor an output, nor an end"),
            ("All 4 schedules:\n\n3 of 3  ████████████████████\n", ":1: was edited by hand"),
        ] {
            assert!(told(text).contains(expected), "{}", told(text));
        }
    }

    /// A run is in the set only with the same output and the same end.
    #[test]
    fn the_set_is_exact() {
        let set = example();
        assert!(set.holds("left\n", &End::Deadlock) && set.holds("", &End::Panic));
        assert!(!set.holds("left\n", &End::Done) && !set.holds("left", &End::Deadlock));
    }

    /// A record that was edited by hand is refused.
    #[test]
    fn edits_are_seen() {
        let written = example().render();
        for (from, to) in [
            ("All 153", "All 154"),
            ("120 of", "119 of"),
            ("left\n  \n", "left\n"),
            ("deadlock:", "deadlok:"),
            ("only by", "ony by"),
            ("█", ""),
        ] {
            let edited = written.replacen(from, to, 1);
            let read = parse(Path::new("x.outcomes"), &edited);
            assert!(read.as_ref() != Ok(&example()), "{edited}");
        }
    }
}
