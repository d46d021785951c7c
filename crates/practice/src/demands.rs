//! What is demanded of an answer: the words of `judge.toml`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use cargo_outcomes::source::Source;
use serde::Deserialize;

/// The demands on one program. It always has to compile and to end well under every schedule: no deadlock, no panic, no data race.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Demands {
    /// What it prints: each of these under some schedule, and nothing else under any. Without it, it may print anything.
    pub prints: Option<Vec<String>>,
    /// Lines that it prints in this order, perhaps with others between them, under some schedule: so that work still overlaps.
    pub overlap: Vec<String>,
    /// Items and statements of the start that stay as they are, where they are, named by how they begin: `fn main`, `println`.
    pub keep: Vec<String>,
    /// How many threads beside `main` it has at the same time, whatever comes out.
    pub threads: usize,
    /// Items in which so many threads take steps, whatever comes out; `main` counts only if more are asked for than there are beside it.
    pub runs: BTreeMap<String, usize>,
    /// The same program with something else in it, and what it prints then: so that an answer does the work, and not only what comes of the start's own numbers.
    pub again: Vec<Again>,
    /// Words that its code must use.
    pub with: Vec<String>,
    /// Words that its code must not use.
    pub without: Vec<String>,
    /// Whether no ordering may be stronger than all this takes.
    pub weakest: bool,
    /// The code with which the compiler must refuse it; then it is not run.
    pub refused: Option<String>,
    /// What the judge says of the start.
    pub start: String,
}

/// A change of what every answer has, and what comes of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Again {
    /// What is there and what takes its place, both in tokens; perhaps with the item, before them, in which it is.
    pub edit: Vec<Vec<String>>,
    /// What is printed then.
    pub prints: Option<Vec<String>>,
    /// Lines that it prints then in this order, under some schedule.
    pub overlap: Vec<String>,
}

