//! What the explorer cannot do, found by the paths of std that a program names; nothing of it is passed over in silence.

use crate::rewrite::{Refusal, counts_unseen_owners, parse};
use crate::source::{Kind, Source};

/// Paths of std that the explorer has no doubles of, and why it needs them.
const UNKNOWN: &[(&[&str], &str)] = &[
    (&["time", "Instant"], "real time does not pass while it explores"),
    (&["time", "SystemTime"], "real time does not pass while it explores"),
    (&["time", "UNIX_EPOCH"], "real time does not pass while it explores"),
    (&["panic", "set_hook"], "it has a hook of its own for panics"),
    (&["panic", "take_hook"], "it has a hook of its own for panics"),
    (&["panic", "update_hook"], "it has a hook of its own for panics"),
    (&["io", "stdout"], "it sees what `println!` prints, and not this"),
    (&["io", "stderr"], "it sees what `eprintln!` prints, and not this"),
    (&["io", "stdin"], "it has no input"),
    (&["io", "pipe"], "it cannot start anew with what a pipe holds"),
    (&["process", "Command"], "it starts no other program"),
    (&["process", "exit"], "it runs all schedules in one process"),
    (&["process", "id"], "it runs all schedules in one process"),
    (&["fs"], "files stay as the schedule before has left them"),
    (&["env"], "what a program gets when it starts differs from run to run"),
    (&["net"], "it has no network"),
    (&["os", "unix"], "what the system does, it does not see"),
    (&["os", "linux"], "what the system does, it does not see"),
    (&["os", "windows"], "what the system does, it does not see"),
    (&["os", "fd"], "what the system does, it does not see"),
    (&["any", "type_name"], "its own types have other names"),
    (&["any", "type_name_of_val"], "its own types have other names"),
    (&["backtrace"], "its stack is another one"),
];

/// Methods of `Path` that ask the file system.
const OF_FILES: &[&str] =
    &["exists", "try_exists", "is_file", "is_dir", "is_symlink", "metadata", "symlink_metadata", "read_dir", "read_link", "canonicalize"];

/// The first thing in a program that the explorer cannot do.
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
const COUNTED: &str = "an `Arc` is coerced or takes methods, so the explorer does not see its clones and drops, on which the program depends: it counts owners, or \
                       a drop of its own may show who is the last";

/// What no path tells.
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
            Kind::Word if matches!(token.text.as_str(), "size_of" | "align_of") && measures_a_double(source, at) => {
                tell("the size of a type of std is out of the explorer's sight: its own type is larger");
            }
            Kind::Word if token.text == "extern" && (source.at(at + 1) == "{" || source.at(at + 2) == "{") => {
                tell("a block of `extern` is out of the explorer's sight: what it names is not Rust");
            }
            Kind::Word if matches!(token.text.as_str(), "asm" | "global_asm") && source.is_macro_call(at) => {
                tell("`asm!` is out of the explorer's sight: what it does is not Rust");
            }
            Kind::Word if token.text == "mod" && source.at(at + 2) == ";" => {
                tell("a module in another file is out of the explorer's sight: it explores one file");
            }
            Kind::Word if has_paths && OF_FILES.contains(&token.text.as_str()) && at > 0 && source.at(at - 1) == "." => {
                tell("a method of `Path` that asks the file system is out of the explorer's sight");
            }
            Kind::Literal if prints_address(&token.text) => {
                tell("an address is printed, which is another one in each run");
            }
            _ => {}
        }
    }
    found
}

/// `size_of::<Mutex<u8>>()`
fn measures_a_double(source: &Source, at: usize) -> bool {
    let doubled = ["Mutex", "RwLock", "Condvar", "Once", "OnceLock", "LazyLock", "Barrier", "UnsafeCell", "Weak", "JoinHandle", "Thread"];
    let arguments = (at + 1..source.count()).take_while(|at| source.at(*at) != "(").map(|at| source.at(at));
    source.is_path(at + 1) && arguments.into_iter().any(|word| word.starts_with("Atomic") || doubled.contains(&word))
}

/// Whether a literal is a format with an address in it: `{:p}`, `{seat:#p}`.
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

    /// What the explorer cannot do is found with its line, under any name, and no comment, literal or name of the program's own is taken for it.
    #[test]
    fn what_is_out_of_sight_is_named() {
        for (text, line, what) in [
            ("use std::thread;\nfn main() { std::process::exit(0) }", 2, "`process::exit`"),
            ("use std::process as p;\nfn main() { p::Command::new(\"x\"); }", 2, "`process::Command`"),
            ("use std::time::{Duration, Instant};", 1, "`time::Instant`"),
            ("use std::panic::*;\nfn main() { take_hook(); }", 2, "`panic::take_hook`"),
            ("use std::io::{self, Write};\nfn main() { io::stdout().lock(); }", 2, "`io::stdout`"),
            ("use std as s;\nfn main() { s::fs::read(\"x\"); }", 2, "`fs`"),
            ("use std::env::args;", 1, "`env`"),
            ("fn main() {\n    println!(\"{x:p}\");\n}", 2, "an address"),
            ("fn main() {\n    size_of::<Option<Mutex<u8>>>();\n}", 2, "the size of a type of std"),
            ("use std::any::type_name;", 1, "`any::type_name`"),
            ("unsafe extern \"C\" { fn f(); }", 1, "a block of `extern`"),
            ("mod jobs;", 1, "a module in another file"),
            ("use std::path::Path;\nfn main() { Path::new(\"x\").exists(); }", 2, "a method of `Path`"),
        ] {
            let found = refused(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.0, line, "{text}");
            assert!(found.1.starts_with(what), "{found:?}");
        }
        for fine in [
            "// Instantly, std::time::Instant\nfn main() { println!(\"std::process::exit {}\", \"{p}\"); }",
            "use std::process::{ExitCode, abort};\nuse std::time::Duration;\nuse std::io::Write;",
            "use std::sync::Mutex; fn main() { size_of::<u8>(); align_of_val(&Mutex::new(1)); }",
            "struct Instant; fn main() { Instant; my::fs::read(); }",
            "extern \"C\" fn f() {} fn g() { x.exists(); }",
        ] {
            assert_eq!(refused(fine), None, "{fine}");
        }
    }
}
