//! Rewrites a program to run against doubles of std: it keeps the text line for line and redirects each std path to the crate of doubles.
//!
//! That crate has a module `std` with everything in std, so only the first word of a path changes; `use`, globs, renames and macros keep their meaning.

use crate::source::{ROOTS, Source};

/// The macros of std that have doubles.
const MACROS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg", "thread_local"];

/// Types without interior mutability; a `static` of any other type is reset for each schedule.
const UNCHANGING: &[&str] = &[
    "str", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64", "String",
    "Duration",
];

/// The orderings of sites; `Relaxed` can't be weakened, so it isn't a site.
const ORDERINGS: [&str; 4] = ["Acquire", "Release", "AcqRel", "SeqCst"];

/// The new name of the program's own `main`.
const ENTRY: &str = "main_of_the_program";

/// A crate of doubles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubles {
    /// `outcomes`, the explorer's engine.
    Outcomes,
    /// `std_on_shuttle`, which searches with shuttle's own schedulers.
    Shuttle,
    /// `std_on_loom`, which searches weak memory.
    Loom,
}

impl Doubles {
    /// Returns the crate's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outcomes => "outcomes",
            Self::Shuttle => "std_on_shuttle",
            Self::Loom => "std_on_loom",
        }
    }
}

/// Why a program cannot be rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub help: String,
}

impl Refusal {
    pub(crate) fn new(line: usize, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, what: what.into(), help: help.into() }
    }
}

/// A place in the program with a memory ordering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its number, in source order.
    pub number: usize,
    /// Its line, counted from 1.
    pub line: usize,
    /// The ordering written there.
    pub ordering: String,
}

/// Rewrites a whole program and adds a `main` that passes the program's own to the doubles' function `entry`.
///
/// # Errors
///
/// Returns an error for the first thing that can't be rewritten, or for a missing `main`.
pub fn program(text: &str, doubles: Doubles, entry: &str) -> Result<String, Refusal> {
    let source = parse(text)?;
    let mut rewriter = Rewriter::rewritten(&source, doubles)?;
    rewriter.rename_main()?;
    let rewritten = rewriter.text();
    Ok(format!("{rewritten}\nfn main() -> ::std::process::ExitCode {{ ::{}::{entry}({ENTRY}) }}\n", doubles.name()))
}

/// Rewrites a module for loom, making each memory ordering a numbered site, and returns it with the sites.
///
/// # Errors
///
/// Returns the first thing that can't be rewritten.
pub fn module_for_loom(text: &str) -> Result<(String, Vec<Site>), Refusal> {
    let source = parse(text)?;
    let mut rewriter = Rewriter::rewritten(&source, Doubles::Loom)?;
    Ok((rewriter.text(), rewriter.sites))
}

/// Returns the weaker orderings to try at a site, one at a time.
pub fn weaker(ordering: &str) -> &'static [&'static str] {
    match ordering {
        "SeqCst" => &["AcqRel", "Relaxed"],
        "AcqRel" => &["Acquire", "Release"],
        _ => &["Relaxed"],
    }
}

/// Parses a program without its unit tests.
pub(crate) fn parse(text: &str) -> Result<Source<'_>, Refusal> {
    Source::parse_without_tests(text).map_err(|line| Refusal::new(line, "isn't valid Rust from here on", "make it compile first"))
}

/// Returns whether the program keeps std's own `Arc`, whose clones and drops the explorer doesn't see: on stable Rust, no other type coerces to an `Arc` of a trait object
/// or slice, or can be a method's receiver.
fn keeps_stds_arc(source: &Source) -> bool {
    let makes_a_slice = || (0..source.count()).any(|at| source.begins(at, &["Arc", ":", ":", "new", "(", "["]));
    let is_arc = |at: usize| {
        source.begins(at, &["Arc", "<", "Self", ">"])
            || is_receiver(source, at)
            || becomes_unsized(source, at)
            || source.begins(at, &["Arc", "<", "["]) && makes_a_slice()
    };
    (0..source.count()).any(|at| is_arc(at) || source.begins(at, &["Wake", "for"]))
}

