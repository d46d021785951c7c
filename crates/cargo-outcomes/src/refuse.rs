//! Refuses programs that use something the explorer can't model, recognized mostly by std paths.

use crate::rewrite::{Refusal, counts_unseen_owners, parse};
use crate::source::{Kind, Source};

/// std paths that the explorer can't handle, and why.
const UNKNOWN: &[(&[&str], &str)] = &[
    (&["time", "Instant"], "real time does not pass while it explores"),
    (&["time", "SystemTime"], "real time does not pass while it explores"),
    (&["time", "UNIX_EPOCH"], "real time does not pass while it explores"),
    (&["panic", "update_hook"], "it uses its own panic hook"),
    (&["io", "stdin"], "it has no input"),
    (&["io", "pipe"], "it cannot reset what a pipe holds"),
    (&["process", "Command"], "it doesn't start other programs"),
    (&["process", "id"], "it runs all schedules in one process"),
    (&["fs"], "files stay as the previous schedule left them"),
    (&["env"], "the environment differs from run to run"),
    (&["net"], "it has no network"),
    (&["os", "unix"], "it does not see what the system does"),
    (&["os", "linux"], "it does not see what the system does"),
    (&["os", "windows"], "it does not see what the system does"),
    (&["os", "fd"], "it does not see what the system does"),
    (&["any", "type_name"], "its own types have other names"),
    (&["any", "type_name_of_val"], "its own types have other names"),
    (&["backtrace"], "its stack is different"),
];

/// Methods of `Path` that access the file system.
const OF_FILES: &[&str] =
    &["exists", "try_exists", "is_file", "is_dir", "is_symlink", "metadata", "symlink_metadata", "read_dir", "read_link", "canonicalize"];

/// Returns the first thing in a program that the explorer can't handle, if any.
pub fn out_of_sight(text: &str) -> Option<Refusal> {
    let source = match parse(text) {
        Ok(source) => source,
        Err(refusal) => return Some(refusal),
    };
    let help = "take it out, or leave it to the part of the program that is not explored";
    let mut found = Vec::new();
    for path in source.std_paths() {
        if let Some((unknown, why)) = UNKNOWN.iter().find(|(unknown, _)| path.is_in(unknown)) {
            found.push(Refusal::new(path.line, format!("`{}` is out of the explorer's sight: {why}", unknown.join("::")), help));
        }
    }
    found.extend(by_tokens(&source).into_iter().map(|(line, what)| Refusal::new(line, what, help)));
    found.into_iter().min_by_key(|refusal| refusal.line)
}

/// Why an `Arc` cannot be both coerced and counted.
const COUNTED: &str = "an `Arc` is coerced or is a method's receiver, so the explorer does not see its clones and drops, which the program depends on: it counts owners, or \
                       its own `Drop` may show which owner is the last";

/// Returns the refusals that depend on tokens, not paths.
fn by_tokens(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    if let Some(line) = counts_unseen_owners(source) {
        found.push((line, COUNTED.to_owned()));
    }
    let has_paths = source.std_paths().iter().any(|path| path.is_in(&["path"]));
    for at in 0..source.count() {
        let Some(token) = source.token(at) else { break };
        let mut tell = |what: &str| found.push((token.line, what.to_owned()));
        match token.kind {
            Kind::Word if token.text.starts_with("size_of") && measures_a_double(source, at) => {
                tell("the size of a type of std is out of the explorer's sight: its double has a different size");
            }
            Kind::Word if token.text == "column" && source.is_macro_call(at) => {
                tell("a column of the program is out of the explorer's sight: paths are longer in the code it compiles");
            }
            Kind::Word if token.text == "extern" && (source.at(at + 1) == "{" || source.at(at + 2) == "{") => {
                tell("an `extern` block is out of the explorer's sight: it names code that isn't Rust");
            }
            Kind::Word if matches!(token.text.as_str(), "asm" | "global_asm") && source.is_macro_call(at) => {
                tell("`asm!` is out of the explorer's sight: assembly isn't Rust");
            }
            Kind::Word if token.text.starts_with("include") && source.is_macro_call(at) => {
                tell(&format!("`{}!` is out of the explorer's sight: it explores one file", token.text));
            }
            Kind::Word if token.text == "mod" && source.at(at + 2) == ";" => {
                tell("a module in another file is out of the explorer's sight: it explores one file");
            }
            Kind::Word if has_paths && OF_FILES.contains(&token.text.as_str()) && at > 0 && source.at(at - 1) == "." => {
                tell("a method of `Path` that accesses the file system is out of the explorer's sight");
            }
            Kind::Literal if prints_address(&token.text) => {
                tell("an address is printed, which differs from run to run");
            }
            _ => {}
        }
    }
    found
}

/// Types whose doubles have different sizes, besides the atomics.
const DOUBLED: [&[&str]; 4] = [
    &["Mutex", "MutexGuard", "RwLock", "RwLockReadGuard", "RwLockWriteGuard", "Condvar", "Barrier"],
    &["Once", "OnceLock", "LazyLock", "UnsafeCell", "Arc", "Weak"],
    &["Sender", "SyncSender", "Receiver"],
    &["JoinHandle", "ScopedJoinHandle", "Thread", "Builder"],
];