impl Again {
    /// The changed program.
    ///
    /// # Errors
    ///
    /// What there is to change and the answer does not have.
    pub fn of(&self, answer: &str) -> Result<String, String> {
        let mut text = answer.to_owned();
        for edit in &self.edit {
            let (item, from, to) = match &edit[..] {
                [from, to] => (None, from, to),
                [item, from, to] => (Some(item), from, to),
                _ => return Err(format!("cannot be changed by {edit:?}; correct judge.toml")),
            };
            let source = Source::parse(&text).map_err(|line| format!("is no Rust on line {line}"))?;
            let range = item.map(|item| beginnings(&source, item).first().map_or(0..0, |first| *first..end_of_item(&source, *first) + 1));
            let is_in = |at: &usize| range.as_ref().is_none_or(|range| range.contains(at));
            let found: Vec<usize> = beginnings(&source, from).into_iter().filter(is_in).collect();
            if found.is_empty() {
                let place = item.map_or(String::new(), |item| format!(" in `{item}`"));
                return Err(format!(
                    "has no `{from}`{place}; leave that as the start has it, so that the judge can try it with something else"
                ));
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
    /// What is demanded of the changed program.
    pub fn then(&self, again: &Again) -> Self {
        Self { prints: again.prints.clone(), overlap: again.overlap.clone(), ..Self::default() }
    }

    /// Reads the demands from a file.
    ///
    /// # Errors
    ///
    /// Where the file is wrong.
    pub fn read(path: &Path) -> Result<Self, String> {
        book::files::read_toml(path, "correct it")
    }

    /// What in the text of an answer breaks a demand.
    ///
    /// # Errors
    ///
    /// The first demand that is broken, in words for the reader.
    pub fn of_text(&self, start: &str, answer: &str) -> Result<(), String> {
        // What is no Rust, the compiler explains better.
        let (Ok(start), Ok(answer)) = (Source::parse(start), Source::parse(answer)) else { return Ok(()) };
        for kept in &self.keep {
            let (before, now) = (beginnings(&start, kept), beginnings(&answer, kept));
            if before.is_empty() {
                return Err(format!("the start has no `{kept}` to keep; correct judge.toml"));
            }
            if let Some(another) = now.get(before.len()) {
                return Err(format!(
                    "has another `{kept}` on line {}; leave the one of the start alone with that name",
                    answer.line(*another)
                ));
            }
            let is_kept = |at: &usize| {
                let same = |now: &&usize| answer.begins(**now, &item(&start, *at)) && is_outside(&start, *at) == is_outside(&answer, **now);
                now.iter().any(|now| same(&now))
            };
            if !before.iter().all(is_kept) {
                let place = now.first().map_or(String::new(), |at| format!(" (line {})", answer.line(*at)));
                return Err(format!("changes `{kept}`{place}, which has to stay as it is in the start"));
            }
        }
        let hides = |word: &&&str| !start.names(word) && !self.with.iter().any(|with| with == **word);
        let hidden = HIDES.iter().filter(hides).find_map(|word| Some((word, answer.words(word).next()?)));
        if let Some((word, at)) = hidden {
            return Err(format!("uses `{word}` (line {}), which hides how the program ends; let it come to its own end", answer.line(at)));
        }
        if self.weakest
            && let Some((tool, at)) =
                INSTEAD.iter().filter(|tool| !start.names(tool)).find_map(|tool| Some((tool, answer.words(tool).next()?)))
        {
            return Err(format!("uses `{tool}` (line {}), and this exercise is about orderings; keep the atomics", answer.line(at)));
        }
        if let Some(word) = self.with.iter().find(|word| !answer.names(word)) {
            return Err(format!("does without `{word}`, which this exercise is about"));
        }
        // What does without a mutex does without any other lock.
        let locks = INSTEAD.iter().filter(|_| self.without.iter().any(|word| word == "Mutex"));
        let other = locks.filter(|lock| !start.names(lock)).map(|lock| (*lock).to_owned());
        // What prints as the start does prints in no other way.
        let printing = ["print", "stdout", "writeln"].iter().filter(|_| self.keep.iter().any(|kept| kept == "println"));
        let other = other.chain(printing.filter(|word| !start.names(word)).map(|word| (*word).to_owned()));
        let without: Vec<String> = self.without.iter().cloned().chain(other).collect();
        let used = without.iter().find_map(|word| Some((word, answer.words(word).next()?)));
        if let Some((word, at)) = used {
            return Err(format!("uses `{word}` (line {}), which this exercise does without", answer.line(at)));
        }
        if let Some((line, at)) = self.printed_as_it_is(&start, &answer) {
            return Err(format!("has `{line}` as a text on line {}; let the program work it out", answer.line(at)));
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

    /// A line of the expected output that a literal of the answer has, and none of the start; and where.
    fn printed_as_it_is<'a>(&'a self, start: &Source, answer: &Source) -> Option<(&'a str, usize)> {
        let lines = self.prints.iter().flatten().flat_map(|printed| printed.lines()).chain(self.overlap.iter().map(String::as_str));
        let literal =
            |source: &Source, line: &str| (0..source.count()).find(|at| source.at(*at).starts_with('"') && source.at(*at).contains(line));
        lines.filter(|line| literal(start, line).is_none()).find_map(|line| Some((line, literal(answer, line)?)))
    }
}

/// Where these words stand in the source.
fn beginnings(source: &Source, words: &str) -> Vec<usize> {
    let words = tokens(words);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    (0..source.count()).filter(|at| !words.is_empty() && source.begins(*at, &words)).collect()
}

/// The tokens of a piece of a program, which may have brackets that it doesn't open or close.
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
    /// What stood there.
    pub ordering: String,
    /// Where.
    pub line: usize,
}

/// The program with each ordering weakened, one at a time. Some of them the operation can't take, and then it panics.
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
        let first = path_to(&source, at);
        let (Some(from), Some(to)) = (source.token(first), source.token(at)) else { continue };
        all.extend(weaker.iter().map(|weaker| Weakened {
            text: format!("{}std::sync::atomic::Ordering::{weaker}{}", &text[..from.from], &text[to.to..]),
            ordering: source.at(at).to_owned(),
            line: source.line(at),
        }));
    }
    all
}

/// Where the path begins that ends here.
fn path_to(source: &Source, at: usize) -> usize {
    let mut first = at;
    while first >= 3 && source.is_path(first - 2) && source.is_word(first - 3) {
        first -= 3;
    }
    first
}

/// Whether a memory ordering stands here that is no argument of a call, so that to weaken it is to weaken it wherever its new name is used.
fn is_apart(source: &Source, at: usize) -> bool {
    if !["SeqCst", "AcqRel", "Acquire", "Release"].contains(&source.at(at)) || !source.is_word(at) {
        return false;
    }
    if source.is_in_use(at) {
        return source.at(at + 1) == "as";
    }
    let before = path_to(source, at).checked_sub(1).map_or("", |before| source.at(before));
    !matches!(before, "(" | ",") || !matches!(source.at(at + 1), ")" | ",")
}

/// What ends a program early, or hides that it panics.
const HIDES: [&str; 5] = ["catch_unwind", "process", "resume_unwind", "set_hook", "take_hook"];

/// What orders accesses without an ordering.
const INSTEAD: [&str; 10] =
    ["Barrier", "Condvar", "LazyLock", "Mutex", "Once", "OnceLock", "ReentrantLock", "RwLock", "channel", "sync_channel"];

/// Whether the token here stands in no block: an item of the program itself, and of no module.
fn is_outside(source: &Source, at: usize) -> bool {
    source.token(at).is_some_and(|token| token.depth == 0)
}

/// Where the item that begins here ends: with its first block, with its semicolon, or before the bracket around it closes.
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

/// The tokens of the item that begins here.
fn item<'a>(source: &'a Source, first: usize) -> Vec<&'a str> {
    (first..=end_of_item(source, first)).map(|at| source.at(at)).collect()
}

