//! The choices of a question: what its program does according to its records, mixed with what it doesn't do.

use std::path::Path;

use crate::answer::{Asks, Part};
use crate::decoys::{self, Decoy, FINDS, PANICS, REFUSED};
use crate::diagnostic::Diagnostic;
use crate::outcomes::{self, End, Method, Outcomes};
use crate::page;

/// A fact from a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    /// The edition, if that makes a difference: `edition 2021`.
    pub edition: String,
    /// What is printed, or the lines that the compiler refuses.
    pub printed: String,
    /// How the program ends or what a tool says about it, in the words of a file of decoys.
    pub end: String,
    /// What a reader who chooses it is told.
    pub verdict: String,
}

impl Truth {
    /// Whether a decoy says the same as this.
    fn is(&self, decoy: &Decoy) -> bool {
        let same_end = self.end == decoy.end || decoy.end == "panic" && self.end.starts_with(PANICS);
        let same_place = if self.end.starts_with(REFUSED) {
            decoy.printed.lines().all(|line| self.printed.lines().any(|refused| refused == line))
        } else {
            self.printed == decoy.printed
        };
        self.edition == decoy.edition && same_end && same_place
    }
}

/// Returns the facts about a program in one edition: checkers' findings, compiler errors, outcomes, or the output of its only run.
///
/// # Errors
/// If a record cannot be read.
pub fn truths(file: &Path, asks: Option<&Asks>, edition: &str, record: impl Fn(&str) -> Option<String>) -> Result<Vec<Truth>, String> {
    let asked = |part: Part| matches!(asks, Some(Asks::Part(asked)) if *asked == part);
    let one =
        |printed: String, end: String, verdict: &str| Truth { edition: edition.to_owned(), printed, end, verdict: verdict.to_owned() };
    if asked(Part::Tools) {
        let said = record("tools").unwrap_or_default();
        return Ok(said
            .lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(tool, found)| one(String::new(), finding(tool, found), "Yes."))
            .collect());
    }
    let refusals = refusals(&record("rustc").unwrap_or_default());
    if !refusals.is_empty() {
        return Ok(refusals.into_iter().map(|(lines, complaint)| one(lines, format!("{REFUSED}{complaint}"), "Yes.")).collect());
    }
    if asked(Part::Compiles) {
        return Ok(vec![one(String::new(), "compiles".to_owned(), "Yes.")]);
    }
    if let Some(text) = record("outcomes") {
        let each = of_outcomes(asks, &outcomes::parse(file, &text)?).into_iter();
        return Ok(each.map(|(printed, end, verdict)| one(printed, end, &verdict)).collect());
    }
    let (stdout, stderr) = (record("stdout").unwrap_or_default(), record("stderr").unwrap_or_default());
    let stdout = if stdout == "prints nothing\n" { String::new() } else { stdout };
    let end = match stderr.strip_suffix(page::PANIC_STATUS) {
        // The message follows the line that says which thread panicked; the last panic ended the program.
        Some(said) => format!("{PANICS}{}", said.rsplit(" panicked at ").next().and_then(|said| said.lines().nth(1)).unwrap_or_default()),
        None => String::new(),
    };
    let (printed, end) = of_interest(asks, &stdout, end);
    Ok(vec![one(printed, end, "Yes.")])
}

