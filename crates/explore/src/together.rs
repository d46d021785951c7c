//! Compiles programs together as modules of one crate, because rustc and the linker spend most of their time on startup, and what programs share is compiled once.
//!
//! An environment variable says which of them runs. A program doesn't notice: it keeps its line numbers and runs in its own process with its own statics. Only its file
//! has another name, which [`as_alone`] corrects. If anything else would differ, or the crate doesn't compile, the program is compiled alone, and only what rustc says then
//! counts.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::process::Command;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use regex_lite::Regex;

use crate::bug_search::Tool;
use crate::run::{self, Run};
use crate::rustc::Project;

/// The fewest programs that are worth compiling together.
const MANY: usize = 4;

/// The most programs in a crate; with more, other processors would sit idle.
const MOST: usize = 64;

/// The environment variable with the number of the program to run.
const PROGRAM: &str = "GUARDED_MODULE";

/// The function added to each module to call its private `main`.
const ENTRY: &str = "main_of_the_module";

/// Words for things that behave differently in a module than in a crate, or that affect the whole process.
const APART: &[&str] = &[
    "Backtrace",
    "backtrace",
    "env",
    "export_name",
    "global_allocator",
    "include",
    "include_str",
    "link_section",
    "macro_export",
    "module_path",
    "no_mangle",
    "type_name",
    "type_name_of_val",
];

/// The crate attributes that also work on a module.
const OF_A_MODULE: &[&str] = &["allow(", "deny(", "expect(", "forbid(", "warn("];

/// Programs grouped into crates; a crate is compiled when one of its programs is first needed.
#[derive(Debug, Default)]
pub struct Together {
    edition: String,
    arguments: Vec<String>,
    crates: Vec<Crate>,
}

/// Programs to compile as one crate, and the crates they were compiled into.
#[derive(Debug)]
struct Crate {
    texts: Vec<String>,
    compiled: OnceLock<Vec<Compiled>>,
}

/// A compiled crate, with the numbers of its programs.
#[derive(Debug)]
struct Compiled {
    project: Project,
    texts: Vec<String>,
}

impl Together {
    /// Groups these programs to be compiled for an edition, with these arguments; duplicates are compiled once. If there are too few, none is compiled together.
    pub fn new(texts: impl IntoIterator<Item = String>, edition: &str, arguments: Vec<String>) -> Self {
        let mut seen = BTreeSet::new();
        let texts: Vec<String> = texts.into_iter().filter(|text| !is_apart(text) && seen.insert(text.clone())).collect();
        let count = if texts.len() < MANY { 0 } else { texts.len().div_ceil(MOST).max(processors()) };
        // Tests that run at the same time need neighboring programs, so neighbors are put into different crates.
        let of = |first: usize| texts.iter().skip(first).step_by(count).cloned().collect();
        let crates = (0..count).map(|first| Crate { texts: of(first), compiled: OnceLock::new() }).collect();
        Self { edition: edition.to_owned(), arguments, crates }
    }

    /// Returns the command that runs the program with this text, or `None` if it has to be compiled alone. Pass its output through [`as_alone`].
    pub fn command(&self, text: &str, edition: &str) -> Option<Command> {
        let one = self.crates.iter().filter(|_| edition == self.edition).find(|one| one.texts.iter().any(|own| own == text))?;
        let compiled = one.compiled.get_or_init(|| self.compile(&one.texts));
        let (project, number) = compiled.iter().find_map(|one| Some((&one.project, one.texts.iter().position(|own| own == text)?)))?;
        let mut command = run::clean(project.program());
        command.env(PROGRAM, number.to_string());
        Some(command)
    }

    /// Compiles programs as one crate; if that fails, only those that no message names, or each half by itself.
    fn compile(&self, texts: &[String]) -> Vec<Compiled> {
        if texts.len() < 2 {
            return Vec::new();
        }
        // More codegen units would only help other processors, which have their own crates.
        let arguments = [&self.arguments[..], &["-o".to_owned(), "main".to_owned(), "-Ccodegen-units=1".to_owned()]].concat();
        let Some((project, run)) = asked(texts, &self.edition, &arguments) else { return Vec::new() };
        if run.code == Some(0) {
            return vec![Compiled { project, texts: texts.to_vec() }];
        }
        let rest = without(texts, &named(&run.stderr));
        if rest.len() < texts.len() {
            return self.compile(&rest);
        }
        let (left, right) = texts.split_at(texts.len() / 2);
        [self.compile(left), self.compile(right)].into_iter().flatten().collect()
    }
}

