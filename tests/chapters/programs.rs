//! Checks the rules for listings that need no compiler: a listing is whole, narrow and recorded, and uses only std.

use std::path::Path;

use book::diagnostic::{Diagnostic, Report, report};
use book::listing::{self, Listing, Place};
use book::rules::rules;
use book::{files, instructions, outcomes, package, project};
use cargo_outcomes::refuse;
use cargo_outcomes::source::{Kind, Source};

use crate::listings;

/// Paths in std whose results differ on another machine, in a reader's own project, or in the next run.
const OF_THE_MACHINE: &[(&[&str], &str)] = &[
    (&["any", "type_name"], "the name of its crate"),
    (&["any", "type_name_of_val"], "the name of its crate"),
    (&["arch"], "a processor"),
    (&["backtrace"], "the files of a machine"),
    (&["env"], "the environment"),
    (&["fs"], "the files of a machine"),
    (&["io", "stdin"], "what is typed in"),
    (&["net"], "the network"),
    (&["os"], "the system"),
    (&["panic", "Location"], "the name of its file"),
    (&["process", "Command"], "the programs of a machine"),
    (&["process", "id"], "the system"),
    (&["thread", "available_parallelism"], "the number of cores"),
    (&["collections", "hash_map", "RandomState"], "chance"),
    (&["hash", "RandomState"], "chance"),
];

/// Macros whose results differ in this way at compile time.
const WHEN_COMPILED: &[(&[&str], &str)] = &[
    (&["env", "option_env"], "the environment"),
    (&["file", "module_path", "include", "include_str", "include_bytes"], "the name of its file"),
    (&["asm", "global_asm", "naked_asm"], "a processor"),
];

/// A listing fits the page, is a whole program, needs only std, and has no anchor, which only parts of types have.
#[test]
fn listings_are_whole_and_fit_the_page() -> Result<(), Report> {
    rules()?;
    let mut wrong = Vec::new();
    for listing in listings() {
        let text = listing.text()?;
        for (index, line) in text.lines().enumerate() {
            wrong.extend(bad_line(&listing, index + 1, line));
        }
        let is_syntax = Listing::marked_errors(&text).iter().any(|(_, code)| code == listing::SYNTAX);
        match Source::parse(&text) {
            Ok(source) => wrong.extend(bad_tokens(&listing, &source)),
            // No check would see a thread in it.
            Err(line) if !is_syntax => wrong.push(Diagnostic::new(&listing.path, line, "cannot be parsed", "write it in plain tokens")),
            Err(_) => {}
        }
        if !text.contains("fn main()") && !is_syntax {
            wrong.push(Diagnostic::new(&listing.path, 1, "has no `fn main()`", "make it a whole program"));
        }
    }
    let types = files::below(&project().join("listings/src"), "rs");
    let of_packages = package::all().into_iter().flat_map(|package| package::files(&package));
    let files = of_packages.filter(|file| file.extension().is_some_and(|ending| ending == "rs")).chain(instructions::all());
    for file in types.into_iter().chain(files) {
        let text = files::read(&file)?;
        wrong.extend(text.lines().enumerate().filter_map(|(index, line)| too_wide(&file, index + 1, line)));
        if let Ok(source) = Source::parse(&text) {
            wrong.extend(hidden_tokens(&file, &source));
        }
    }
    report(wrong)
}

fn bad_line(listing: &Listing, number: usize, line: &str) -> Vec<Diagnostic> {
    let reported = |what: &str, help: &str| Diagnostic::new(&listing.path, number, what, help);
    let mut wrong: Vec<Diagnostic> = too_wide(&listing.path, number, line).into_iter().collect();
    if line.contains("ANCHOR") {
        wrong.push(reported("a whole program has an anchor", "drop it: the page shows the whole file"));
    }
    if listing.place == Place::Examples && line.contains("// error") {
        wrong.push(reported("a program that runs marks an error", "move it to listings/compile_fail, or drop the mark"));
    }
    wrong
}