/// Returns the choices as a page includes them, each with its verdict: a script lets the reader choose; without one, they're part of the answer.
///
/// # Errors
/// If a decoy is true, or isn't about what the question asks.
pub fn choices(name: &str, file: &Path, asks: Option<&Asks>, truths: &[Truth], decoys: &[Decoy]) -> Result<String, String> {
    if let Some(decoy) = decoys.iter().find(|decoy| !is_asked(decoy, asks, truths)) {
        let remedy = "say what `asks` asks for, as CONTRIBUTING.md says, \"A question with choices\"";
        return Err(Diagnostic::new(file, decoy.line, "is not what the question asks for", remedy).to_string());
    }
    decoys::none_is_true(file, decoys, |decoy| truths.iter().any(|truth| truth.is(decoy)))?;
    // If one choice gives a detail, all do; otherwise a reader could tell which ones are true.
    let says_where = decoys.iter().any(|decoy| decoy.end.starts_with(REFUSED) && !decoy.printed.is_empty());
    let says_message = decoys.iter().any(|decoy| decoy.end.starts_with(PANICS));
    let mut items: Vec<(u64, String)> = Vec::new();
    let mut add = |is: &str, label: &str, verdict: &str| {
        let verdict = in_html(verdict);
        items.push((mixed(name, label), format!("<li{is}><span>{label}</span><br><span class=\"verdict\">{verdict}</span></li>\n")));
    };
    for truth in truths {
        let Truth { edition, printed, end, verdict } = truth;
        match end.strip_prefix(PANICS).filter(|_| !says_message) {
            Some(message) => {
                add(SO, &label(edition, printed, "panic"), &format!("{}: “{message}”.", verdict.trim_end_matches('.')));
            }
            None if end.starts_with(REFUSED) && !says_where => add(SO, &label(edition, "", end), verdict),
            None => add(SO, &label(edition, printed, end), verdict),
        }
    }
    for decoy in decoys {
        add("", &label(&decoy.edition, &decoy.printed, &decoy.end), &format!("No. {}", decoy.why));
    }
    items.sort();
    Ok(format!("<ul class=\"choices\">\n{}</ul>\n", items.into_iter().map(|(_, item)| item).collect::<String>()))
}

/// Whether a decoy is about what the question asks; if not, it can't be compared with what is true.
fn is_asked(decoy: &Decoy, asks: Option<&Asks>, truths: &[Truth]) -> bool {
    let part = match asks {
        Some(Asks::Part(part)) => Some(*part),
        _ => None,
    };
    let is_refusal = decoy.end.starts_with(REFUSED);
    let is_refused = truths.iter().any(|truth| truth.end.starts_with(REFUSED));
    let of_its_part = match &*decoy.end {
        end if end.contains(FINDS) => part == Some(Part::Tools),
        "compiles" => part == Some(Part::Compiles) || is_refused,
        "runs to its end" => part == Some(Part::Ends),
        _ => part != Some(Part::Tools) && (part.is_none() || is_refusal || decoy.printed.is_empty() && !decoy.end.is_empty()),
    };
    of_its_part && truths.iter().any(|truth| truth.edition.is_empty() == decoy.edition.is_empty())
}

/// Marks a true choice.
const SO: &str = " data-is=\"so\"";

/// Returns the errors in a compiler record, each with its lines and its message.
fn refusals(said: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for line in said.lines() {
        if let Some((code, words)) = line.split_once(": ").filter(|_| !line.starts_with("  ")) {
            open = code.starts_with("error");
            found.extend(Some((String::new(), words.to_owned())).filter(|_| open));
        } else if let (true, Some((refused, (_, code)))) = (open, found.last_mut().zip(line.split_once(": "))) {
            refused.0 += &format!("{}\n", code.split(" // ").next().unwrap_or(code));
        }
    }
    found
}

/// The names of shuttle's checkers in the chapter on checking.
const TOOLS: &[(&str, &str)] = &[("random", "shuttle (random)"), ("pct", "shuttle (PCT)"), ("dfs", "shuttle (each)")];

/// Describes what a checker finds.
fn finding(tool: &str, found: &str) -> String {
    let what = match found {
        "finds nothing" => "nothing",
        deadlock if deadlock.starts_with("deadlock") => "a deadlock",
        race if race.starts_with("Causality violation") => "a data race",
        message => &format!("a panic: {message}"),
    };
    format!("{}{FINDS}{what}", TOOLS.iter().find(|(name, _)| *name == tool).map_or(tool, |(_, shown)| shown))
}