/// Returns the programs that the compiler has no messages on; those that a message names have to be checked alone.
pub fn silent(texts: Vec<String>, edition: &str) -> BTreeSet<String> {
    let mut texts: Vec<String> = texts.into_iter().filter(|text| !is_apart(text)).collect();
    let arguments = ["--emit=metadata", "-o", "main.rmeta"];
    while texts.len() >= MANY {
        let Some((_, run)) = asked(&texts, edition, &arguments) else { break };
        let rest = without(&texts, &named(&run.stderr));
        if run.code == Some(0) {
            return rest.into_iter().collect();
        }
        if rest.len() == texts.len() {
            break;
        }
        // One error may hide others.
        texts = rest;
    }
    BTreeSet::new()
}

/// Compiles programs as modules of one crate, and returns the project and rustc's run.
pub(crate) fn asked(texts: &[String], edition: &str, arguments: &[impl AsRef<OsStr>]) -> Option<(Project, Run)> {
    let project = Project::new(&format!("all-{edition}"), &dispatcher(texts.len())).ok()?;
    for (number, text) in texts.iter().enumerate() {
        let folder = project.folder().join(format!("src/m{number}"));
        let entry = format!("\npub(super) fn {ENTRY}() -> ::std::process::ExitCode {{ ::std::process::Termination::report(main()) }}\n");
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("main.rs"), format!("{text}{entry}"))).ok()?;
    }
    let run = project.rustc(edition, arguments, Duration::from_secs(120)).ok()?;
    Some((project, run))
}

/// Matches the path of a program that's compiled together with others.
static FILE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"src/m(\d+)/main\.rs").expect("the pattern is valid"));

/// Returns the numbers of the programs whose files a message names.
fn named(said: &str) -> BTreeSet<usize> {
    FILE.captures_iter(said).filter_map(|file| file[1].parse().ok()).collect()
}

fn without(texts: &[String], numbers: &BTreeSet<usize>) -> Vec<String> {
    texts.iter().enumerate().filter(|(number, _)| !numbers.contains(number)).map(|(_, text)| text.clone()).collect()
}

/// Returns the root module of a crate with this many programs.
fn dispatcher(count: usize) -> String {
    let modules: String = (0..count).map(|number| format!("#[path = \"m{number}/main.rs\"]\nmod m{number};\n")).collect();
    let arms: String = (0..count).map(|number| format!("        Ok(\"{number}\") => m{number}::{ENTRY}(),\n")).collect();
    format!(
        "{modules}\nfn main() -> std::process::ExitCode {{\n    match std::env::var(\"{PROGRAM}\").as_deref() {{\n{arms}        _ => std::process::ExitCode::from(2),\n    }}\n}}\n"
    )
}

/// Renames the file in a program's output to what it's called when compiled alone. (`--remap-path-prefix` doesn't help: rustc takes files with the same name for one file.)
pub fn as_alone(run: Run) -> Run {
    Run { stdout: renamed(&run.stdout), stderr: renamed(&run.stderr), ..run }
}

fn renamed(said: &str) -> String {
    FILE.replace_all(said, "src/main.rs").into_owned()
}

/// Returns whether a program has to be compiled alone.
fn is_apart(text: &str) -> bool {
    let is_of_a_crate = |rest: &str| !OF_A_MODULE.iter().any(|attribute| rest.starts_with(attribute));
    text.contains("crate::")
        || text.split("#![").skip(1).any(is_of_a_crate)
        || text.split(|sign: char| sign != '_' && !sign.is_alphanumeric()).any(|word| APART.contains(&word))
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The programs that this process will ask for.
static EXPECTED: RwLock<Vec<Program>> = RwLock::new(Vec::new());

/// The expected programs that are compiled together, by purpose.
static COMPILED: Mutex<BTreeMap<&'static str, Arc<Together>>> = Mutex::new(BTreeMap::new());

/// A program that this process will ask for.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its unique name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What it's needed for.
    pub wanted: Wanted,
}

/// What a program is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Its outcomes.
    Outcomes,
    /// Its outcomes, and perhaps some of its schedules, step by step.
    Replays,
    /// The graph of its states.
    States,
    /// Its outcomes under loom.
    Loom,
    /// A search for a bug by a checker.
    Bug(Tool),
}

/// A guard that deletes everything compiled together when it's dropped.
#[derive(Debug)]
pub struct Expected(());

/// Registers the programs that this process will ask for; those without cached results can then be compiled together.
#[must_use]
pub fn expect(programs: impl IntoIterator<Item = Program>) -> Expected {
    *EXPECTED.write().unwrap_or_else(PoisonError::into_inner) = programs.into_iter().collect();
    Expected(())
}

