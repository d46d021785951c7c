//! Records of outcomes, as files next to their listings, with the marks on wrong outcomes.

use std::path::Path;

use cargo_outcomes::record::{EXECUTIONS, NEEDS, ONLY};
pub use cargo_outcomes::record::{End, Method, Outcome, Outcomes};

use crate::diagnostic::Diagnostic;
use crate::rules::{MARKS, Mark, line_of, marks};

/// The text between a wrong outcome's bar and the remark on it.
const MARK: &str = "  ✗ ";

/// Returns the record of a listing as its file holds it: the outcome that `tests/wrong.toml` names has a remark after its bar.
pub fn marked(name: &str, outcomes: &Outcomes) -> Result<String, String> {
    match marks()?.remove(name) {
        Some(mark) => with_mark(outcomes, &mark).ok_or_else(|| {
            let what = "has no such outcome in its record; name what it prints, and how it ends if not well: `ends = \"deadlock\"`";
            format!("{MARKS}:{}: {name} {what}", line_of(MARKS, name))
        }),
        None => Ok(outcomes.render()),
    }
}

fn with_mark(outcomes: &Outcomes, mark: &Mark) -> Option<String> {
    let is_it = |one: &Outcome| one.end.word() == mark.ends && one.printed.trim_end() == mark.prints;
    let place = outcomes.each.iter().filter(|one| one.needs.is_empty()).position(is_it)?;
    let mut lines: Vec<String> = outcomes.render().lines().map(str::to_owned).collect();
    let share = lines.iter_mut().filter(|line| is_share(line)).nth(place)?;
    share.push_str(&format!("{MARK}{}", mark.remark));
    Some(lines.join("\n") + "\n")
}

/// Removes the mark from a record.
fn unmarked(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split_once(MARK).map(|(share, _)| share).filter(|share| is_share(share)).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Parses a record of outcomes; the error says in one line where it's invalid.
pub fn parse(file: &Path, text: &str) -> Result<Outcomes, String> {
    let wrong = |line: usize, what: &str| Diagnostic::new(file, line, what, "run `cargo xtask bless` and review the change").to_string();
    let text = unmarked(text);
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let (_, first) = lines.next().ok_or_else(|| wrong(1, "is empty"))?;
    let method = if first == ONLY || first.starts_with("All ") && first.ends_with(" schedules:") {
        Method::All
    } else if first.starts_with("All ") && first.ends_with(EXECUTIONS) {
        Method::Executions
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
            each.push(Outcome { needs: line.to_owned(), ..Outcome::default() });
        } else if is_share(line) {
            let schedules =
                line.split_whitespace().next().and_then(|count| count.parse().ok()).ok_or_else(|| wrong(number, "is not a share"))?;
            each.push(Outcome { schedules, ..Outcome::default() });
        } else {
            let outcome = each.last_mut().ok_or_else(|| wrong(number, "ends before the first share"))?;
            match line.split_once(": ") {
                Some(("exit status", status)) => match status.parse() {
                    Ok(status) => outcome.end = End::Exit(status),
                    Err(_) => return Err(wrong(number, "is not an exit status")),
                },
                Some(("undefined behavior", note)) => (outcome.end, outcome.note) = (End::Undefined, note.to_owned()),
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

/// Whether a line is a share, which begins an outcome: `39 of 69  ███…`.
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
            schedules,
            ..Outcome::default()
        };
        Outcomes {
            method: Method::All,
            each: vec![
                outcome("left\n\nright\n", End::Done, "", 120),
                outcome("left\n", End::Deadlock, "main waits at line 9, thread 1 waits at line 4", 30),
                outcome("", End::Exit(3), "", 2),
                outcome("", End::Panic, "no ticket", 2),
                outcome("", End::Done, "", 1),
                Outcome { needs: "only by a spurious wake-up".to_owned(), ..outcome("right\n", End::Done, "", 0) },
            ],
        }
    }

    /// A written record is read back unchanged.
    #[test]
    fn records_survive_the_way_to_the_file_and_back() {
        let written = example().render();
        assert_eq!(parse(Path::new("x.outcomes"), &written), Ok(example()), "{written}");
        let only = Outcomes { method: Method::All, each: vec![Outcome { schedules: 1, ..example().each[1].clone() }] };
        assert_eq!(only.render().lines().next(), Some("The only schedule:"));
        assert_eq!(parse(Path::new("x.outcomes"), &only.render()), Ok(only));
        let by_loom = Outcomes { method: Method::Executions, ..example() };
        assert_eq!(parse(Path::new("x.outcomes"), &by_loom.render()), Ok(by_loom));
    }

    /// A text that isn't a record is reported at its first wrong line, or as edited by hand.
    #[test]
    fn other_texts_are_reported() {
        let three = "All 3 schedules:\n\n3 of 3  ████████████████████\n";
        let edited = |from: &str, to: &str| example().render().replacen(from, to, 1);
        for (text, expected) in [
            ("", ":1: is empty"),
            ("All 3 cats:\n", ":1: does not say how many schedules were explored"),
            ("A sample of 3 schedules:\n", ":1: does not say how many schedules were explored"),
            ("All 3 schedules:\n\n  printed\n", ":3: prints before the first share"),
            ("All 3 schedules:\n\npanic: no\n", ":3: ends before the first share"),
            (&format!("{three}ends\n"), ":4: is neither a share, nor an output, nor an end"),
            (&format!("{three}exit status: 999\n"), ":4: is not an exit status"),
            (&three.replace("All 3", "All 4"), ":1: was edited by hand"),
            (&edited("120 of", "119 of"), ":1: was edited by hand"),
            (&edited("deadlock:", "deadlok:"), ": is neither a share, nor an output, nor an end"),
            (&edited("only by", "ony by"), ": is neither a share, nor an output, nor an end"),
            (&edited("█", ""), ":1: was edited by hand"),
        ] {
            let reported = parse(Path::new("x.outcomes"), text).unwrap_err();
            assert!(reported.contains(expected), "{text}: {reported}");
        }
    }

    /// A run is in the set only with the same output and the same end.
    #[test]
    fn the_set_is_exact() {
        let set = example();
        assert!(set.holds("left\n", &End::Deadlock) && set.holds("", &End::Panic));
        assert!(!set.holds("left\n", &End::Done) && !set.holds("left", &End::Deadlock));
    }

    /// Only the outcome that the mark names is marked; a marked record is read as if it had no mark.
    #[test]
    fn wrong_outcomes_are_marked() {
        let written = example().render();
        let mark = |prints: &str, ends: &str| {
            with_mark(&example(), &Mark { prints: prints.to_owned(), ends: ends.to_owned(), remark: "bad".to_owned() })
        };
        let marked = mark("left", "deadlock").unwrap();
        let changed: Vec<_> = marked.lines().zip(written.lines()).filter(|(new, old)| new != old).collect();
        assert_eq!(changed.len(), 1, "{marked}");
        assert!(changed[0].1.starts_with(" 30 of 155") && changed[0].0 == format!("{}  ✗ bad", changed[0].1), "{marked}");
        assert_eq!(parse(Path::new("x.outcomes"), &marked), Ok(example()));
        // The outcome that prints `right` needs a spurious wake-up, and that alone isn't the program's mistake.
        assert_eq!([mark("left", ""), mark("right", "")], [None, None]);
    }
}
