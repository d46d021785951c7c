//! Checks that every unit test and doc test of `listings/src` passes within a time limit.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use book::{files, project, trials};
use explore::cache::Key;
use explore::run::{self, Failure, Run};
use explore::rustc;

/// How long one test may take.
const LIMIT: Duration = Duration::from_secs(9);

/// How long compiling may take.
const COMPILING: Duration = Duration::from_secs(120);

/// The argument that makes this program run rustdoc's doc tests.
const LIMITED: &str = "--limited";

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    if words.next().is_some_and(|word| word == LIMITED) {
        return limited(Command::new(words.next().unwrap_or_default()).args(words));
    }
    let tests = [
        trials::test("each_unit_test_ends", || end("unit tests", unit_tests)),
        trials::test("each_doc_test_ends", || end("doc tests", doc_tests)),
    ];
    trials::run(&trials::arguments(), tests)
}

/// Runs a program of doc tests, as rustdoc would, and kills it if one of them doesn't end.
fn limited(program: &mut Command) -> ExitCode {
    match run::while_heard(LIMIT, program) {
        Ok(run) => {
            print!("{}", run.stdout);
            eprint!("{}", run.stderr);
            ExitCode::from(u8::try_from(run.code.unwrap_or(101)).unwrap_or(101))
        }
        Err(Failure::TimedOut(said)) => {
            println!("{said}");
            ExitCode::FAILURE
        }
        Err(Failure::Broken(why)) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Checks that the tests end and pass; the result is cached until a type or the compiler changes.
fn end(what: &str, tests: fn(&Path) -> Result<Run, String>) -> Result<(), String> {
    let sources = project().join("listings/src");
    let texts: Result<Vec<String>, String> =
        files::below(&sources, "rs").iter().map(|file| Ok(format!("{}\n{}", project().shown(file), files::read(file)?))).collect();
    let said = Key::new("types", include_str!("types.rs"), &[what, &texts?.concat()])?.cached(|| {
        let folder = project().scratch("types").join(format!("{}-{}", what.replace(' ', "-"), std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: cannot be created: {error}", folder.display()))?;
        let run = tests(&folder);
        std::fs::remove_dir_all(&folder).ok();
        match run? {
            run if run.code == Some(0) => Ok(run.stdout),
            run => Err(hung(what, &run.stdout).unwrap_or_else(|| {
                format!("listings/src/lib.rs:1: has {what} that fail; correct the code or the test:\n{}{}", run.stdout, run.stderr)
            })),
        }
    })?;
    if said.contains("test result: ok. ") {
        Ok(())
    } else {
        Err(format!("tests/types.rs:1: ran no {what}; correct how it starts them:\n{said}"))
    }
}

/// Runs the unit tests one after another, so the last line of their output names the running test.
fn unit_tests(folder: &Path) -> Result<Run, String> {
    let tests = folder.join("tests");
    compile(&["--test", "-o"], &tests)?;
    match run::while_heard(LIMIT, run::clean(tests).arg("--test-threads=1")) {
        Err(Failure::TimedOut(stdout)) => Ok(Run { code: None, stdout, stderr: String::new() }),
        ended => ended.map_err(|failure| format!("listings/src/lib.rs:1: its unit tests: {failure:?}")),
    }
}

/// Runs the doc tests one after another, through this program.
fn doc_tests(folder: &Path) -> Result<Run, String> {
    let library = folder.join("liblistings.rlib");
    compile(&["--crate-type=lib", "-o"], &library)?;
    let own = std::env::current_exe().map_err(|error| format!("tests/types.rs:1: cannot find its own program: {error}"))?;
    let mut command = run::clean(rustc::program()?.with_file_name(format!("rustdoc{}", std::env::consts::EXE_SUFFIX)));
    command.args(["--test", "--edition=2024", "--crate-name=listings", "src/lib.rs", "--extern"]);
    command.arg(format!("listings={}", library.display())).arg("--test-runtool").arg(own);
    command.args(["--test-runtool-arg", LIMITED, "--test-args", "--test-threads=1"]);
    run::all_within(COMPILING, command.current_dir(project().join("listings")))
        .map_err(|failure| format!("listings/src/lib.rs:1: its doc tests: {failure:?}"))
}

/// Compiles the types.
fn compile(arguments: &[&str], output: &Path) -> Result<(), String> {
    let mut command = run::clean(rustc::program()?);
    command.args(["--edition=2024", "--crate-name=listings", "--deny=warnings"]).args(arguments).arg(output).arg("src/lib.rs");
    match run::within(COMPILING, command.current_dir(project().join("listings"))) {
        Ok(run) if run.code == Some(0) => Ok(()),
        Ok(run) => {
            let place = run.stderr.lines().find_map(|line| line.trim_start().strip_prefix("--> ")?.rsplit_once(':'));
            let place = place.map_or("src/lib.rs:1", |(place, _)| place);
            Err(format!("listings/{place}: does not compile without a warning; fix it:\n{}", run.stderr))
        }
        Err(failure) => Err(format!("listings/src/lib.rs:1: is not compiled: {failure:?}")),
    }
}

/// Reports the test that was still running, if there is one.
fn hung(what: &str, said: &str) -> Option<String> {
    let name = said.lines().find_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... "))?;
    // `src/mutex/tally.rs - mutex::tally (line 6)`, or `mutex::tally::tests::counts`.
    let (file, line) = match name.split_once(" - ") {
        Some((file, place)) => (file.to_owned(), place.split_once("(line ").map_or("1", |(_, line)| line.trim_end_matches(')'))),
        None => (format!("src/{}.rs", name.split("::tests::").next()?.replace("::", "/")), "1"),
    };
    Some(format!("listings/{file}:{line}: one of its {what}, {name}, does not end within {} s; make it end", LIMIT.as_secs()))
}
