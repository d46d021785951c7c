//! Protects that what is explored is what the page shows: the listing's own text, line for line, with std's shared things replaced by the doubles of a shim.
//!
//! Only names change: the leading `std::` of `sync`, `thread`, `hint` and `panic`, the printing macros, `main`; and a `static` gets a value for each schedule.

/// The modules of std that have doubles.
const MODULES: &[&str] = &["sync", "thread", "hint", "panic"];

/// The macros of std that have doubles.
const MACROS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg", "thread_local"];

/// The words of a type in which nothing can change; a `static` of other types begins each schedule anew.
const UNCHANGING: &[&str] = &[
    "str", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64", "String",
    "Duration",
];

/// The text of a program whose doubles come from `shim`, with an entry that explores it; every line stays where it was.
pub fn text(text: &str, shim: &str) -> String {
    let tokens = tokens(text);
    let rewriter = Rewriter { text, tokens: &tokens, shim };
    let mut edits = Vec::new();
    for at in 0..tokens.len() {
        rewriter.path(at, &mut edits);
        rewriter.group(at, &mut edits);
        rewriter.macro_call(at, &mut edits);
        rewriter.entry(at, &mut edits);
    }
    rewriter.statics(&mut edits);
    // Two edits may begin at one place: one replaces a word, the other puts something before it.
    edits.sort_by_key(|edit| (edit.from, edit.to));
    let mut rewritten = String::new();
    let mut done = 0;
    for edit in edits {
        rewritten.push_str(&text[done..edit.from]);
        rewritten.push_str(&edit.with);
        done = edit.to;
    }
    rewritten.push_str(&text[done..]);
    format!("{rewritten}\nfn main() -> std::process::ExitCode {{ {shim}::child::main({ENTRY}) }}\n")
}

/// What only std's own `Arc` can be: one of a trait object, which stable Rust lets no other type become, or a receiver of methods.
const ONLY_STDS_ARC: &[&str] = &["Arc<dyn", "Arc<Self>", "impl Wake for"];

/// What depends on who owns an `Arc` at a moment.
const COUNTS: &[&str] = &[
    "strong_count",
    "weak_count",
    "upgrade()",
    "Arc::try_unwrap",
    "Arc::into_inner",
    "Arc::get_mut",
    "Arc::make_mut",
    "Arc::unwrap_or_clone",
    "Drop for",
];

/// Whether the program keeps std's own `Arc`, whose clones and drops the explorer does not see. Nobody notices them, unless the program counts its owners.
fn keeps_stds_arc(text: &str) -> bool {
    ONLY_STDS_ARC.iter().any(|word| text.contains(word))
}

/// Whether the program keeps std's own `Arc` and counts its owners all the same.
pub fn counts_unseen_owners(text: &str) -> bool {
    keeps_stds_arc(text) && COUNTS.iter().any(|word| text.contains(word))
}

/// What the listing's own `main` is called.
const ENTRY: &str = "main_of_the_listing";

/// A piece of the text that is replaced.
struct Edit {
    from: usize,
    to: usize,
    with: String,
}

struct Rewriter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    shim: &'a str,
}