/// Returns whether a receiver's type is here: `self: Arc<…>`, `self: &Arc<…>`.
fn is_receiver(source: &Source, at: usize) -> bool {
    let before = |back: usize, sign: &str| at >= back && source.at(at - back) == sign;
    let is_of_self = |back: usize| before(back, ":") && before(back + 1, "self");
    source.begins(at, &["Arc", "<"]) && (is_of_self(1) || before(1, "&") && is_of_self(2))
}

/// Returns whether only a coercion can produce the type here: `Arc<dyn …>`, `Arc<Mutex<dyn …>>`. A `dyn` in a `Box` or behind a reference is coerced first.
fn becomes_unsized(source: &Source, at: usize) -> bool {
    if !source.begins(at, &["Arc", "<"]) {
        return false;
    }
    let mut inside = at + 2;
    loop {
        let is_kept = matches!(source.at(inside), "Mutex" | "RwLock" | "UnsafeCell" | "RefCell" | "Cell")
            || source.words(source.at(inside)).any(|own| own > 0 && source.at(own - 1) == "struct");
        match source.at(inside) {
            "dyn" => return true,
            "(" => inside += 1,
            _ if is_kept && source.at(inside + 1) == "<" => inside += 2,
            _ if source.is_path(inside + 1) => inside += 3,
            _ => return false,
        }
    }
}

/// Returns the line of the first `Arc` if the program keeps std's own but depends on the number of its owners, which the explorer can't see.
pub(crate) fn counts_unseen_owners(source: &Source) -> Option<usize> {
    let of_an_arc = |at: usize| {
        at >= 3
            && source.is_path(at - 2)
            && matches!(source.at(at - 3), "Arc" | "Weak" | ">")
            && ["try_unwrap", "into_inner", "get_mut", "make_mut", "unwrap_or_clone"].contains(&source.at(at))
    };
    let counts = |at: usize| {
        matches!(source.at(at), "strong_count" | "weak_count" | "upgrade")
            || of_an_arc(at)
            // A type with a lifetime is a guard on a stack, almost never in an `Arc`.
            || source.begins(at, &["Drop", "for"]) && !source.begins(at + 3, &["<", "'"])
    };
    let first = source.words("Arc").find(|at| source.at(at + 1) == "<")?;
    (keeps_stds_arc(source) && (0..source.count()).any(|at| source.is_word(at) && counts(at))).then(|| source.line(first))
}

/// A piece of the text that is replaced.
struct Edit {
    from: usize,
    to: usize,
    with: String,
}

/// A `static` that is reset for each schedule.
struct Static<'a> {
    name: &'a str,
    is_mut: bool,
}

struct Rewriter<'a> {
    source: &'a Source<'a>,
    doubles: Doubles,
    edits: Vec<Edit>,
    sites: Vec<Site>,
}

impl<'a> Rewriter<'a> {
    /// Makes every edit except renaming `main`.
    fn rewritten(source: &'a Source<'a>, doubles: Doubles) -> Result<Self, Refusal> {
        let mut this = Self { source, doubles, edits: Vec::new(), sites: Vec::new() };
        for at in (0..source.count()).filter(|at| source.is_word(*at)) {
            this.root(at)?;
            this.macro_call(at);
            if doubles == Doubles::Loom {
                this.ordering(at);
                this.constant(at);
            }
        }
        let statics = this.statics()?;
        if doubles != Doubles::Loom {
            this.uses(&statics);
            this.assertions();
        } else if let Some(first) = (0..source.count()).find(|at| source.at(*at) == "use" && source.is_in_use(*at)) {
            this.before(first, "#[allow(unused_imports)] use ::std_on_loom::GetMut as _; ");
        }
        Ok(this)
    }

