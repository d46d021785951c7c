//! Tests that `cargo practice` prints a verdict, good or bad, to standard output, and the reason why there is none to standard error.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use book::project;

/// Runs the command with these arguments, in a project with one exercise whose answer is empty.
fn said(words: &[&str]) -> Output {
    let root = project().scratch(&format!("verdicts-{}", words.len()));
    let write = |name: &str, text: &str| {
        let path: PathBuf = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).and_then(|()| fs::write(path, text)).unwrap();
    };
    write("book.toml", "[book]\ntitle = \"A book\"\n");
    write("src/SUMMARY.md", "# Summary\n\n[Threads](threads.md)\n");
    write("exercises/threads_one/start.rs", "fn main() {}\n");
    write("exercises/threads_one/judge.toml", "prints = [\"1\"]\nstart = \"can print nothing\"\n");
    write("exercises/threads_one/task.md", "# One\n\nPrint 1.\n\n## Hints\n\n1. `println!`\n");
    write("practice/threads_one.rs", "\n");
    Command::new(env!("CARGO_BIN_EXE_practice")).args(words).env("GUARDED_ROOT", root).output().unwrap()
}

/// What to do about output on the wrong stream.
const HELP: &str = "print what was asked for on standard output, and let only errors of usage go to standard error";

/// Requested output is on standard output, and the exit status tells whether the answer is right; errors of usage are on standard error.
#[test]
fn verdicts_are_on_standard_output() {
    for (words, printed, complaint, is_good) in [
        (&["threads_one"][..], "Not yet: ", "", false),
        (&["threads_one", "--hint", "1"], "`println!`", "", true),
        (&[], "0 of 1 are done", "", true),
        (&["no_such", "--hint", "1", "2"], "", "usage: cargo practice", false),
        (&["no_such", "--hint"], "", "usage: ", false),
        (&["no_such"], "", "no exercise is called", false),
    ] {
        let Output { status, stdout, stderr } = said(words);
        for (text, wanted) in [(stdout, printed), (stderr, complaint)] {
            let text = String::from_utf8(text).unwrap();
            assert!(text.contains(wanted) && text.is_empty() == wanted.is_empty(), "{words:?} says {text:?}, and not `{wanted}`; {HELP}");
        }
        assert_eq!(status.success(), is_good, "{words:?}");
    }
}