impl Rewriter<'_> {
    /// The token at this place, or nothing.
    fn at(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.from..token.to])
    }

    /// Whether these tokens begin here.
    fn begins(&self, at: usize, tokens: &[&str]) -> bool {
        tokens.iter().enumerate().all(|(index, token)| self.at(at + index) == *token)
    }

    /// Whether the path whose word stands here goes on from another word before it.
    fn goes_on(&self, at: usize) -> bool {
        at >= 3 && self.begins(at - 2, &[":", ":"]) && self.tokens[at - 3].is_word
    }

    fn replace(&self, from: usize, to: usize, with: impl Into<String>) -> Edit {
        Edit { from: self.tokens[from].from, to: self.tokens[to].to, with: with.into() }
    }

    fn before(&self, at: usize, with: impl Into<String>) -> Edit {
        Edit { from: self.tokens[at].from, to: self.tokens[at].from, with: with.into() }
    }

    /// Whether the shim has a double of what stands here behind `std::`.
    fn has_double(&self, at: usize) -> bool {
        let word = self.at(at);
        let is_macro = self.is_call_of_macro(at);
        (MODULES.contains(&word) && !is_macro) || (MACROS.contains(&word) && is_macro)
    }

    /// Where the double is of what stands here.
    fn home_of(&self, at: usize) -> String {
        if self.at(at) == "sync" && keeps_stds_arc(self.text) { format!("{}::uncounted", self.shim) } else { self.shim.to_owned() }
    }

    fn is_call_of_macro(&self, at: usize) -> bool {
        self.at(at + 1) == "!" && matches!(self.at(at + 2), "(" | "[" | "{")
    }

    /// `std::sync::…`
    fn path(&self, at: usize, edits: &mut Vec<Edit>) {
        if self.begins(at, &["std", ":", ":"]) && !self.goes_on(at) && self.has_double(at + 3) {
            edits.push(self.replace(at, at, self.home_of(at + 3)));
        }
    }

    /// `use std::{sync::…, cell::…}`: each of its parts gets the crate that it comes from.
    fn group(&self, at: usize, edits: &mut Vec<Edit>) {
        if !self.begins(at, &["std", ":", ":", "{"]) || self.goes_on(at) {
            return;
        }
        edits.push(self.replace(at, at + 2, ""));
        let end = self.closing(at + 3);
        let mut begins = true;
        let mut part = at + 4;
        while part < end {
            if begins && self.at(part) == "self" {
                edits.push(self.replace(part, part, "std"));
            } else if begins {
                edits.push(self.before(part, format!("{}::", if self.has_double(part) { self.home_of(part) } else { "std".to_owned() })));
            }
            begins = self.at(part) == ",";
            part = if self.at(part) == "{" { self.closing(part) } else { part } + 1;
        }
    }

    /// `println!(…)`
    fn macro_call(&self, at: usize, edits: &mut Vec<Edit>) {
        if MACROS.contains(&self.at(at)) && self.is_call_of_macro(at) && !(at > 0 && matches!(self.at(at - 1), ":" | "." | "!")) {
            edits.push(self.before(at, format!("{}::", self.shim)));
        }
    }

    /// `fn main`, outside of all braces.
    fn entry(&self, at: usize, edits: &mut Vec<Edit>) {
        if self.begins(at, &["fn", "main"]) && self.tokens[at].depth == 0 {
            edits.push(self.replace(at + 1, at + 1, ENTRY));
        }
    }

    /// `static NAME: Type = value;`, but for those of `thread_local!`.
    fn statics(&self, edits: &mut Vec<Edit>) {
        let mut at = 0;
        while !self.at(at).is_empty() {
            if self.at(at) == "thread_local" && self.is_call_of_macro(at) {
                at = self.closing(at + 2);
            } else if self.at(at) == "static" && self.at(at + 2) == ":" {
                at = self.one_static(at + 3, edits);
            }
            at += 1;
        }
    }

    /// A static whose type begins here.
    fn one_static(&self, of_type: usize, edits: &mut Vec<Edit>) -> usize {
        let depth = self.tokens[of_type].depth;
        let ends = |token: &Token, sign: &str| token.depth == depth && &self.text[token.from..token.to] == sign;
        let find = |from: usize, sign: &str| (from..self.tokens.len()).find(|at| ends(&self.tokens[*at], sign));
        let Some(equals) = find(of_type, "=") else { return of_type };
        let Some(end) = find(equals, ";") else { return of_type };
        let can_change = (of_type..equals).any(|at| self.tokens[at].is_word && !UNCHANGING.contains(&self.at(at)));
        if can_change {
            edits.push(self.before(of_type, format!("{}::PerRun<", self.shim)));
            edits.push(self.before(equals, "> "));
            edits.push(self.before(equals + 1, format!("{}::PerRun::new(|| ", self.shim)));
            edits.push(self.before(end, ")"));
        }
        end
    }

    /// The bracket that closes the one here.
    fn closing(&self, open: usize) -> usize {
        let depth = self.tokens[open].depth;
        (open + 1..self.tokens.len()).find(|at| self.tokens[*at].depth == depth).unwrap_or(self.tokens.len())
    }
}