    /// Returns the text with all edits applied.
    fn text(&mut self) -> String {
        // Two edits may start at the same place: an insertion, then a replacement of the word after it.
        self.edits.sort_by_key(|edit| (edit.from, edit.to));
        let (mut rewritten, mut done) = (String::new(), 0);
        for edit in &self.edits {
            rewritten.push_str(&self.source.text[done..edit.from]);
            rewritten.push_str(&edit.with);
            done = edit.to;
        }
        rewritten.push_str(&self.source.text[done..]);
        rewritten
    }

    fn replace(&mut self, first: usize, last: usize, with: impl Into<String>) {
        if let (Some(first), Some(last)) = (self.source.token(first), self.source.token(last)) {
            self.edits.push(Edit { from: first.from, to: last.to, with: with.into() });
        }
    }

    fn before(&mut self, at: usize, with: impl Into<String>) {
        if let Some(token) = self.source.token(at) {
            self.edits.push(Edit { from: token.from, to: token.from, with: with.into() });
        }
    }

    /// Returns the path of the doubles: `outcomes::std`.
    fn home(&self) -> String {
        let uncounted = self.doubles == Doubles::Outcomes && keeps_stds_arc(self.source);
        format!("{}{}::std", self.doubles.name(), if uncounted { "::uncounted" } else { "" })
    }

    /// Redirects a path that begins with `std`.
    fn root(&mut self, at: usize) -> Result<(), Refusal> {
        let source = self.source;
        let word = source.at(at);
        if !ROOTS.contains(&word) || !source.begins_path(at) {
            return Ok(());
        }
        if at >= 2 && source.begins(at - 2, &["extern", "crate"]) {
            self.replace(at - 2, at, format!("use ::{}", self.home()));
            if word != "std" && source.at(at + 1) != "as" {
                self.before(at + 1, format!(" as {word}"));
            }
            return Ok(());
        }
        // `alloc::` is the crate only after `extern crate alloc`; `core` and `alloc` may also be ordinary names.
        let is_own = (0..source.count()).any(|own| source.begins(own, &["mod", word]));
        let is_crate = word != "alloc" && !is_own;
        let leads_on = source.is_path(at + 1) || source.is_in_use(at);
        if word == "alloc" || (word == "core" && (is_own || !leads_on)) {
            return Ok(());
        }
        if !is_crate || !leads_on {
            let what = format!("it is unclear whether `{word}` is the crate here");
            return Err(Refusal::new(
                self.source.line(at),
                what,
                format!("write the whole path, `{word}::thread::spawn`, and call nothing else `{word}`"),
            ));
        }
        if source.is_path(at + 1) && source.at(at + 3) == "$" {
            let what = format!("a macro builds a path in `{word}` from its arguments");
            return Err(Refusal::new(self.source.line(at), what, "write the whole path where the macro is called"));
        }
        self.replace(at, at, self.home());
        Ok(())
    }

    /// Redirects a call of a doubled macro: `println!(…)`.
    fn macro_call(&mut self, at: usize) {
        let source = self.source;
        let is_own = |name: &str| (0..source.count()).any(|at| source.begins(at, &["macro_rules", "!", name]));
        if source.is_macro_call(at)
            && MACROS.contains(&source.at(at))
            && source.begins_path(at)
            && !(at >= 2 && source.is_path(at - 2))
            && !is_own(source.at(at))
        {
            self.before(at, format!("{}::std::", self.doubles.name()));
        }
    }