/// Reports code that a listing must not contain, however it's spelled; comments don't count, and literals only if they print an address.
fn bad_tokens(listing: &Listing, source: &Source) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let mut tell = |line: usize, what: &str, help: &str| wrong.push(Diagnostic::new(&listing.path, line, what, help));
    for at in 0..source.count() {
        let Some(token) = source.token(at) else { break };
        let calls = |word: &str| token.text == word && source.is_word(at) && matches!(source.at(at + 1), "(" | "!");
        if calls("cfg") || calls("cfg_attr") {
            tell(token.line, "a listing has a `cfg`", "drop it: the page and the explorer see the same text");
        }
        if source.begins(at, &["extern", "crate"]) {
            tell(token.line, "a listing needs another crate", "use std alone");
        }
        if source.is_in_use(at) && token.text == "*" {
            tell(token.line, "a listing imports by glob", "name what it uses");
        }
        if silences(source, at) {
            tell(token.line, "a listing silences the compiler", "fix what it warns of: a reader's compiler warns too");
        }
        if source.begins(at, &["[", "test", "]"]) {
            tell(token.line, "a listing has a test, which nobody runs", "let `main` do it");
        }
        if calls("sleep") {
            tell(token.line, "a listing sleeps", "use a lock, a channel or a join for the order");
        }
        if let Some((_, what)) = WHEN_COMPILED.iter().find(|(names, _)| source.is_macro_call(at) && names.contains(&&*token.text)) {
            tell(token.line, &format!("a listing depends on {what}"), "take it out: it prints the same on every machine");
        }
        if source.is_word(at) && token.text == "extern" && (source.at(at + 1) == "{" || source.at(at + 2) == "{") {
            tell(token.line, "a listing calls code that isn't Rust", "use std alone");
        }
        if token.kind == Kind::Literal && refuse::prints_address(&token.text) {
            tell(token.line, "a listing depends on an address in memory", "take it out: it prints the same on every machine");
        }
    }
    // A refused program doesn't run on any machine.
    for path in source.std_paths().into_iter().filter(|_| listing.place == Place::Examples) {
        if let Some((_, what)) = OF_THE_MACHINE.iter().find(|(of_the_machine, _)| path.is_in(of_the_machine)) {
            tell(path.line, &format!("a listing depends on {what}"), "take it out: it prints the same on every machine");
        }
    }
    wrong
}

/// Whether an attribute that silences the compiler begins here; Clippy's lints don't count, because a reader's compiler doesn't know them.
fn silences(source: &Source, at: usize) -> bool {
    let silent = ["allow", "expect"].iter().any(|word| source.begins(at, &["[", word, "("]));
    let mut words = (at + 3..source.count()).take_while(|at| source.at(*at) != ")");
    silent && words.any(|at| ["(", ","].contains(&source.at(at - 1)) && !["clippy", "reason"].contains(&source.at(at)))
}

/// Reports code in a type's or package's file that would hide from the compiler what the page shows. A type's tests are exempt: they're at its end, and no page
/// shows them. A package may use `cfg` for its own features.
fn hidden_tokens(file: &Path, source: &Source) -> Vec<Diagnostic> {
    let is_type = file.starts_with(project().join("listings/src"));
    let shown = (0..source.count()).take_while(|at| !is_type || !source.begins(*at, &["#", "[", "cfg", "(", "test", ")", "]", "mod"]));
    let reported = shown.filter_map(|at| match source.at(at) {
        "cfg" | "cfg_attr" if is_type && ["(", "!"].contains(&source.at(at + 1)) => {
            let help = "drop it: what the page shows is compiled on every machine";
            Some(Diagnostic::new(file, source.line(at), "a part of a type has a `cfg`", help))
        }
        _ => silences(source, at).then(|| {
            Diagnostic::new(file, source.line(at), "silences the compiler", "fix what it warns of: a reader's compiler warns too")
        }),
    });
    reported.collect()
}

fn too_wide(file: &Path, number: usize, line: &str) -> Option<Diagnostic> {
    let width = line.chars().count();
    // Without the rules, every line is too wide.
    let columns = rules().map_or(0, |rules| rules.columns);
    (width > columns)
        .then(|| Diagnostic::new(file, number, format!("is {width} columns wide"), format!("break the line: the page shows {columns}")))
}

/// A program has a record of what it prints, with either one outcome or several.
#[test]
fn programs_have_records() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for listing in listings() {
        let has = |ending| listing.has(ending);
        let (prints, several) = (has("stdout") || has("stderr"), has("outcomes"));
        let odd = match listing.place {
            Place::CompileFail => {
                (!has("stderr")).then_some(("has no record of what the compiler says", "run `cargo xtask bless` and review it"))
            }
            Place::Examples if listing.is_undefined() => (prints || several)
                .then_some(("has undefined behavior and a record of what it prints", "delete the record: no run of it says anything")),
            Place::Examples if !prints && !several => Some(("has no record of what it prints", "run `cargo xtask bless` and review it")),
            Place::Examples => (prints && several)
                .then_some(("has a record of one outcome and one of several", "run `cargo xtask bless`, which keeps the right one")),
        };
        wrong.extend(odd.map(|(what, help)| Diagnostic::new(&listing.path, 1, what, help)));
        if several {
            let record = listing.record("outcomes");
            outcomes::parse(&record, &files::read(&record)?)?;
        }
    }
    report(wrong)
}
