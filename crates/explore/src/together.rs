//! Programs compiled together, as modules of one crate: most of the time of rustc and of the linker is starting, and what programs share is compiled once.
//!
//! Which of them runs, an environment variable says. To the program nothing is different: its lines are its own, and its statics are those of a process of its own; only its
//! file has another name, which [`as_alone`] corrects. Where something else would be different, and where a crate doesn't compile, the program is compiled alone, and what the
//! compiler says of it alone is what counts.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::process::Command;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use regex_lite::Regex;

use crate::bug_search::Tool;
use crate::run::{self, Run};
use crate::rustc::Project;

/// From this many programs on, compiling them together pays.
const MANY: usize = 4;

/// With more programs, a crate keeps the other processors waiting.
const MOST: usize = 64;

/// Which of the programs is to run, by its number.
const PROGRAM: &str = "GUARDED_MODULE";

/// What runs a program of the crate, beside its own `main`, which only it can name.
const ENTRY: &str = "main_of_the_module";

/// What tells a module from a crate, or changes the others of its process.
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

/// The attributes of a crate that a module can have as well.
const OF_A_MODULE: &[&str] = &["allow(", "deny(", "expect(", "forbid(", "warn("];

/// Several programs, each of which is compiled when the first of its crate is wanted.
#[derive(Debug, Default)]
pub struct Together {
    edition: String,
    arguments: Vec<String>,
    crates: Vec<Crate>,
}

/// Programs, and the compiled crates that hold them, if any.
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
    /// These programs, each a whole text, compiled for an edition and with these arguments; one that comes twice is compiled once. If they're few, none is compiled here.
    pub fn new(texts: impl IntoIterator<Item = String>, edition: &str, arguments: Vec<String>) -> Self {
        let mut seen = BTreeSet::new();
        let texts: Vec<String> = texts.into_iter().filter(|text| !is_apart(text) && seen.insert(text.clone())).collect();
        let count = if texts.len() < MANY { 0 } else { texts.len().div_ceil(MOST).max(processors()) };
        // Neighbors are asked for at the same time, by tests that run at the same time: each gets a crate of its own to wait for.
        let of = |first: usize| texts.iter().skip(first).step_by(count).cloned().collect();
        let crates = (0..count).map(|first| Crate { texts: of(first), compiled: OnceLock::new() }).collect();
        Self { edition: edition.to_owned(), arguments, crates }
    }

    /// The command that runs the program with this text; none, if it has to be compiled alone. What it says is read [`as_alone`].
    pub fn command(&self, text: &str, edition: &str) -> Option<Command> {
        let one = self.crates.iter().filter(|_| edition == self.edition).find(|one| one.texts.iter().any(|own| own == text))?;
        let compiled = one.compiled.get_or_init(|| self.compile(&one.texts));
        let (project, number) = compiled.iter().find_map(|one| Some((&one.project, one.texts.iter().position(|own| own == text)?)))?;
        let mut command = run::clean(project.program());
        command.env(PROGRAM, number.to_string());
        Some(command)
    }

    /// Compiles programs as one crate; if that fails, those of which the compiler says nothing, or the halves.
    fn compile(&self, texts: &[String]) -> Vec<Compiled> {
        if texts.len() < 2 {
            return Vec::new();
        }
        // A second unit of machine code is for a second processor, which has a crate of its own.
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

/// Which of these programs the compiler has nothing to say of; it's asked about those that it names in a message alone.
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
        // Behind an error others may be hidden.
        texts = rest;
    }
    BTreeSet::new()
}

/// What the compiler says of programs as modules of one crate.
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

/// The file of a program in a crate of several.
static FILE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"src/m(\d+)/main\.rs").expect("the pattern is one"));

/// The numbers of the programs whose files a message names.
fn named(said: &str) -> BTreeSet<usize> {
    FILE.captures_iter(said).filter_map(|file| file[1].parse().ok()).collect()
}

fn without(texts: &[String], numbers: &BTreeSet<usize>) -> Vec<String> {
    texts.iter().enumerate().filter(|(number, _)| !numbers.contains(number)).map(|(_, text)| text.clone()).collect()
}

/// The root of a crate of so many programs.
fn dispatcher(count: usize) -> String {
    let modules: String = (0..count).map(|number| format!("#[path = \"m{number}/main.rs\"]\nmod m{number};\n")).collect();
    let arms: String = (0..count).map(|number| format!("        Ok(\"{number}\") => m{number}::{ENTRY}(),\n")).collect();
    format!(
        "{modules}\nfn main() -> std::process::ExitCode {{\n    match std::env::var(\"{PROGRAM}\").as_deref() {{\n{arms}        _ => std::process::ExitCode::from(2),\n    }}\n}}\n"
    )
}

/// What a program said, with the file named as it's named alone. (`--remap-path-prefix` is no help: rustc takes files of one name for one file.)
pub fn as_alone(run: Run) -> Run {
    Run { stdout: renamed(&run.stdout), stderr: renamed(&run.stderr), ..run }
}

fn renamed(said: &str) -> String {
    FILE.replace_all(said, "src/main.rs").into_owned()
}

/// Whether a program has to be compiled alone.
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

/// What of them is compiled, by what it's for.
static COMPILED: Mutex<BTreeMap<&'static str, Arc<Together>>> = Mutex::new(BTreeMap::new());

/// A program that is compiled sooner or later.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its name, which no other has.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What for.
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
    /// A bug, for which a checker searches.
    Bug(Tool),
}

/// What has been compiled together is deleted with this.
#[derive(Debug)]
pub struct Expected(());

/// Says which programs this process will ask for, so that those whose results aren't kept can be compiled together.
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

/// The programs that this process will ask for.
pub fn expected() -> Vec<Program> {
    EXPECTED.read().unwrap_or_else(PoisonError::into_inner).clone()
}

/// What is compiled of the expected programs for a purpose; `make` chooses them, once.
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

    /// Each program of a crate does what it does alone, to the words of its panic; one that doesn't compile keeps only itself from it.
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

    /// A program of which the compiler has something to say, a warning or an error behind other errors, is not among the silent ones.
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

    /// Only the file of a module is renamed.
    #[test]
    fn files_are_renamed() {
        assert_eq!(renamed("at src/m12/main.rs:7:5, src/m1/main.rs"), "at src/main.rs:7:5, src/main.rs");
        for other in ["src/main.rs:1", "src/m/main.rs", "src/m1/lib.rs", "src/m"] {
            assert_eq!(renamed(other), other);
        }
    }

    /// What would not be the same in a module is compiled alone.
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