    /// Adds the original text as a message to each changed `assert!(…)` that has none, because it would print the changed text.
    fn assertions(&mut self) {
        let source = self.source;
        for at in (0..source.count()).filter(|at| matches!(source.at(*at), "assert" | "debug_assert") && source.is_macro_call(*at)) {
            let (first, end) = (at + 3, source.closing(at + 2));
            let (Some(from), Some(to)) = (source.token(first), source.token(end)) else { continue };
            let is_changed = self.edits.iter().any(|edit| (from.from..to.from).contains(&edit.from));
            // A macro's substituted arguments are unknown.
            let is_known = (first..end)
                .all(|at| source.at(at) != "$" && (source.at(at) != "," || source.token(at).is_some_and(|token| token.depth > from.depth)));
            if is_changed && is_known {
                let text = source.text[from.from..to.from].split_whitespace().collect::<Vec<_>>().join(" ");
                let message = format!("assertion failed: {text}").replace('{', "{{").replace('}', "}}");
                self.before(end, format!(", {message:?}"));
            }
        }
    }

    /// Renames the `fn main` that is outside all braces.
    fn rename_main(&mut self) -> Result<(), Refusal> {
        let source = self.source;
        let main =
            (0..source.count()).find(|at| source.begins(*at, &["fn", "main"]) && source.token(*at).is_some_and(|token| token.depth == 0));
        let main = main.ok_or_else(|| Refusal::new(1, "has no `fn main`", "make it a whole program"))?;
        self.replace(main + 1, main + 1, ENTRY);
        Ok(())
    }

    /// Turns an ordering in code into a site that can be weakened.
    fn ordering(&mut self, at: usize) {
        let source = self.source;
        if !ORDERINGS.contains(&source.at(at)) || source.is_in_use(at) || source.is_path(at + 1) {
            return;
        }
        let first = source.first_of_path(at);
        let (number, ordering) = (self.sites.len(), source.at(at).to_owned());
        // The whole path is replaced, so no other edit may touch it.
        if let (Some(first), Some(last)) = (source.token(first), source.token(at)) {
            self.edits.retain(|edit| !(first.from <= edit.from && edit.to <= last.to));
        }
        self.replace(first, at, format!("::std_on_loom::at({number}, ::std_on_loom::std::sync::atomic::Ordering::{ordering})"));
        self.sites.push(Site { number, line: self.source.line(at), ordering });
    }

    /// Drops `const` from a `const fn`: loom's atomics can't be created in const contexts.
    fn constant(&mut self, at: usize) {
        if self.source.at(at) == "const" && matches!(self.source.at(at + 1), "fn" | "unsafe") {
            self.replace(at, at, "");
        }
    }

