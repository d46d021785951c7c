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

use std::cmp::Ordering;

use serde::Deserialize;

/// How a schedule ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum End {
    /// `main` returned.
    #[default]
    Done,
    /// `main` returned what makes this exit status: an `Err`, say.
    Exit(u8),
    /// `main` panicked.
    Panic,
    /// Threads wait for each other forever.
    Deadlock,
    /// There is a data race, and so no telling what the program does.
    Undefined,
}

impl End {
    /// What it's called; nothing, if the program ends well.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Done => "",
            Self::Exit(_) => "exit status",
            Self::Panic => "panic",
            Self::Deadlock => "deadlock",
            Self::Undefined => "undefined behavior",
        }
    }
}

/// One thing that the program can do.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
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

impl Outcome {
    /// Which of two comes first in a record: the more frequent.
    pub fn in_record(&self, other: &Self) -> Ordering {
        other.schedules.cmp(&self.schedules).then_with(|| self.cmp(other))
    }

    /// How it ends: `panic: no ticket`; nothing, if well.
    pub fn ending(&self) -> String {
        match self.end {
            End::Done => String::new(),
            End::Exit(status) => format!("{}: {status}", self.end.word()),
            _ => format!("{}: {}", self.end.word(), self.note),
        }
    }
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
    /// Every schedule, though counting them came to its limit: there are at least so many.
    Uncounted,
    /// The first of more, since there were too many outcomes.
    Stopped,
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
pub const EXECUTIONS: &str = " executions that loom finds:";

/// How many cells a bar has.
const BAR: u128 = 20;

/// How the line begins that says what an outcome takes beside a schedule.
pub const NEEDS: &str = "only ";

/// How a record begins of a program in which threads never have a choice.
pub const ONLY: &str = "The only schedule:";

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
        each.sort_by(|one, other| one.in_record(other));
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
            Method::Uncounted => format!("All schedules, at least {total}:\n"),
            Method::Stopped => format!("The first {total} schedules of more:\n"),
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
                // One line for each thread that waits.
                End::Deadlock => outcome.note.split(", ").for_each(|wait| text.push_str(&format!("deadlock: {wait}\n"))),
                _ => text.push_str(&format!("{}\n", outcome.ending())),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A bar is full only for all, and shows even one of many.
    #[test]
    fn bars_do_not_round_anything_away() {
        let filled = |share, total| bar(share, total).chars().filter(|cell| *cell == '█').count();
        let shares = [(0, 6), (1, 6), (3, 6), (6, 6), (1, 1000), (999, 1000), (1, u128::MAX / 100)];
        assert_eq!(shares.map(|(share, total)| filled(share, total)), [0, 3, 10, 20, 1, 19, 1]);
    }
}
