//! The demands on an answer, as read from `judge.toml`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use cargo_outcomes::source::Source;
use serde::Deserialize;

/// The demands on one program. Unless it's to be refused, it must compile and end well under every schedule: no deadlock, no panic, no data race.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Demands {
    /// What it must print: each of these under some schedule, and nothing else under any. If absent, it may print anything.
    pub prints: Option<Vec<String>>,
    /// Lines that some schedule must print in this order, perhaps with others in between, because work must still overlap.
    pub overlap: Vec<String>,
    /// Items and statements of the start that must stay as they are, where they are, named by their first words: `fn main`, `println`.
    pub keep: Vec<String>,
    /// How many threads besides `main` it must run at the same time, whatever the outcome.
    pub threads: usize,
    /// Items where this many threads must take steps, whatever the outcome; `main` counts only if this is more than `threads`.
    pub runs: BTreeMap<String, usize>,
    /// Changes to the program, and what it must print then: an answer must do the work, not just print the result for the start's numbers.
    pub again: Vec<Again>,
    /// Words that its code must use.
    pub with: Vec<String>,
    /// Words that its code must not use.
    pub without: Vec<String>,
    /// Whether no ordering may be stronger than these demands require.
    pub weakest: bool,
    /// The error code that the compiler must refuse it with; then it isn't run.
    pub refused: Option<String>,
    /// What the judge says about the start.
    pub start: String,
}

/// A change to something that every answer has, and its result.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Again {
    /// Each edit: what to replace and its replacement, both in tokens; optionally, before them, the item to edit.
    pub edit: Vec<Vec<String>>,
    /// What it must print then.
    pub prints: Option<Vec<String>>,
    /// Lines that some schedule must print then, in this order.
    pub overlap: Vec<String>,
}

impl Again {
    /// Returns the changed program.
    ///
    /// # Errors
    ///
    /// If the answer doesn't have what should be changed.
    pub fn of(&self, answer: &str) -> Result<String, String> {
        let mut text = answer.to_owned();
        for edit in &self.edit {
            let (item, from, to) = match &edit[..] {
                [from, to] => (None, from, to),
                [item, from, to] => (Some(item), from, to),
                _ => return Err(format!("cannot be changed by {edit:?}; correct judge.toml")),
            };
            let source = Source::parse(&text).map_err(|line| format!("isn't Rust on line {line}"))?;
            let range = item.map(|item| beginnings(&source, item).first().map_or(0..0, |first| *first..end_of_item(&source, *first) + 1));
            let is_in = |at: &usize| range.as_ref().is_none_or(|range| range.contains(at));
            let found: Vec<usize> = beginnings(&source, from).into_iter().filter(is_in).collect();
            if found.is_empty() {
                let place = item.map_or(String::new(), |item| format!(" in `{item}`"));
                return Err(format!("has no `{from}`{place}; leave that as it is in the start, so that the judge can change it"));
            }
            let length = tokens(from).len();
            let places = found.iter().filter_map(|at| Some(source.token(*at)?.from..source.token(at + length - 1)?.to));
            let places: Vec<_> = places.collect();
            for place in places.into_iter().rev() {
                text.replace_range(place, to);
            }
        }
        Ok(text)
    }
}