/// A word, a number, a literal or one sign of the program.
#[derive(Debug)]
struct Token {
    from: usize,
    to: usize,
    is_word: bool,
    /// How many brackets are open around it; a bracket itself stands outside.
    depth: usize,
}

/// The tokens of a program, without spaces and comments.
fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut depth: usize = 0;
    let mut from = 0;
    while let Some(first) = text[from..].chars().next() {
        let rest = &text[from..];
        let length = match first {
            _ if first.is_whitespace() => first.len_utf8(),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            _ => {
                let (length, is_word) = token(rest, first);
                if matches!(first, ')' | ']' | '}') {
                    depth = depth.saturating_sub(1);
                }
                found.push(Token { from, to: from + length, is_word, depth });
                if matches!(first, '(' | '[' | '{') {
                    depth += 1;
                }
                length
            }
        };
        from += length;
    }
    found
}

/// The length of the token here, and whether it is a word.
fn token(rest: &str, first: char) -> (usize, bool) {
    if let Some(length) = string(rest) {
        return (length, false);
    }
    if first == '\'' {
        return (character_or_lifetime(rest), false);
    }
    let word = rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(rest.len());
    if word > 0 { (word, !first.is_numeric()) } else { (first.len_utf8(), false) }
}

/// The length of a string literal of any kind, if one begins here.
fn string(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c", ""].into_iter().find(|prefix| {
        let after = rest.strip_prefix(prefix).unwrap_or("");
        after.starts_with('"') || (prefix.ends_with('r') && after.trim_start_matches('#').starts_with('"'))
    })?;
    let body = &rest[prefix.len()..];
    if prefix.ends_with('r') {
        let fence = body.find('"')?;
        let close = format!("\"{}", "#".repeat(fence));
        return Some(body[fence + 1..].find(&close).map_or(rest.len(), |at| prefix.len() + fence + 1 + at + close.len()));
    }
    Some(prefix.len() + quoted(body, '"'))
}

/// The length of a literal between two of these quotes.
fn quoted(body: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, sign) in body.char_indices().skip(1) {
        if sign == quote && !escaped {
            return at + 1;
        }
        escaped = sign == '\\' && !escaped;
    }
    body.len()
}

/// `'a'` is a character, `'a` a lifetime.
fn character_or_lifetime(rest: &str) -> usize {
    let mut signs = rest.char_indices().skip(1);
    match (signs.next(), signs.next()) {
        (Some((_, '\\')), _) | (Some(_), Some((_, '\''))) => quoted(rest, '\''),
        _ => rest[1..].find(|sign: char| !sign.is_alphanumeric() && sign != '_').map_or(rest.len(), |at| at + 1),
    }
}

/// The length of a comment that may hold others.
fn block_comment(rest: &str) -> usize {
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(sign) = rest[at..].chars().next() {
        if rest[at..].starts_with("/*") {
            open += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            open -= 1;
            at += 2;
            if open == 0 {
                return at;
            }
        } else {
            at += sign.len_utf8();
        }
    }
    rest.len()
}