    /// Rewrites each `static NAME: Type = value;` outside `thread_local!`, and returns those that are reset for each schedule.
    fn statics(&mut self) -> Result<Vec<Static<'a>>, Refusal> {
        let source = self.source;
        let mut names = Vec::new();
        let mut at = 0;
        while at < source.count() {
            if self.source.at(at) == "thread_local" && self.source.is_macro_call(at) {
                at = self.source.closing(at + 2);
            } else if self.source.at(at) == "static" && self.source.is_word(at) {
                let is_mut = self.source.at(at + 1) == "mut";
                let is_made = self.source.at(at + 1 + usize::from(is_mut)) == "$";
                let name_at = at + 1 + usize::from(is_mut) + usize::from(is_made);
                // If a macro names the static, its uses are unknown, so they have to work unchanged.
                if is_made && (is_mut || self.source.at(name_at + 2) == "$") {
                    return Err(Refusal::new(self.source.line(at), "a macro makes a `static`", "write the `static` out"));
                }
                if self.source.at(name_at + 1) == ":" {
                    let edits = self.edits.len();
                    let name = source.at(name_at);
                    at = self.one_static(at, name_at, is_mut);
                    names.extend((self.edits.len() > edits && !is_made).then_some(Static { name, is_mut }));
                }
            }
            at += 1;
        }
        Ok(names)
    }

    /// Replaces each use of a reset static with its value in this schedule: `NAME` becomes `(*NAME)`.
    ///
    /// A `static mut` becomes `(*NAME.get())`, which is also a place expression.
    fn uses(&mut self, statics: &[Static<'_>]) {
        let source = self.source;
        let declares_by = |at: usize| match source.at(at.checked_sub(1)?) {
            "mut" if at >= 2 && matches!(source.at(at - 2), "static" | "let" | "ref" | "(" | ",") => Some(source.at(at - 2)),
            word @ ("static" | "const" | "let" | "fn" | "struct" | "mod" | "ref") if source.at(at - 2.min(at)) != "raw" => Some(word),
            _ => None,
        };
        let declares = |at: usize| at > 0 && declares_by(at).is_some();
        // A name shared with another item is ambiguous.
        let is_another = |name: &str| source.words(name).any(|at| declares_by(at).is_some_and(|word| word != "static"));
        let of_name = |name: &str| statics.iter().find(|known| known.name == name && !is_another(name));
        for at in (0..source.count()).filter(|at| source.is_word(*at)) {
            let Some(Static { is_mut, .. }) = of_name(source.at(at)) else { continue };
            let is_of_a_value = at > 0 && (source.at(at - 1) == "." || source.at(at - 1) == "$");
            if declares(at) || is_of_a_value || source.is_in_use(at) || source.is_path(at + 1) {
                continue;
            }
            let first = source.first_of_path(at);
            let is_module = |at: usize| {
                matches!(source.at(at), "self" | "super" | "crate")
                    || source.words(source.at(at)).any(|at| at > 0 && source.at(at - 1) == "mod")
            };
            if first == at && at >= 2 && source.is_path(at - 2) || first < at && !is_module(at - 3) {
                continue;
            }
            self.before(first, "(*");
            if let Some(token) = source.token(at) {
                let with = if *is_mut { ".get())" } else { ")" };
                self.edits.push(Edit { from: token.to, to: token.to, with: with.to_owned() });
            }
        }
    }

    /// Makes a static reset for each schedule if anything in it can change. Returns where it ends.
    fn one_static(&mut self, at: usize, name_at: usize, is_mut: bool) -> usize {
        let source = self.source;
        let of_type = name_at + 2;
        let depth = source.token(at).map_or(0, |token| token.depth);
        let ends = |at: &usize, sign: &str| source.at(*at) == sign && source.token(*at).is_some_and(|token| token.depth == depth);
        let Some(equals) = (of_type..source.count()).find(|at| ends(at, "=")) else { return of_type };
        let Some(end) = (equals..source.count()).find(|at| ends(at, ";")) else { return of_type };
        if !is_mut && !(of_type..equals).any(|at| source.is_word(at) && !UNCHANGING.contains(&source.at(at))) {
            return end;
        }
        if self.doubles == Doubles::Loom {
            let mut first = at;
            if first > 0 && source.at(first - 1) == ")" {
                first = (0..first).rev().find(|at| source.at(*at) == "pub").unwrap_or(first);
            } else if first > 0 && source.at(first - 1) == "pub" {
                first -= 1;
            }
            self.before(first, "::std_on_loom::lazy_static! { ");
            self.before(at + 1, "ref ");
            self.replace(end, end, "; }");
            return end;
        }
        let doubles = self.doubles.name();
        let (cell, made) =
            if is_mut { (format!("{doubles}::StaticMut<"), format!("{doubles}::StaticMut::new(")) } else { Default::default() };
        if is_mut {
            self.replace(at + 1, at + 1, "");
        }
        self.before(of_type, format!("{doubles}::PerRun<{cell}"));
        self.before(equals, if is_mut { ">> " } else { "> " });
        self.before(equals + 1, format!("{doubles}::PerRun::new(|| {made}"));
        self.before(end, if is_mut { "))" } else { ")" });
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the rewritten program, without its `main`.
    fn body(text: &str) -> String {
        let rewritten = program(&format!("{text}\nfn main() {{}}"), Doubles::Outcomes, "child::main").unwrap();
        let body = rewritten.strip_suffix(
            "\nfn main_of_the_program() {}\nfn main() -> ::std::process::ExitCode { ::outcomes::child::main(main_of_the_program) }\n",
        );
        let body = body.unwrap_or_else(|| panic!("{rewritten}"));
        assert_eq!(body.lines().count(), text.lines().count(), "lines stay where they are");
        body.to_owned()
    }

    fn refused(text: &str) -> (usize, String) {
        let refusal = program(&format!("{text}\nfn main() {{}}"), Doubles::Outcomes, "child::main").unwrap_err();
        (refusal.line, refusal.what)
    }

    /// Paths, macros and statics lead to the doubles, however they are written, and nothing else changes.
    #[test]
    fn programs_are_rewritten() {
        for (text, rewritten) in [
            ("use std::sync::{Arc, Mutex};", "use outcomes::std::sync::{Arc, Mutex};"),
            ("std::thread::spawn(|| ::std::hint::spin_loop());", "outcomes::std::thread::spawn(|| ::outcomes::std::hint::spin_loop());"),
            (
                "use std::cell::Cell; my::std::sync(); std::panic!(\"x\");",
                "use outcomes::std::cell::Cell; my::std::sync(); outcomes::std::panic!(\"x\");",
            ),
            ("use std::{self as s, thread};", "use outcomes::std::{self as s, thread};"),
            ("use std as s; use std::*;", "use outcomes::std as s; use outcomes::std::*;"),
            ("extern crate std as s; extern crate alloc;", "use ::outcomes::std as s; use ::outcomes::std as alloc;"),
            ("core::hint::spin_loop(); let core = 1; core + 1", "outcomes::std::hint::spin_loop(); let core = 1; core + 1"),
            ("use r#std::r#sync::Mutex;", "use outcomes::std::r#sync::Mutex;"),
            ("use std::alloc; alloc::alloc(x)", "use outcomes::std::alloc; alloc::alloc(x)"),
            (
                "m!(std::thread::spawn); <std::sync::Mutex<u8>>::new(1)",
                "m!(outcomes::std::thread::spawn); <outcomes::std::sync::Mutex<u8>>::new(1)",
            ),
            // A program keeps std's `Arc` if no other type would work there.
            ("use std::sync::Arc; type Job = Arc<dyn Fn()>;", "use outcomes::uncounted::std::sync::Arc; type Job = Arc<dyn Fn()>;"),
            // std's macros have doubles wherever they're called; anything else with the same name doesn't.
            ("fn f() { println!(\"{x}\"); x.print(); }", "fn f() { outcomes::std::println!(\"{x}\"); x.print(); }"),
            ("std::eprintln!(); print != 1; log::print!(1);", "outcomes::std::eprintln!(); print != 1; log::print!(1);"),
            ("macro_rules! println { () => {} } fn f() { println!() }", "macro_rules! println { () => {} } fn f() { println!() }"),
            // A static that can change is reset for each schedule; one in `thread_local!` is left to that macro, and `'static` isn't a static.
            (
                "static N: AtomicU32 = AtomicU32::new(0);",
                "static N: outcomes::PerRun<AtomicU32 > = outcomes::PerRun::new(|| AtomicU32::new(0));",
            ),
            (
                "pub static M: Mutex<[u8; 2]> =\n    Mutex::new([1; 2]);",
                "pub static M: outcomes::PerRun<Mutex<[u8; 2]> > =\n    outcomes::PerRun::new(|| Mutex::new([1; 2]));",
            ),
            (
                "thread_local! { static A: Cell<u8> = 1; } static N: Mutex<u8> = 2;",
                "outcomes::std::thread_local! { static A: Cell<u8> = 1; } static N: outcomes::PerRun<Mutex<u8> > = outcomes::PerRun::new(|| 2);",
            ),
            ("static N:Once=Once::new();", "static N:outcomes::PerRun<Once> =outcomes::PerRun::new(|| Once::new());"),
            ("static NAMES: [&'static str; 2] = [\"a;\", \"b\"];", "static NAMES: [&'static str; 2] = [\"a;\", \"b\"];"),
            ("fn f(x: &'static u32) -> u32 { *x }", "fn f(x: &'static u32) -> u32 { *x }"),
            ("/// static N: Cell = 1;\nfn f() {}", "/// static N: Cell = 1;\nfn f() {}"),
            // A `static mut` becomes a cell, and each use of it a place expression in that cell.
            (
                "static mut N: u32 = 1; fn f() { unsafe { N += 1; g(&mut N, &raw mut N, N) } }",
                "static  N: outcomes::PerRun<outcomes::StaticMut<u32 >> = outcomes::PerRun::new(|| outcomes::StaticMut::new(1)); \
                 fn f() { unsafe { (*N.get()) += 1; g(&mut (*N.get()), &raw mut (*N.get()), (*N.get())) } }",
            ),
        ] {
            assert_eq!(body(text), rewritten);
        }
    }

    /// Ambiguous code is refused, with its line.
    #[test]
    fn what_is_unclear_is_refused() {
        assert_eq!(refused("\nm!(std thread spawn);").0, 2);
        assert_eq!(refused("mod std {}").0, 1);
        assert_eq!(
            refused("macro_rules! m { ($m:ident) => { std::$m::spawn } }"),
            (1, "a macro builds a path in `std` from its arguments".to_owned())
        );
        let made = |of_type: &str| format!("macro_rules! m {{ ($m:ident, $t:ty) => {{ static $m: {of_type} = x; }} }}");
        assert_eq!(refused(&made("$t")), (1, "a macro makes a `static`".to_owned()));
        assert_eq!(refused("macro_rules! m { ($m:ident) => { static mut $m: u8 = 1; } }"), (1, "a macro makes a `static`".to_owned()));
        assert!(body(&made("Once")).contains("static $m: outcomes::PerRun<Once > = outcomes::PerRun::new(|| x);"));
        assert_eq!(program("fn f() {}", Doubles::Outcomes, "main").unwrap_err().what, "has no `fn main`");
        assert_eq!(program("fn main() {", Doubles::Outcomes, "main").unwrap_err().line, 1);
    }

    /// A program keeps std's `Arc` if only std's works there.
    #[test]
    fn arcs() {
        for (text, keeps) in [
            ("Arc<Mutex<dyn Shape + Send>>", true),
            ("Arc<std::sync::RwLock<(dyn Shape)>>", true),
            ("struct Node<T: ?Sized>(T); Arc<Node<dyn Shape>>", true),
            ("Arc<[u8]>; Arc::new([1])", true),
            ("fn f(self: &Arc<Pool>)", true),
            ("Arc<Mutex<Vec<Box<dyn Fn()>>>>", false),
            ("Arc<[u8]>; Arc::from(vec![1])", false),
            ("fn f(pool: Arc<Pool>)", false),
        ] {
            assert_eq!(keeps_stds_arc(&Source::parse(text).unwrap()), keeps, "{text}");
        }
        let counts = |text: &str| counts_unseen_owners(&Source::parse(text).unwrap());
        assert_eq!(counts("\nlet job: Arc<dyn Fn()>; Arc::strong_count(&job)"), Some(2));
        assert_eq!(counts("let job: Arc<Job>; Arc::strong_count(&job)"), None);
        assert_eq!(counts("let job: Arc<dyn Fn()>; cell.get_mut()"), None);
        assert_eq!(counts("let job: Arc<dyn Fn()>; impl Drop for Job {}"), Some(1));
        assert_eq!(counts("let job: Arc<dyn Fn()>; impl Drop for Guard<'_> {}"), None);
    }

    /// A `main` in a module is not the program's.
    #[test]
    fn entries() {
        let rewritten = program("mod m {\n    fn main() {}\n}\nfn main() {}\n", Doubles::Shuttle, "child::main").unwrap();
        assert!(rewritten.starts_with("mod m {\n    fn main() {}\n}\nfn main_of_the_program() {}\n\nfn main() -> "), "{rewritten}");
    }

    /// An assertion prints its original text.
    #[test]
    fn assertions() {
        let of = |uses: &str| {
            let rewritten = body(&format!("static N: Mutex<u8> = Mutex::new(1); fn f() {{ {uses} }}"));
            rewritten.split_once("fn f() { ").unwrap().1.strip_suffix(" }").unwrap().to_owned()
        };
        assert_eq!(of("assert!(f(\n&N) == [\"{\"]);"), "assert!(f(\n&(*N)) == [\"{\"], \"assertion failed: f( &N) == [\\\"{{\\\"]\");");
        for same in ["assert!(M == 1);", "assert!(1 == 1, \"{x}\");", "m!(assert!($x));"] {
            assert_eq!(of(same), same);
        }
    }

    /// Uses of a reset static read its value in this schedule, whatever the path.
    #[test]
    fn uses_of_statics() {
        let of = |uses: &str| {
            let rewritten = body(&format!("static N: Mutex<u8> = Mutex::new(1); mod m {{}} {uses}"));
            rewritten.split_once("mod m {} ").unwrap().1.to_owned()
        };
        for (uses, rewritten) in [
            ("N.lock(); *N; Some(&N); f(N)", "(*N).lock(); *(*N); Some(&(*N)); f((*N))"),
            ("crate::m::N.lock(); self::N", "(*crate::m::N).lock(); (*self::N)"),
            ("use m::N; x.N; Kind::N; N::x; m!(N)", "use m::N; x.N; Kind::N; N::x; m!((*N))"),
            ("const N: u8 = 1; N + 1", "const N: u8 = 1; N + 1"),
        ] {
            assert_eq!(of(uses), rewritten);
        }
    }

    /// For loom, orderings become sites in code but not in imports or comments, `const fn` loses its `const`, and no line moves.
    #[test]
    fn modules_for_loom() {
        let text = "//! Docs of std::sync.\nuse std::sync::atomic::{\n    AtomicBool, Ordering::{Acquire, Release},\n};\nimpl L {\n    pub const fn new() -> L { L }\n    fn f(&self) {\n        self.0.swap(true, Acquire); // Release\n        self.0.store(false, std::sync::atomic::Ordering::Release);\n    }\n}\npub static N: L = L::new();\n#[cfg(test)]\nmod tests { use std::x; }\n";
        let (doubled, sites) = module_for_loom(text).unwrap();
        let found: Vec<(usize, &str)> = sites.iter().map(|site| (site.line, site.ordering.as_str())).collect();
        assert_eq!(found, [(8, "Acquire"), (9, "Release")]);
        let line = |number: usize| doubled.lines().nth(number - 1).unwrap_or_default();
        assert_eq!(doubled.lines().count(), 14);
        assert_eq!(line(2), "#[allow(unused_imports)] use ::std_on_loom::GetMut as _; use std_on_loom::std::sync::atomic::{");
        assert_eq!(line(6), "    pub  fn new() -> L { L }");
        assert_eq!(
            line(8),
            "        self.0.swap(true, ::std_on_loom::at(0, ::std_on_loom::std::sync::atomic::Ordering::Acquire)); // Release"
        );
        assert_eq!(line(9), "        self.0.store(false, ::std_on_loom::at(1, ::std_on_loom::std::sync::atomic::Ordering::Release));");
        assert_eq!(line(12), "::std_on_loom::lazy_static! { pub static ref N: L = L::new(); }");
    }

    /// Each ordering is weakened to the next ones below it, one at a time.
    #[test]
    fn orderings_are_weakened() {
        assert_eq!(weaker("SeqCst"), ["AcqRel", "Relaxed"]);
        assert_eq!(weaker("AcqRel"), ["Acquire", "Release"]);
        assert_eq!([weaker("Acquire"), weaker("Release")], [["Relaxed"], ["Relaxed"]]);
    }
}