/// Returns whether the size of a double is taken: `size_of::<Mutex<u8>>()`, or of a type that contains one. `size_of_val` counts if the program uses any such type.
fn measures_a_double(source: &Source, at: usize) -> bool {
    let names = |word: &str| word.starts_with("Atomic") || DOUBLED.iter().any(|words| words.contains(&word));
    if source.is_path(at + 1) {
        let arguments = (at + 3..source.count()).take_while(|at| source.at(*at) != "(").map(|at| source.at(at));
        return holds(source, arguments.collect(), &names);
    }
    source.at(at).ends_with("_val")
        && source.at(at + 1) == "("
        && (0..source.count()).any(|at| source.is_word(at) && !source.is_in_use(at) && names(source.at(at)))
}

/// Returns whether any of these words has the property, or, transitively, any word in the program's declaration of a type with that name.
fn holds<'a>(source: &'a Source<'_>, mut words: Vec<&'a str>, property: &dyn Fn(&str) -> bool) -> bool {
    let mut seen = 0;
    while seen < words.len() {
        let word = words[seen];
        if property(word) {
            return true;
        }
        let declares = |at: &usize| *at > 0 && matches!(source.at(at - 1), "struct" | "enum" | "union" | "type");
        for declared in source.words(word).filter(declares).collect::<Vec<_>>() {
            let ends = |at: &usize| matches!(source.at(*at), ";" | "{");
            let end =
                (declared..source.count()).find(ends).map_or(declared, |at| if source.at(at) == "{" { source.closing(at) } else { at });
            for at in declared + 1..end {
                if source.is_word(at) && !words.contains(&source.at(at)) {
                    words.push(source.at(at));
                }
            }
        }
        seen += 1;
    }
    false
}

/// Returns whether a literal is a format string that prints an address: `{:p}`, `{seat:#p}`.
pub fn prints_address(literal: &str) -> bool {
    literal.contains('"')
        && literal
            .split('{')
            .skip(1)
            .any(|piece| piece.split_once('}').is_some_and(|(inside, _)| inside.contains(':') && inside.ends_with('p')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Option<(usize, String)> {
        out_of_sight(text).map(|refusal| (refusal.line, refusal.what))
    }

    /// What the explorer can't handle is found under any alias, with its line; comments, literals and the program's own names aren't mistaken for it.
    #[test]
    fn what_is_out_of_sight_is_named() {
        for (text, line, what) in [
            ("use std::thread;\nfn main() { std::process::id(); }", 2, "`process::id`"),
            ("use std::process as p;\nfn main() { p::Command::new(\"x\"); }", 2, "`process::Command`"),
            ("use std::time::{Duration, Instant};", 1, "`time::Instant`"),
            ("use std::io::*;\nfn main() { stdin(); }", 2, "`io::stdin`"),
            ("use std::io::{self, Read};\nfn main() { io::stdin().lock(); }", 2, "`io::stdin`"),
            ("use std as s;\nfn main() { s::fs::read(\"x\"); }", 2, "`fs`"),
            ("use std::env::args;", 1, "`env`"),
            ("fn main() {\n    println!(\"{x:p}\");\n}", 2, "an address"),
            ("fn main() {\n    size_of::<Option<Mutex<u8>>>();\n}", 2, "the size of a type of std"),
            ("struct A(Option<B>);\nenum B { C, D(Arc<u8>) }\nfn main() { mem::size_of::<A>(); }", 3, "the size of a type of std"),
            ("fn main() {\n    size_of_val(&Mutex::new(1));\n}", 2, "the size of a type of std"),
            ("fn main() { f(\ncolumn!()); }", 2, "a column"),
            ("use std::any::type_name;", 1, "`any::type_name`"),
            ("unsafe extern \"C\" { fn f(); }", 1, "an `extern` block"),
            ("mod jobs;", 1, "a module in another file"),
            ("struct A {\n#[cfg(test)] a: u8,\nb: u8 }\nuse std::fs;", 4, "`fs`"),
            ("fn main() {}\ninclude!(\"jobs.rs\");", 2, "`include!`"),
            ("use std::path::Path;\nfn main() { Path::new(\"x\").exists(); }", 2, "a method of `Path`"),
        ] {
            let found = refused(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.0, line, "{text}");
            assert!(found.1.starts_with(what), "{found:?}");
        }
        for fine in [
            "// Instantly, std::time::Instant\nfn main() { println!(\"std::process::exit {}\", \"{p}\"); }",
            "use std::process::{ExitCode, abort};\nuse std::time::Duration;\nuse std::io::Write;",
            "use std::sync::Mutex; struct A(u8, B); type B = u16; fn main() { size_of::<u8>(); size_of::<A>(); size_of_val(&1); }",
            "use std::{io, panic, process}; fn main() { io::stdout(); panic::take_hook(); process::exit(1); }",
            "struct Instant; fn main() { Instant; my::fs::read(); }",
            "extern \"C\" fn f() {} fn g() { x.exists(); }",
            "fn main() {}\n#[cfg(test)]\n#[allow(unused)]\nmod tests { use std::env; #[test] fn t() { env::args(); } }",
            "#[cfg(test)] use std::fs; fn main() {}\n#[test] fn t() { let _ = std::time::Instant::now(); }",
        ] {
            assert_eq!(refused(fine), None, "{fine}");
        }
    }
}
