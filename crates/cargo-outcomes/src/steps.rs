//! Formats a schedule step by step for people to read, and names the lines that take the most steps.

use crate::protocol::{Kind, Line, Replay};
use crate::record::End;

/// Formats a replay: each step with its thread, its line and the locks held after it.
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
    let printed = match replay.outcome.end {
        // The output isn't part of the outcome if the behavior is undefined.
        End::Undefined => "whatever it prints, the program may do anything else as well\n".to_owned(),
        _ if printed.is_empty() => "nothing was printed\n".to_owned(),
        _ => format!("printed:\n{printed}"),
    };
    format!("{text}\n{end}\n{printed}")
}

/// Returns which lines take most of a schedule's steps: `in one of them, 3 threads take 40 steps: 12 at line 9 (compare_exchange), 7 at line 5 (load)`.
pub fn busiest(replay: &Replay) -> String {
    let steps = || replay.lines.iter().filter(|line| line.kind == Kind::Step);
    let mut counted: Vec<(usize, usize, &str)> = Vec::new();
    for step in steps() {
        let Some(at) = step.line else { continue };
        match counted.iter_mut().find(|(_, line, verb)| (*line, *verb) == (at, step.verb.as_str())) {
            Some((count, ..)) => *count += 1,
            None => counted.push((1, at, &step.verb)),
        }
    }
    counted.sort_by_key(|(count, line, _)| (std::cmp::Reverse(*count), *line));
    let threads = replay.lines.iter().map(|line| line.thread).max().unwrap_or_default() + 1;
    let lines = counted.iter().take(2).map(|(count, line, verb)| format!("{count} at line {line} ({verb})"));
    let lines = lines.collect::<Vec<_>>().join(", ");
    format!("in one of them, {threads} threads take {} steps: {lines}", steps().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Outcome;

    fn replay(end: End, printed: &str) -> Replay {
        let line = |number: usize, thread: usize, at: usize, verb: &str| {
            let (name, verb) = (format!("thread {thread}"), verb.to_owned());
            Line { number, thread, name, line: Some(at), verb, ..Line::default() }
        };
        let lines = vec![line(1, 1, 9, "load"), line(2, 1, 7, "store"), line(3, 2, 9, "load"), line(4, 0, 12, "print")];
        let outcome = Outcome { printed: printed.to_owned(), end, note: "why".to_owned(), schedules: 1, ..Outcome::default() };
        Replay { lines, outcome }
    }

    /// The busiest line comes first.
    #[test]
    fn the_busiest_lines_are_named() {
        assert_eq!(busiest(&replay(End::Done, "")), "in one of them, 3 threads take 4 steps: 2 at line 9 (load), 1 at line 7 (store)");
    }

    /// Undefined behavior is never reported as printing nothing.
    #[test]
    fn what_is_printed_is_said() {
        assert!(step_by_step(&replay(End::Done, "")).ends_with("main returns\nnothing was printed\n"));
        assert!(step_by_step(&replay(End::Done, "1\n")).ends_with("main returns\nprinted:\n  1\n"));
        let undefined = step_by_step(&replay(End::Undefined, ""));
        assert!(undefined.contains("undefined behavior: why\n") && !undefined.contains("nothing was printed"), "{undefined}");
    }
}