/// Returns every outcome, as far as the question asks, with its share; those that a reader can't tell apart are merged.
fn of_outcomes(asks: Option<&Asks>, record: &Outcomes) -> Vec<(String, String, String)> {
    let all: u128 = record.each.iter().map(|outcome| outcome.schedules).sum();
    let unit = if record.method == Method::Executions { "execution" } else { "schedule" };
    let mut each: Vec<(String, String, &str, u128)> = Vec::new();
    for one in &record.each {
        let end = match &one.end {
            // The question doesn't ask which thread waits where.
            End::Deadlock | End::Undefined => one.end.word().to_owned(),
            End::Exit(status) => format!("exit status {status}"),
            _ => one.ending(),
        };
        let (printed, end) = of_interest(asks, &one.printed, end);
        match each.iter_mut().find(|known| (&known.0, &known.1) == (&printed, &end)) {
            // Outcomes that need more than an order of steps come last in the record.
            Some((.., schedules)) => *schedules += one.schedules,
            None => each.push((printed, end, &one.needs, one.schedules)),
        }
    }
    let share = |needs: &str, count: u128| match (count, all) {
        (0, _) => format!("Possible, {needs}."),
        (_, 1) => "Yes, always.".to_owned(),
        (2, 2) => format!("Yes, in both {unit}s."),
        (count, all) if count == all => format!("Yes, in all {all} {unit}s."),
        (count, all) => format!("Possible, in {count} of {all} {unit}s."),
    };
    each.into_iter().map(|(printed, end, needs, count)| (printed, end, share(needs, count))).collect()
}

/// Reduces an output and an end to what the question asks about.
fn of_interest(asks: Option<&Asks>, printed: &str, end: String) -> (String, String) {
    let lines: Vec<&str> = printed.lines().collect();
    match asks {
        Some(Asks::Part(_)) if end.is_empty() => (String::new(), "runs to its end".to_owned()),
        Some(Asks::Part(_)) => (String::new(), end),
        Some(Asks::Lines(numbers)) => {
            let line = |number: &isize| {
                let at = if *number < 0 { lines.len().checked_sub(number.unsigned_abs()) } else { number.unsigned_abs().checked_sub(1) };
                at.and_then(|at| lines.get(at)).map(|line| format!("{line}\n"))
            };
            (numbers.iter().filter_map(line).collect(), end)
        }
        None => (printed.to_owned(), end),
    }
}

/// Returns a sort key that gives nothing away and is the same every time.
fn mixed(name: &str, label: &str) -> u64 {
    name.bytes().chain(label.bytes()).fold(7, |hash, byte| (hash * 31 + u64::from(byte)) % 9973)
}

/// Returns the label of a choice.
fn label(edition: &str, printed: &str, end: &str) -> String {
    let code: Vec<String> = printed.lines().map(|line| format!("<code>{}</code>", escaped(line))).collect();
    let mut parts = Vec::new();
    if let Some(complaint) = end.strip_prefix(REFUSED) {
        let place = if code.is_empty() { String::new() } else { format!(" at {}", code.join(" and ")) };
        parts.push(format!("refused{place}: {}", in_html(complaint)));
    } else {
        parts.extend(code);
        match end {
            "" if parts.is_empty() => parts.push("it ends and prints nothing".to_owned()),
            "" => {}
            "compiles" | "runs to its end" => parts.push(format!("it {end}")),
            _ if ["panic", "deadlock"].contains(&end) || end.starts_with(PANICS) => parts.push(format!("a {}", in_html(end))),
            _ => parts.push(in_html(end)),
        }
    }
    let edition = if edition.is_empty() { String::new() } else { format!("in {edition}: ") };
    format!("{edition}{}", parts.join(", then "))
}