impl Demands {
    /// Checks that nothing in the text of an answer breaks a demand.
    ///
    /// # Errors
    ///
    /// The first demand that is broken, in words for the reader.
    pub fn of_text(&self, start: &str, answer: &str) -> Result<(), String> {
        // If it isn't Rust, the compiler explains it better.
        let (Ok(start), Ok(answer)) = (Source::parse(start), Source::parse(answer)) else { return Ok(()) };
        for kept in &self.keep {
            let (before, now) = (beginnings(&start, kept), beginnings(&answer, kept));
            if before.is_empty() {
                return Err(format!("the start has no `{kept}` to keep; correct judge.toml"));
            }
            if let Some(another) = now.get(before.len()) {
                return Err(format!("has another `{kept}` on line {}; use that name only as the start does", answer.line(*another)));
            }
            // A top-level item must stay top-level: the same text inside a module or a block is a different item.
            let is_outside = |source: &Source, at: usize| source.token(at).is_some_and(|token| token.depth == 0);
            let is_kept = |first: &usize| {
                let item: Vec<&str> = (*first..=end_of_item(&start, *first)).map(|at| start.at(at)).collect();
                now.iter().any(|at| answer.begins(*at, &item) && is_outside(&start, *first) == is_outside(&answer, *at))
            };
            if !before.iter().all(is_kept) {
                let place = now.first().map_or(String::new(), |at| format!(" (line {})", answer.line(*at)));
                return Err(format!("changes `{kept}`{place}, which has to stay as it is in the start"));
            }
        }
        let used = |words: Vec<&str>| words.iter().find_map(|word| Some((word.to_string(), answer.line(answer.words(word).next()?))));
        let new = |words: &[&'static str]| words.iter().copied().filter(|word| !start.names(word)).collect::<Vec<_>>();
        let has = |words: &[String], word: &str| words.iter().any(|other| other == word);
        if let Some((word, line)) = used(new(HIDES).into_iter().filter(|word| !has(&self.with, word)).collect()) {
            return Err(format!("uses `{word}` (line {line}), which hides how the program ends; let it end normally"));
        }
        if let Some((tool, line)) = used(new(INSTEAD)).filter(|_| self.weakest) {
            return Err(format!("uses `{tool}` (line {line}), and this exercise is about orderings; keep the atomics"));
        }
        if let Some(word) = self.with.iter().find(|word| !answer.names(word)) {
            return Err(format!("doesn't use `{word}`, which this exercise is about"));
        }
        let mut without: Vec<&str> = self.without.iter().map(String::as_str).collect();
        // Without `Mutex`, other locks and channels aren't allowed either; if `println` must stay, nothing else may print.
        if has(&self.without, "Mutex") {
            without.extend(new(INSTEAD));
        }
        if has(&self.keep, "println") {
            without.extend(new(PRINTS));
        }
        if let Some((word, line)) = used(without) {
            return Err(format!("uses `{word}` (line {line}), which this exercise doesn't allow"));
        }
        if let Some((line, at)) = self.printed_as_it_is(&start, &answer) {
            return Err(format!("has `{line}` as a string literal on line {}; let the program compute it", answer.line(at)));
        }
        match (0..answer.count()).find(|at| self.weakest && is_apart(&answer, *at)) {
            Some(at) => Err(format!(
                "names `{}` on line {} apart from its use; write each ordering where it's used, `ready.store(true, Release)`, so that the judge can weaken it",
                answer.at(at),
                answer.line(at)
            )),
            None => Ok(()),
        }
    }

    /// Returns a line of the expected output that is in a literal of the answer, but in none of the start's, and its place.
    fn printed_as_it_is<'a>(&'a self, start: &Source, answer: &Source) -> Option<(&'a str, usize)> {
        let lines = self.prints.iter().flatten().flat_map(|printed| printed.lines()).chain(self.overlap.iter().map(String::as_str));
        let literal =
            |source: &Source, line: &str| (0..source.count()).find(|at| source.at(*at).starts_with('"') && source.at(*at).contains(line));
        lines.filter(|line| literal(start, line).is_none()).find_map(|line| Some((line, literal(answer, line)?)))
    }
}

/// Returns where these words are in the source.
fn beginnings(source: &Source, words: &str) -> Vec<usize> {
    let words = tokens(words);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    (0..source.count()).filter(|at| !words.is_empty() && source.begins(*at, &words)).collect()
}

/// Returns the tokens of a piece of a program, which may have unbalanced brackets.
fn tokens(piece: &str) -> Vec<String> {
    let (mut open, mut missing, mut is_text) = (Vec::new(), String::new(), false);
    for sign in piece.chars() {
        is_text ^= sign == '"';
        match sign {
            _ if is_text => {}
            '(' => open.push(')'),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ')' | ']' | '}' if open.last() == Some(&sign) => drop(open.pop()),
            ')' => missing.insert(0, '('),
            ']' => missing.insert(0, '['),
            '}' => missing.insert(0, '{'),
            _ => {}
        }
    }
    let closing: String = open.iter().rev().collect();
    let whole = format!("{missing}{piece}{closing}");
    let Ok(source) = Source::parse(&whole) else { return Vec::new() };
    (missing.len()..source.count() - closing.len()).map(|at| source.at(at).to_owned()).collect()
}

/// A program with one ordering replaced by a weaker one.
pub struct Weakened {
    /// The program.
    pub text: String,
    /// The replaced ordering.
    pub ordering: String,
    /// Its line.
    pub line: usize,
}

/// Returns the program with each ordering weakened, one at a time. An operation panics if it can't take the weaker one.
pub fn weakened(text: &str) -> Vec<Weakened> {
    let Ok(source) = Source::parse(text) else { return Vec::new() };
    let mut all = Vec::new();
    for at in (0..source.count()).filter(|at| source.is_word(*at) && !source.is_in_use(*at)) {
        let weaker: &[&str] = match source.at(at) {
            "SeqCst" => &["AcqRel", "Acquire", "Release", "Relaxed"],
            "AcqRel" => &["Acquire", "Release"],
            "Acquire" | "Release" => &["Relaxed"],
            _ => continue,
        };
        let first = source.first_of_path(at);
        let (Some(from), Some(to)) = (source.token(first), source.token(at)) else { continue };
        all.extend(weaker.iter().map(|weaker| Weakened {
            text: format!("{}std::sync::atomic::Ordering::{weaker}{}", &text[..from.from], &text[to.to..]),
            ordering: source.at(at).to_owned(),
            line: source.line(at),
        }));
    }
    all
}

