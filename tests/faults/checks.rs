//! Builds the checks once, with Cargo, and runs them as programs on copies of the project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use book::project;
use explore::run::{self, Failure, Run};
use serde_json::Value;

/// Building the tests takes minutes if nothing has been built.
const BUILD_LIMIT: Duration = Duration::from_secs(1800);

/// Checking a copy takes seconds, except the first time, when its listings are built.
const LIMIT: Duration = Duration::from_secs(300);

/// Returns the test binaries, by their names in the table.
pub fn all() -> Result<&'static BTreeMap<String, PathBuf>, String> {
    static BUILT: OnceLock<Result<BTreeMap<String, PathBuf>, String>> = OnceLock::new();
    BUILT.get_or_init(build).as_ref().map_err(Clone::clone)
}

/// Builds the book's tests with Cargo, which costs nothing if `cargo test` has already built them.
fn build() -> Result<BTreeMap<String, PathBuf>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // The same packages as `cargo test`, so no dependency is built twice.
    command.args(["test", "--no-run", "--quiet", "--lib", "--test", "*", "--message-format=json"]).current_dir(project().checker());
    let run = match run::all_within(BUILD_LIMIT, &mut command) {
        Ok(run) if run.code == Some(0) => run,
        Ok(run) => return Err(format!("tests:1: the tests cannot be built; fix what cargo says:\n{}", run.stderr)),
        Err(failure) => return Err(format!("tests:1: the tests cannot be built ({failure:?}); run `cargo test --no-run`")),
    };
    let built = run.stdout.lines().filter_map(of_a_test).collect::<BTreeMap<_, _>>();
    if built.is_empty() { Err("tests:1: cargo names no test; run `cargo test --no-run`".to_owned()) } else { Ok(built) }
}

/// Parses the name and the program of a test from one line of Cargo's JSON: the tests of the root package, and skeptic's.
fn of_a_test(line: &str) -> Option<(String, PathBuf)> {
    let json: Value = serde_json::from_str(line).ok()?;
    let (target, program) = (&json["target"], json["executable"].as_str()?);
    let source = Path::new(target["src_path"].as_str()?).strip_prefix(project().checker()).ok()?;
    let name = target["name"].as_str()?;
    let folders: Vec<_> = source.parent()?.iter().collect();
    match (target["kind"][0].as_str()?, folders.as_slice()) {
        ("test", [tests]) if *tests == "tests" => Some((name.to_owned(), PathBuf::from(program))),
        ("test", [tests, folder]) if *tests == "tests" && *folder == name => Some((name.to_owned(), PathBuf::from(program))),
        ("lib", [tests, skeptic, _]) if *tests == "crates" && *skeptic == "skeptic" => Some(("skeptic".to_owned(), PathBuf::from(program))),
        _ => None,
    }
}

/// Returns the names of the tests in a binary.
pub fn names(root: &Path, binary: &str) -> Result<Vec<String>, String> {
    let run = run(root, binary, &["--list"], &[])?;
    Ok(run.stdout.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
}

/// Runs a binary in a folder, where only these variables can tell it what to check.
pub fn run_in(folder: &Path, binary: &str, environment: &[(&str, &Path)]) -> Result<Run, String> {
    let mut command = Command::new(program(binary)?);
    command.current_dir(folder).env_remove("CARGO_MANIFEST_DIR").env_remove("GUARDED_ROOT").envs(environment.iter().copied());
    ended(binary, &mut command)
}

fn program(binary: &str) -> Result<&'static PathBuf, String> {
    all()?.get(binary).ok_or_else(|| format!("tests/{binary}.rs:1: is not a test that cargo knows; restore it"))
}

/// Runs a binary on a copy, with these arguments and environment variables.
pub fn run(root: &Path, binary: &str, arguments: &[&str], environment: &[(&str, &Path)]) -> Result<Run, String> {
    let mut command = Command::new(program(binary)?);
    command.args(arguments).current_dir(project().checker()).env("GUARDED_ROOT", root);
    command.env_remove("GUARDED_BLESS").env_remove("RUST_BACKTRACE").envs(environment.iter().copied());
    ended(binary, &mut command)
}

fn ended(binary: &str, command: &mut Command) -> Result<Run, String> {
    match run::all_within(LIMIT, command) {
        Ok(run) => Ok(run),
        Err(Failure::TimedOut(said)) => {
            Err(format!("tests/{binary}.rs:1: does not end within {} s; make it end. It had said:\n{said}", LIMIT.as_secs()))
        }
        Err(Failure::Broken(why)) => Err(format!("tests/{binary}.rs:1: {why}")),
    }
}

/// Returns everything that a run printed.
pub fn said(run: &Run) -> String {
    format!("{}{}", run.stdout, run.stderr)
}