impl Drop for Expected {
    fn drop(&mut self) {
        EXPECTED.write().unwrap_or_else(PoisonError::into_inner).clear();
        COMPILED.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Returns the programs that this process will ask for.
pub fn expected() -> Vec<Program> {
    EXPECTED.read().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Returns the expected programs that are compiled together for a purpose; `make` chooses them, once.
pub fn compiled(purpose: &'static str, make: impl FnOnce(Vec<Program>) -> Together) -> Arc<Together> {
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(compiled.entry(purpose).or_insert_with(|| Arc::new(make(expected()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rustc;

    /// A program that prints its line, panics and counts in a static.
    fn program(word: &str) -> String {
        format!(
            "use std::sync::atomic::{{AtomicU32, Ordering}};\n\nstatic N: AtomicU32 = AtomicU32::new(1);\n\nfn main() {{\n    println!(\"{word} {{}}\", N.fetch_add(1, Ordering::SeqCst));\n    assert!({word:?} != \"panics\", \"{word}\");\n}}\n"
        )
    }

    /// A program behaves as it does alone, down to its panic message; one that doesn't compile affects no other.
    #[test]
    fn programs_are_those_that_they_are_alone() {
        let words = ["a", "b", "panics", "c", "d", "e"];
        let broken = "fn main() {\n    let n: u8 = \"x\";\n}\n".to_owned();
        let texts = words.iter().map(|word| program(word)).chain([broken.clone(), "// env\nfn main() {}\n".to_owned()]);
        let together = Together::new(texts, "2024", Vec::new());
        for word in words {
            let mut command = together.command(&program(word), "2024").unwrap();
            let run = as_alone(run::within(Duration::from_secs(10), &mut command).unwrap());
            assert_eq!(run.stdout, format!("{word} 1\n"));
            let alone = rustc::compile("together-alone", &program(word), "2024", &[]).unwrap();
            let alone = run::within(Duration::from_secs(10), &mut run::clean(alone.program())).unwrap();
            assert_eq!((run.code, &run.stdout), (alone.code, &alone.stdout));
            let without_number =
                |said: &str| said.split("(").map(|part| part.split_once(')').map_or(part, |(_, rest)| rest)).collect::<String>();
            assert_eq!(without_number(&run.stderr), without_number(&alone.stderr));
            assert_eq!(run.stderr.contains("panicked at src/main.rs:7:5:\npanics"), word == "panics", "{}", run.stderr);
        }
        assert!(together.command(&broken, "2024").is_none() && together.command("// env\nfn main() {}\n", "2024").is_none());
        assert!(
            Together::new(words.iter().take(MANY - 1).cycle().take(2 * MANY).map(|word| program(word)), "2024", Vec::new())
                .command(&program("a"), "2024")
                .is_none()
        );
    }

    /// A program with a warning, or with an error hidden by other errors, isn't among the silent ones.
    #[test]
    fn the_silent_are_found() {
        let loud = [
            "fn main() {\n    let n = 1;\n}\n",
            "fn unused() {}\nfn main() {}\n",
            "fn main() {\n    let n: u8 = \"x\";\n}\n",
            "use nowhere::N;\nfn main() {}\n",
            "fn main() {\n    let s = String::new();\n    drop(s);\n    drop(s);\n}\n",
        ];
        let quiet = ["a", "b", "c", "d", "e"].map(program);
        for edition in ["2021", "2024"] {
            let all = loud.map(str::to_owned).into_iter().chain(quiet.clone());
            assert_eq!(silent(all.collect(), edition), quiet.clone().into());
            for text in loud {
                assert_ne!(rustc::check("loud", text, edition), Ok(Vec::new()), "{text}");
            }
        }
    }

    /// Only a module's file is renamed.
    #[test]
    fn files_are_renamed() {
        assert_eq!(renamed("at src/m12/main.rs:7:5, src/m1/main.rs"), "at src/main.rs:7:5, src/main.rs");
        for other in ["src/main.rs:1", "src/m/main.rs", "src/m1/lib.rs", "src/m"] {
            assert_eq!(renamed(other), other);
        }
    }

    /// A program that would behave differently in a module is compiled alone.
    #[test]
    fn some_are_apart() {
        for text in ["use crate::a;", "#![feature(x)]", "#[global_allocator]", "std::env::args()", "type_name::<T>()"] {
            assert!(is_apart(text), "{text}");
        }
        for text in ["#![forbid(unsafe_code)]", "pub(crate) fn f() {}", "let environment = 1;"] {
            assert!(!is_apart(text), "{text}");
        }
    }
}
