//! A schedule step by step, for people to read.

use crate::protocol::{Kind, Line, Replay};
use crate::record::End;

/// A replay for reading: each step with its thread, its line and what the thread holds after it.
pub fn step_by_step(replay: &Replay) -> String {
    let widest = |of: &dyn Fn(&Line) -> usize| replay.lines.iter().map(of).max().unwrap_or_default();
    let (names, words) =
        (widest(&|line| line.name.chars().count()), widest(&|line| if line.held.is_empty() { 0 } else { line.words().chars().count() }));
    let mut text = String::new();
    for line in &replay.lines {
        let number = if line.kind == Kind::Step { line.number.to_string() } else { String::new() };
        let place = line.line.map_or(String::new(), |line| format!("line {line}"));
        let held =
            if line.kind == Kind::Step && !line.held.is_empty() { format!("  (holds {})", line.held.join(", ")) } else { String::new() };
        let row = format!("{number:>4}  {:<names$}  {place:<8}  {:<words$}{held}", line.name, line.words());
        text.push_str(row.trim_end());
        text.push('\n');
    }
    let printed: String = replay.outcome.printed.lines().map(|line| format!("  {line}\n")).collect();
    let end = match replay.outcome.end {
        End::Done => "main returns".to_owned(),
        End::Exit(status) => format!("the exit status is {status}"),
        _ => replay.outcome.ending(),
    };
    format!("{text}\n{end}\n{}{printed}", if printed.is_empty() { "nothing was printed\n" } else { "printed:\n" })
}
