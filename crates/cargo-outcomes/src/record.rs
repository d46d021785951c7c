//! The record of a program: every outcome, and how many schedules lead to each.
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
//! The program's output is indented by two spaces; an unindented line says how it ended, unless it ended well.
//!
//! Outcomes that need a freedom that std's documentation allows come last, labeled with it: `only by a spurious wake-up`. Their schedules aren't counted.

use std::cmp::Ordering;

use serde::Deserialize;

/// How a schedule ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum End {
    /// `main` returned.
    #[default]
    Done,
    /// The process ended with this exit status: `main` returned an `Err`, say, or a thread called `process::exit`.
    Exit(u8),
    /// `main` panicked.
    Panic,
    /// Some threads wait, and no thread can take a step.
    Deadlock,
    /// There is a data race, so the program may do anything.
    Undefined,
}

impl End {
    /// Returns its name, or an empty string if the program ends well.
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

/// One outcome of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    /// What it prints.
    pub printed: String,
    /// How it ends.
    pub end: End,
    /// Details of the end: which threads wait where, or the panic's message.
    pub note: String,
    /// The freedom it needs besides a schedule, as in `only by a spurious wake-up`; usually empty.
    pub needs: String,
    /// The number of schedules that lead here; 0 if a freedom is needed, too.
    pub schedules: u128,
}

impl Outcome {
    /// Compares by position in a record: the more frequent comes first.
    pub fn in_record(&self, other: &Self) -> Ordering {
        other.schedules.cmp(&self.schedules).then_with(|| self.cmp(other))
    }

    /// Returns how it ends, as in `panic: no ticket`, or an empty string if it ends well.
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
    /// Every schedule, but counting stopped at its limit, so the total is a lower bound.
    Uncounted,
    /// Only the first schedules, because there were too many outcomes.
    Stopped,
}

/// A program's outcomes, as far as it was explored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// How the schedules were chosen.
    pub method: Method,
    /// The outcomes, the most frequent first.
    pub each: Vec<Outcome>,
}

/// The end of the first line of one of loom's records.
pub const EXECUTIONS: &str = " executions that loom finds:";

/// The number of cells in a bar.
const BAR: u128 = 20;

/// The start of the line that names the freedom an outcome needs.
pub const NEEDS: &str = "only ";

/// The first line of the record of a program with only one schedule.
pub const ONLY: &str = "The only schedule:";

impl Outcomes {
    /// Returns the number of schedules explored.
    pub fn schedules(&self) -> u128 {
        self.each.iter().map(|outcome| outcome.schedules).sum()
    }

    /// Returns whether any schedule ends in a deadlock.
    pub fn can_deadlock(&self) -> bool {
        self.each.iter().any(|outcome| outcome.end == End::Deadlock)
    }

    /// Returns whether the outcomes include a run with this output and end.
    pub fn holds(&self, printed: &str, end: &End) -> bool {
        self.each.iter().any(|outcome| outcome.printed == printed && outcome.end == *end)
    }

    /// Returns the outcomes in the record's order, most frequent first.
    pub fn sorted(&self) -> Vec<&Outcome> {
        let mut each: Vec<&Outcome> = self.each.iter().collect();
        each.sort_by(|one, other| one.in_record(other));
        each
    }

    /// Returns the text of the record.
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

/// Draws a share as a bar: empty only for zero, full only for the total.
fn bar(share: u128, total: u128) -> String {
    let nearest = (share * BAR + total / 2) / total.max(1);
    let filled = if share == total { BAR } else { nearest.clamp(u128::from(share > 0), BAR - 1) };
    let cells = |sign: &str, count: u128| sign.repeat(usize::try_from(count).unwrap_or_default());
    format!("{}{}", cells("█", filled), cells("·", BAR - filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only the total fills a bar, and any share above zero shows.
    #[test]
    fn bars_do_not_round_anything_away() {
        let filled = |share, total| bar(share, total).chars().filter(|cell| *cell == '█').count();
        let shares = [(0, 6), (1, 6), (3, 6), (6, 6), (1, 1000), (999, 1000), (1, u128::MAX / 100)];
        assert_eq!(shares.map(|(share, total)| filled(share, total)), [0, 3, 10, 20, 1, 19, 1]);
    }
}