/// Whether this is a memory ordering that isn't an argument of a call: weakening it would weaken every use of its new name.
fn is_apart(source: &Source, at: usize) -> bool {
    if !["SeqCst", "AcqRel", "Acquire", "Release"].contains(&source.at(at)) || !source.is_word(at) {
        return false;
    }
    if source.is_in_use(at) {
        return source.at(at + 1) == "as";
    }
    let before = source.first_of_path(at).checked_sub(1).map_or("", |before| source.at(before));
    !matches!(before, "(" | ",") || !matches!(source.at(at + 1), ")" | ",")
}

/// Names that end a program early, or hide that it panics.
const HIDES: &[&str] = &["catch_unwind", "process", "resume_unwind", "set_hook", "take_hook"];

/// Names that order accesses without an ordering.
const INSTEAD: &[&str] =
    &["Barrier", "Condvar", "LazyLock", "Mutex", "Once", "OnceLock", "ReentrantLock", "RwLock", "channel", "sync_channel"];

/// Names that print, other than `println`.
const PRINTS: &[&str] = &["print", "stdout", "writeln"];

/// Returns where the item that begins here ends: at its first block's end, at its semicolon, or before the bracket around it closes.
fn end_of_item(source: &Source, first: usize) -> usize {
    let depth_of = |at: usize| source.token(at).map_or(0, |token| token.depth);
    let depth = depth_of(first);
    for at in first..source.count() {
        match source.at(at) {
            _ if depth_of(at) > depth => {}
            ";" => return at,
            "{" => return source.closing(at),
            ")" | "]" | "}" if depth_of(at) < depth => return at - 1,
            _ => {}
        }
    }
    first
}