/// The lines of the items of a program that begin with these words.
pub fn lines_of(text: &str, words: &str) -> Vec<RangeInclusive<usize>> {
    let Ok(source) = Source::parse(text) else { return Vec::new() };
    beginnings(&source, words).into_iter().map(|first| source.line(first)..=source.line(end_of_item(&source, first))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "use std::thread;\nfn work(n: [u8; 2]) {}\nfn main() {\n    work([1, 2]);\n    // here\n}\n";

    /// An item that has to stay may be formatted anew, and its comments may change.
    #[test]
    fn items_stay() {
        let demands = Demands { keep: vec!["fn main".to_owned(), "use std".to_owned()], ..Demands::default() };
        assert_eq!(demands.of_text(START, START), Ok(()));
        assert_eq!(demands.of_text(START, "use std::thread; fn main() { work([1,\n 2]); }"), Ok(()));
        let reported = demands.of_text(START, "use std::thread; fn main() { work([1, 3]); }").unwrap_err();
        assert_eq!(reported, "changes `fn main` (line 1), which has to stay as it is in the start");
        assert_eq!(
            demands.of_text(START, "use std::thread;\nfn f() {}").unwrap_err(),
            "changes `fn main`, which has to stay as it is in the start"
        );
        let reported = demands.of_text(START, &format!("mod old {{\n{START}}}\nfn main() {{}}\n")).unwrap_err();
        assert_eq!(reported, "has another `fn main` on line 9; leave the one of the start alone with that name");
        let demands = Demands { keep: vec!["fn run".to_owned()], ..Demands::default() };
        assert!(demands.of_text(START, START).unwrap_err().contains("correct judge.toml"));
    }

    /// The whole of each item stays, and where it is: not in a module, and not beside another.
    #[test]
    fn items_stay_where_they_are() {
        let demands = Demands { keep: vec!["println".to_owned()], ..Demands::default() };
        let start = "fn main() { println!(\"{}\", n); f(|| println!(\"b\")); }";
        assert_eq!(demands.of_text(start, start), Ok(()));
        let reported = demands.of_text(start, "fn main() { println!(\"{}\", n); f(|| println!(\"c\")); }").unwrap_err();
        assert_eq!(reported, "changes `println` (line 1), which has to stay as it is in the start");
        assert!(demands.of_text(start, &format!("{start} fn f() {{ print!(\"1\") }}")).unwrap_err().starts_with("uses `print` (line 1)"));
        let demands = Demands { keep: vec!["fn main".to_owned()], ..Demands::default() };
        assert!(demands.of_text(start, &format!("mod a {{ {start} }}")).unwrap_err().starts_with("changes `fn main`"));
    }

    /// No answer hides how it ends, or takes a lock where it should order.
    #[test]
    fn tools_that_hide_are_refused() {
        let demands = Demands::default();
        let reported = demands.of_text("fn main() {}", "fn main() {\n    std::process::exit(0)\n}").unwrap_err();
        assert_eq!(reported, "uses `process` (line 2), which hides how the program ends; let it come to its own end");
        assert_eq!(demands.of_text("use std::process;", "use std::process;"), Ok(()));
        let demands = Demands { weakest: true, ..Demands::default() };
        assert!(
            demands
                .of_text("", "\nuse std::sync::RwLock;")
                .unwrap_err()
                .starts_with("uses `RwLock` (line 2), and this exercise is about orderings")
        );
        let demands = Demands { without: vec!["Mutex".to_owned()], ..Demands::default() };
        assert_eq!(demands.of_text("", "use std::sync::RwLock;").unwrap_err(), "uses `RwLock` (line 1), which this exercise does without");
    }

    /// A program is changed everywhere, or in one of its items, and what there is to change has to be there.
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
        assert_eq!(missing, "has no `bid(9)` in `fn f`; leave that as the start has it, so that the judge can try it with something else");
        assert!(changed(&["bid"]).unwrap_err().ends_with("; correct judge.toml"));
    }

    /// Words count in code alone.
    #[test]
    fn words_are_demanded() {
        let (with, without) = (vec!["thread".to_owned()], vec!["Mutex".to_owned()]);
        let demands = Demands { with, without, ..Demands::default() };
        assert_eq!(demands.of_text(START, "use std::thread; // Mutex"), Ok(()));
        assert_eq!(demands.of_text(START, "fn main() {} // thread").unwrap_err(), "does without `thread`, which this exercise is about");
        assert_eq!(demands.of_text(START, "thread Mutex").unwrap_err(), "uses `Mutex` (line 1), which this exercise does without");
    }

    /// What the program is to find out is no literal, unless the start has it as one.
    #[test]
    fn nothing_is_printed_as_it_is() {
        let prints = Some(vec!["2 sold".to_owned(), "no sign".to_owned()]);
        let demands = Demands { prints, overlap: vec!["ada starts".to_owned()], ..Demands::default() };
        let start = "fn main() { println!(\"no sign\"); }";
        assert_eq!(demands.of_text(start, "fn main() { println!(\"{n} sold\"); println!(\"no sign\"); } // 2 sold"), Ok(()));
        for literal in ["2 sold", "1\\n2 sold", "ada starts"] {
            let reported = demands.of_text(start, &format!("\nfn main() {{ println!(\"{literal}\"); }}")).unwrap_err();
            assert!(reported.ends_with("` as a text on line 2; let the program work it out"), "{reported}");
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
        let demands = Demands { weakest: true, ..Demands::default() };
        for fine in [
            "use std::sync::atomic::Ordering::{Acquire, Release}; fn f() { a.store(1, Release); a.load(Acquire); fence(Ordering::SeqCst) }",
            "fn f() { a.compare_exchange(0, 1, std::sync::atomic::Ordering::AcqRel, Relaxed,); }",
        ] {
            assert_eq!(demands.of_text("", fine), Ok(()));
        }
        for apart in [
            "\nconst O: Ordering = Ordering::SeqCst;",
            "\nfn f() -> Ordering { SeqCst }",
            "\nuse std::sync::atomic::Ordering::SeqCst as O;",
            "\nfn f() { let o = SeqCst; }",
        ] {
            let reported = demands.of_text("", apart).unwrap_err();
            assert!(reported.starts_with("names `SeqCst` on line 2 apart from its use; "), "{reported}");
        }
        assert_eq!(Demands::default().of_text("", "const O: Ordering = SeqCst;"), Ok(()));
    }
}