/// Converts a sentence with code between backticks to HTML.
fn in_html(text: &str) -> String {
    let pieces = text.split('`').enumerate();
    pieces.map(|(at, piece)| if at % 2 == 0 { escaped(piece) } else { format!("<code>{}</code>", escaped(piece)) }).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(record: &[(&str, &str)], asks: Option<Asks>, decoys: &str) -> Result<String, String> {
        let said = |ending: &str| record.iter().find(|(of, _)| *of == ending).map(|(_, said)| (*said).to_owned());
        let truths = truths(Path::new("x.outcomes"), asks.as_ref(), "", said)?;
        let file = Path::new("x.decoys");
        choices("x", file, asks.as_ref(), &truths, &decoys::parse(file, decoys)?)
    }

    fn holds(html: &str, items: &[&str]) {
        assert_eq!(html.matches("<li").count(), items.len(), "{html}");
        for item in items {
            assert!(html.contains(item), "{item}\n{html}");
        }
    }

    fn bar(count: usize) -> String {
        "█".repeat(count) + &"·".repeat(20 - count)
    }

    /// Every outcome is a choice with its share, every decoy one with its reason; deadlocks in several places are merged.
    #[test]
    fn outcomes_and_decoys_are_mixed() {
        let (half, quarter) = (bar(10), bar(5));
        let record = format!(
            "All 4 schedules:\n\n2 of 4  {half}\n  a<b\n  c\n\n1 of 4  {quarter}\ndeadlock: main waits\n\n1 of 4  {quarter}\ndeadlock: thread 1 waits\n\nonly by a spurious failure\n  d\n"
        );
        let record = [("outcomes", &*record)];
        let html = shown(&record, None, "prints nothing\nSee `e`.\n").unwrap();
        holds(
            &html,
            &[
                "<li data-is=\"so\"><span><code>a&lt;b</code>, then <code>c</code></span><br><span class=\"verdict\">Possible, in 2 of 4 schedules.</span></li>",
                "<li data-is=\"so\"><span>a deadlock</span><br><span class=\"verdict\">Possible, in 2 of 4 schedules.</span></li>",
                "<li data-is=\"so\"><span><code>d</code></span><br><span class=\"verdict\">Possible, only by a spurious failure.</span></li>",
                "<li><span>it ends and prints nothing</span><br><span class=\"verdict\">No. See <code>e</code>.</span></li>",
            ],
        );
        let html = shown(&record, Some(Asks::Part(Part::Ends)), "panic\nNo.\n").unwrap();
        holds(
            &html,
            &[
                "<span>it runs to its end</span><br><span class=\"verdict\">Possible, in 2 of 4",
                "<span>a deadlock</span>",
                "<span>a panic</span>",
            ],
        );
        let html = shown(&record, Some(Asks::Lines(vec![-1])), "  a<b\nNo.\n").unwrap();
        holds(&html, &["so\"><span><code>c</code>", "a deadlock", "so\"><span><code>d</code>", "<li><span><code>a&lt;b</code>"]);
        let told = shown(&record, Some(Asks::Lines(vec![1])), "  a<b\nNo.\n").unwrap_err();
        assert!(told.starts_with("x.decoys:1: is true according to the record; "), "{told}");
    }

    /// Each error is a choice; lines are shown if a decoy has one.
    #[test]
    fn refusals_are_choices() {
        let said = "error[E0382]: use of moved value: `a`\n  line 2: b(a); // error[E0382]\nwarning: unused\n  line 3: c();\nerror: no\n  line 3: c();\n";
        let record = [("rustc", said)];
        let html = shown(&record, None, "compiles\nSo it does.\n").unwrap();
        holds(
            &html,
            &[
                "so\"><span>refused: use of moved value: <code>a</code></span>",
                "so\"><span>refused: no</span>",
                "<li><span>it compiles</span>",
            ],
        );
        let html = shown(&record, None, "  c();\nrefused: use of moved value: `a`\nNot there.\n").unwrap();
        holds(
            &html,
            &[
                "<li><span>refused at <code>c();</code>: use",
                "so\"><span>refused at <code>b(a);</code>: use",
                "so\"><span>refused at <code>c();</code>: no",
            ],
        );
        for truth in ["refused: no\nNo.\n", "  c();\nrefused: no\nNo.\n"] {
            let told = shown(&record, None, truth).unwrap_err();
            assert!(told.starts_with("x.decoys:1: is true according to the record; "), "{told}");
        }
        let warned = [("rustc", "warning: unused\n  line 3: c();\n"), ("stdout", "prints nothing\n")];
        holds(&shown(&warned, Some(Asks::Part(Part::Compiles)), "refused: no\nNo.\n").unwrap(), &["so\"><span>it compiles</span>", "<li>"]);
        assert!(shown(&warned, Some(Asks::Part(Part::Compiles)), "compiles\nNo.\n").is_err());
    }

    /// A run's output and end are one choice; a panic's message is shown if a decoy has one.
    #[test]
    fn runs_are_choices() {
        let stderr = "\nthread 'main' (1) panicked at a.rs:1:2:\nearlier\n\nthread 'main' (1) panicked at a.rs:9:9:\nno `tea`\nnote: run\n(exit status 101)\n";
        let record = [("stdout", "tea\n"), ("stderr", stderr)];
        let html = shown(&record, None, "  tea\nNo.\n").unwrap();
        holds(
            &html,
            &[
                "so\"><span><code>tea</code>, then a panic</span><br><span class=\"verdict\">Yes: “no <code>tea</code>”.",
                "<li><span><code>tea</code></span>",
            ],
        );
        let html = shown(&record, Some(Asks::Part(Part::Ends)), "panic: earlier\nNo.\n").unwrap();
        holds(
            &html,
            &["so\"><span>a panic: no <code>tea</code></span><br><span class=\"verdict\">Yes.</span>", "<li><span>a panic: earlier</span>"],
        );
        for truth in ["  tea\npanic\nNo.\n", "  tea\npanic: no `tea`\nNo.\n"] {
            assert!(shown(&record, None, truth).is_err());
        }
    }

    /// A decoy that isn't about what its question asks is refused, because it would be compared with nothing.
    #[test]
    fn decoys_are_about_the_question() {
        let record = [("stdout", "tea\n")];
        let (compiles, ends, tools) = (Asks::Part(Part::Compiles), Asks::Part(Part::Ends), Asks::Part(Part::Tools));
        for (asks, decoy) in [
            (None, "compiles"),
            (None, "runs to its end"),
            (None, "loom finds nothing"),
            (None, "edition 2021\npanic"),
            (Some(&compiles), "runs to its end"),
            (Some(&compiles), "  tea"),
            (Some(&ends), "compiles"),
            (Some(&ends), "  tea\npanic"),
            (Some(&tools), "panic"),
        ] {
            let told = shown(&record, asks.cloned(), &format!("{decoy}\nNo.\n")).unwrap_err();
            assert!(told.starts_with("x.decoys:1: is not what the question asks for; "), "{decoy}: {told}");
        }
        for (asks, decoy) in [(None, "panic"), (Some(&compiles), "refused: no"), (Some(&ends), "  a\nrefused: no"), (Some(&ends), "panic")]
        {
            assert!(shown(&record, asks.cloned(), &format!("{decoy}\nNo.\n")).is_ok(), "{decoy}");
        }
    }

    /// Each checker's finding is a choice.
    #[test]
    fn findings_are_choices() {
        let record = [("tools", "dfs: finds nothing\nloom: Causality violation: x\n"), ("stdout", "tea\n")];
        let html = shown(&record, Some(Asks::Part(Part::Tools)), "loom finds nothing\nNo.\n").unwrap();
        holds(&html, &["so\"><span>shuttle (each) finds nothing", "so\"><span>loom finds a data race", "<li><span>loom finds nothing"]);
    }
}