/// Returns the lines of a program's items that begin with these words.
pub fn lines_of(text: &str, words: &str) -> Vec<RangeInclusive<usize>> {
    let Ok(source) = Source::parse(text) else { return Vec::new() };
    beginnings(&source, words).into_iter().map(|first| source.line(first)..=source.line(end_of_item(&source, first))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "use std::thread;\nfn work(n: [u8; 2]) {}\nfn main() {\n    work([1, 2]);\n    // here\n}\n";
    const PRINTS: &str = "fn main() { println!(\"{}\", n); f(|| println!(\"b\")); }";

    /// Returns what is wrong with an answer to this start under this `judge.toml`, or an empty string if it meets the demands.
    fn said(demands: &str, start: &str, answer: &str) -> String {
        toml::from_str::<Demands>(demands).unwrap().of_text(start, answer).err().unwrap_or_default()
    }

    /// An item that has to stay may be reformatted and its comments may change, but it must stay whole, in its place, and the only one of its name.
    #[test]
    fn items_stay() {
        for (keep, start, answer, expected) in [
            ("fn main", START, START, ""),
            ("fn main", START, "use std::thread; fn main() { work([1,\n 2]); }", ""),
            ("fn main", START, "use std::thread; fn main() { work([1, 3]); }", "changes `fn main` (line 1), which has to stay as it is"),
            ("fn main", START, "use std::thread;\nfn f() {}", "changes `fn main`, which has to stay as it is"),
            ("fn main", START, &format!("mod old {{\n{START}}}\nfn main() {{}}\n"), "has another `fn main` on line 9; use"),
            ("fn main", PRINTS, &format!("mod a {{ {PRINTS} }}"), "changes `fn main` (line 1), which"),
            ("use std", START, "fn main() {}", "changes `use std`, which"),
            ("fn run", START, START, "the start has no `fn run` to keep; correct judge.toml"),
            ("println", PRINTS, PRINTS, ""),
            ("println", PRINTS, &PRINTS.replace('b', "c"), "changes `println` (line 1), which"),
        ] {
            let said = said(&format!("keep = ['{keep}']"), start, answer);
            assert!(said.starts_with(expected) && said.is_empty() == expected.is_empty(), "{answer}: {said}");
        }
    }

    /// An answer may not hide how it ends, use a lock instead of orderings, or print differently from the start; words count only in code.
    #[test]
    fn words_are_demanded() {
        for (demands, start, answer, expected) in [
            ("", "", "fn main() {\n    std::process::exit(0)\n}", "uses `process` (line 2), which hides how the program ends; "),
            ("", "use std::process;", "use std::process;", ""),
            ("with = ['process']", "", "use std::process;", ""),
            ("weakest = true", "", "\nuse std::sync::RwLock;", "uses `RwLock` (line 2), and this exercise is about orderings; "),
            ("without = ['Mutex']", "", "use std::sync::RwLock;", "uses `RwLock` (line 1), which this exercise doesn't allow"),
            ("without = ['Mutex']", START, "thread Mutex", "uses `Mutex` (line 1), which this exercise doesn't allow"),
            ("without = ['Mutex']", START, "use std::thread; // Mutex", ""),
            ("with = ['thread']", START, "fn main() {} // thread", "doesn't use `thread`, which this exercise is about"),
            ("keep = ['println']", PRINTS, &format!("{PRINTS} fn f() {{ print!(\"1\") }}"), "uses `print` (line 1), which"),
        ] {
            let said = said(demands, start, answer);
            assert!(said.starts_with(expected) && said.is_empty() == expected.is_empty(), "{answer}: {said}");
        }
    }

    /// A program is changed everywhere or in one of its items, and the text to change must exist.
    #[test]
    fn programs_are_changed() {
        let text = "fn f() { bid(10); }\nfn main() { bid(10); f(); }\n";
        let changed =
            |edit: &[&str]| Again { edit: vec![edit.iter().map(|word| (*word).to_owned()).collect()], ..Again::default() }.of(text);
        assert_eq!(changed(&["bid(10)", "bid(7)"]).unwrap(), text.replace("10", "7"));
        assert_eq!(changed(&["(10)", "(7)"]).unwrap(), text.replace("10", "7"));
        assert_eq!(changed(&["f(); }", "}"]).unwrap(), text.replace("f(); }", "}"));
        assert_eq!(changed(&["fn f", "bid(10)", "bid(7)"]).unwrap(), text.replacen("10", "7", 1));
        let missing = changed(&["fn f", "bid(9)", "bid(7)"]).unwrap_err();
        assert_eq!(missing, "has no `bid(9)` in `fn f`; leave that as it is in the start, so that the judge can change it");
        assert!(changed(&["bid"]).unwrap_err().ends_with("; correct judge.toml"));
    }

    /// The expected output may not be a literal, unless it's one in the start.
    #[test]
    fn nothing_is_printed_as_it_is() {
        let demands = "prints = ['2 sold', 'no sign']\noverlap = ['ada starts']";
        let start = "fn main() { println!(\"no sign\"); }";
        assert_eq!(said(demands, start, "fn main() { println!(\"{n} sold\"); println!(\"no sign\"); } // 2 sold"), "");
        for literal in ["2 sold", "1\\n2 sold", "ada starts"] {
            let reported = said(demands, start, &format!("\nfn main() {{ println!(\"{literal}\"); }}"));
            assert!(reported.ends_with("` as a string literal on line 2; let the program compute it"), "{reported}");
        }
    }

    /// Each ordering is weakened alone, whatever it is imported as.
    #[test]
    fn orderings_are_weakened_one_at_a_time() {
        let text = "use std::sync::atomic::Ordering::Acquire;\nfn f() { a.swap(1, Ordering::AcqRel); a.load(Acquire) }";
        let all: Vec<_> = weakened(text).into_iter().map(|one| (one.text, one.ordering, one.line)).collect();
        let with = |from: &str, to: &str| text.replace(from, &format!("std::sync::atomic::Ordering::{to}"));
        assert_eq!(all[0], (with("Ordering::AcqRel", "Acquire"), "AcqRel".to_owned(), 2));
        assert_eq!(all[1], (with("Ordering::AcqRel", "Release"), "AcqRel".to_owned(), 2));
        assert_eq!(all[2], (text.replace("(Acquire)", "(std::sync::atomic::Ordering::Relaxed)"), "Acquire".to_owned(), 2));
        assert_eq!(all.len(), 3);
    }

    /// An ordering that has a name of its own would be weakened at all its uses at once.
    #[test]
    fn orderings_are_arguments() {
        for fine in [
            "use std::sync::atomic::Ordering::{Acquire, Release}; fn f() { a.store(1, Release); a.load(Acquire); fence(Ordering::SeqCst) }",
            "fn f() { a.compare_exchange(0, 1, std::sync::atomic::Ordering::AcqRel, Relaxed,); }",
        ] {
            assert_eq!(said("weakest = true", "", fine), "");
        }
        for apart in [
            "\nconst O: Ordering = Ordering::SeqCst;",
            "\nfn f() -> Ordering { SeqCst }",
            "\nuse std::sync::atomic::Ordering::SeqCst as O;",
            "\nfn f() { let o = SeqCst; }",
        ] {
            let reported = said("weakest = true", "", apart);
            assert!(reported.starts_with("names `SeqCst` on line 2 apart from its use; "), "{reported}");
        }
        assert_eq!(said("", "", "const O: Ordering = SeqCst;"), "");
    }
}