/// What the explorer cannot do, by a piece of the listing's text, and why. A listing that does it all the same must stand in `NOT_EXPLORED` of `book::outcomes`.
const UNKNOWN_TO_THE_EXPLORER: &[(&str, &str)] = &[
    ("Instant", "real time does not pass while it explores"),
    ("SystemTime", "real time does not pass while it explores"),
    ("static mut", "it cannot make one anew for each schedule"),
    ("set_hook", "it has a hook of its own for panics"),
    ("stdout()", "it sees what `println!` prints, and not this"),
    ("stdin()", "it has no input"),
    ("process::", "it runs all schedules in one process"),
];

/// The first line of a listing that does what the explorer cannot do, and what that is.
pub fn out_of_sight(text: &str) -> Option<(usize, String)> {
    let line_of = |piece: &str| text.lines().position(|line| line.contains(piece)).map_or(1, |index| index + 1);
    if counts_unseen_owners(text) {
        let what = "the owners of an `Arc` of a trait object are counted, which has no double".to_owned();
        return Some((line_of("Arc<"), what));
    }
    let (unknown, why) = UNKNOWN_TO_THE_EXPLORER.iter().find(|(name, _)| text.contains(name))?;
    Some((line_of(unknown), format!("`{unknown}` is out of the explorer's sight: {why}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a program, without its entry.
    fn body(text: &str) -> String {
        let rewritten = super::text(text, "shim");
        let (body, entry) = rewritten.trim_end().rsplit_once('\n').unwrap();
        assert_eq!(entry, "fn main() -> std::process::ExitCode { shim::child::main(main_of_the_listing) }");
        assert_eq!(body.lines().count(), text.lines().count(), "lines stay where they are");
        body.to_owned()
    }

    /// Paths of the four modules lead to the shim, others stay.
    #[test]
    fn paths() {
        assert_eq!(body("use std::sync::{Arc, Mutex};"), "use shim::sync::{Arc, Mutex};");
        assert_eq!(body("use std::thread::{self, ThreadId};"), "use shim::thread::{self, ThreadId};");
        assert_eq!(body("std::thread::spawn(|| ::std::hint::spin_loop());"), "shim::thread::spawn(|| ::shim::hint::spin_loop());");
        assert_eq!(
            body("use std::cell::Cell; my::std::sync(); std::panic!(\"x\");"),
            "use std::cell::Cell; my::std::sync(); std::panic!(\"x\");"
        );
        assert_eq!(body("(); my::std::sync();"), "(); my::std::sync();");
        assert_eq!(body("std::panic::catch_unwind(f);"), "shim::panic::catch_unwind(f);");
    }

    /// A group of `std` is split by where its parts come from.
    #[test]
    fn groups() {
        assert_eq!(
            body("use std::{self, cell::{Cell, RefCell}, sync::{Arc, mpsc}, thread};"),
            "use {std, std::cell::{Cell, RefCell}, shim::sync::{Arc, mpsc}, shim::thread};"
        );
        assert_eq!(body("use std::{\n    thread,\n    time::Duration,\n};"), "use {\n    shim::thread,\n    std::time::Duration,\n};");
    }

    /// The printing macros and `thread_local!` lead to the shim, wherever they are called; nothing else of these names does.
    #[test]
    fn macros() {
        assert_eq!(body("fn f() { println!(\"{x}\"); x.print(); }"), "fn f() { shim::println!(\"{x}\"); x.print(); }");
        assert_eq!(body("std::eprintln!(); print != 1; log::print!(1);"), "shim::eprintln!(); print != 1; log::print!(1);");
        assert_eq!(
            body("assert!(true); format!(\"println!(1)\"); // println!(1)"),
            "assert!(true); format!(\"println!(1)\"); // println!(1)"
        );
    }

    /// A program with an `Arc` that only std's can be keeps std's.
    #[test]
    fn arcs() {
        assert_eq!(
            body("use std::sync::Arc; use std::thread; type Job = Arc<dyn Fn()>;"),
            "use shim::uncounted::sync::Arc; use shim::thread; type Job = Arc<dyn Fn()>;"
        );
        assert_eq!(
            body("use std::{sync::Arc, thread}; type Job = Arc<dyn Fn()>;"),
            "use {shim::uncounted::sync::Arc, shim::thread}; type Job = Arc<dyn Fn()>;"
        );
        assert!(counts_unseen_owners("let job: Arc<dyn Fn()>; Arc::strong_count(&job)"));
        assert!(!counts_unseen_owners("let job: Arc<Job>; Arc::strong_count(&job)"));
    }

    /// `main` gives way to the entry; a `main` in a module does not.
    #[test]
    fn entries() {
        assert_eq!(body("fn main() {\n}\nmod m {\n    fn main() {}\n}"), "fn main_of_the_listing() {\n}\nmod m {\n    fn main() {}\n}");
    }

    /// A static in which something can change begins each schedule anew; one of `thread_local!` is another matter, and `'static` is none.
    #[test]
    fn statics() {
        assert_eq!(
            body("static N: AtomicU32 = AtomicU32::new(0);"),
            "static N: shim::PerRun<AtomicU32 > = shim::PerRun::new(|| AtomicU32::new(0));"
        );
        assert_eq!(
            body("pub static M: Mutex<[u8; 2]> =\n    Mutex::new([1; 2]);"),
            "pub static M: shim::PerRun<Mutex<[u8; 2]> > =\n    shim::PerRun::new(|| Mutex::new([1; 2]));"
        );
        for same in ["static NAMES: [&'static str; 2] = [\"a;\", \"b\"];", "static mut N: u32 = 0;", "fn f(x: &'static u32) -> u32 { *x }"]
        {
            assert_eq!(body(same), same);
        }
        assert_eq!(
            body("thread_local! { static A: Cell<u8> = 1; } static N: Mutex<u8> = 2;"),
            "shim::thread_local! { static A: Cell<u8> = 1; } static N: shim::PerRun<Mutex<u8> > = shim::PerRun::new(|| 2);"
        );
        assert_eq!(
            body("thread_local; static N: Cell<u8> = 1;"),
            "thread_local; static N: shim::PerRun<Cell<u8> > = shim::PerRun::new(|| 1);"
        );
        let local = "thread_local! {\n    static N: Cell<u32> = const { Cell::new(0) };\n}";
        assert_eq!(body(local), format!("shim::{local}"));
    }

    /// Nothing in literals and comments is a name, whatever quotes they have.
    #[test]
    fn literals_and_comments() {
        for same in [
            "let x = \"std::sync::\\\" println!()\";",
            "let x = r#\"std::sync \" println!()\"#;",
            "let x = ('\"', '\\'', b'\"', b\"std::sync::\", c\"std::thread::\"); // std::sync::",
            "/* std::sync:: /* println!() */ static N: Mutex = 1; */",
            "fn f<'a>(x: &'a str) -> &'a str { x }",
        ] {
            assert_eq!(body(same), same);
        }
        // What stands behind a literal or a comment is looked at again, and what it ends with is no part of it.
        for before in [
            "'\"'",
            "'é'",
            "'\\''",
            "\"a\\\\\"",
            "r\"\\\"",
            "r##\"\"#\"##",
            "br#\"é\"#",
            "cr\"x\"",
            "1 / 2",
            "*p /*/ a /**/ * std::sync::x */",
            "/* é * / */",
            "&'static x",
            "'a: loop",
        ] {
            assert_eq!(body(&format!("{before};std::sync::x();'\"'")), format!("{before};shim::sync::x();'\"'"));
        }
    }

    /// What the explorer cannot do is found with its line.
    #[test]
    fn what_is_out_of_sight_is_named() {
        let (line, why) = out_of_sight("use std::thread;\nfn main() { std::process::exit(0) }\n").unwrap();
        assert_eq!((line, why.as_str()), (2, "`process::` is out of the explorer's sight: it runs all schedules in one process"));
        assert_eq!(out_of_sight("fn main() {}\n"), None);
    }
}
