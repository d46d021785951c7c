//! Programs do what their records say: each example runs, and its output, its standard error and its exit status are those of its records.
//!
//! One test a listing, under the listing's name. `GUARDED_RUNS=1000` runs each of them that often.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use book::listing::{self, Listing, Place};
use book::{outcomes, page, project, record, trials};
use explore::run::End::{Ended, Stuck};
use explore::run::{self, Failure, Run};
use explore::{cache, editions, normalize, rustc};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

/// A program of one screen ends within milliseconds; one that needs longer hangs.
const LIMIT: Duration = Duration::from_secs(5);

/// A program runs this often, unless `GUARDED_RUNS` says how often: with several outcomes, each run must land in the recorded set; with one, each must give it.
const RUNS: usize = 3;

/// What sets another number of runs.
const RUNS_SET_BY: &str = "GUARDED_RUNS";

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let runs = match runs() {
        Ok(runs) => runs,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    let listings = listing::all(Place::Examples);
    // A run of some builds no others.
    let wanted =
        listings.iter().map(|listing| &*listing.name).filter(|name| arguments.filter.as_ref().is_none_or(|filter| name.contains(filter)));
    let wanted: Vec<&str> = wanted.collect();
    let built = Arc::new(if arguments.list || wanted.is_empty() { Ok(BTreeMap::new()) } else { build(&wanted) });
    let shown = listings
        .clone()
        .into_iter()
        .filter(|_| record::proposals().is_none())
        .map(|listing| Trial::test(format!("{}_is_shown", listing.name), move || page::is_shown(&listing).map_err(Failed::from)));
    let trials = listings.into_iter().map(|listing| {
        let built = Arc::clone(&built);
        Trial::test(listing.name.clone(), move || {
            is_built(&built, &listing.name).and_then(|()| check(&listing, runs)).map_err(Failed::from)
        })
    });
    libtest_mimic::run(&arguments, trials.chain(shown).collect()).exit_code()
}

/// How often each program runs.
fn runs() -> Result<usize, String> {
    let Some(set) = std::env::var_os(RUNS_SET_BY) else { return Ok(RUNS) };
    let runs = set.to_str().and_then(|set| set.parse().ok()).filter(|runs| *runs > 0);
    runs.ok_or_else(|| format!("{RUNS_SET_BY} is {set:?}; say how often each program is to run: {RUNS_SET_BY}=1000"))
}

/// Builds these examples, which costs nothing when `cargo test` has built them before, and gives what the compiler says of each.
fn build(names: &[&str]) -> Result<BTreeMap<String, String>, String> {
    let texts: Vec<(&str, String)> = names.iter().map(|name| (*name, text_of(name))).collect();
    texts.iter().filter(|(name, text)| built_from(name).is_some_and(|built| built != *text)).for_each(|(name, _)| forget(name));
    // A clean environment: flags, profiles and targets that are set there would make other programs.
    let mut command = run::clean(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--quiet", "--package", "listings", "--keep-going", "--message-format=json"]);
    command.args(names.iter().flat_map(|name| ["--example", name]));
    command.current_dir(project().root()).env("CARGO_TARGET_DIR", target());
    if let Some(toolchain) = std::env::var_os("RUSTUP_TOOLCHAIN") {
        command.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    let output = command.output().map_err(|error| format!("listings/Cargo.toml:1: cargo cannot be run ({error}); install it"))?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let mut said = BTreeMap::new();
    for (name, reported) in messages.lines().filter_map(of_an_example) {
        // The first message; the last ones only count the others.
        said.entry(name).or_insert(reported);
    }
    if output.status.success() || !said.is_empty() {
        let built = texts.iter().filter(|(name, _)| !said.contains_key(*name));
        built.for_each(|(name, text)| drop(std::fs::write(mark(name), text)));
        Ok(said)
    } else {
        Err(format!(
            "listings/Cargo.toml:1: the listings cannot be built; fix what cargo says:\n{}",
            String::from_utf8_lossy(&output.stderr)
        ))
    }
}

/// The text of an example; none if it cannot be read, which its own test reports.
fn text_of(name: &str) -> String {
    std::fs::read_to_string(project().join(Place::Examples.folder()).join(format!("{name}.rs"))).unwrap_or_default()
}

/// The file that holds the text from which an example was compiled.
fn mark(name: &str) -> PathBuf {
    executable(name).with_file_name(format!("{name}.built"))
}

fn built_from(name: &str) -> Option<String> {
    std::fs::read_to_string(mark(name)).ok()
}

/// Deletes the program of an example, so that Cargo compiles it again. Cargo compares times, and a file from a backup or an archive can be older than its program.
fn forget(name: &str) {
    let prefix = format!("{name}-");
    let is_its = |path: &PathBuf| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(&prefix));
    let folder = target().join("debug/examples");
    listing::files(&folder).iter().filter(|path| is_its(path)).for_each(|path| drop(std::fs::remove_file(path)));
}

/// The name of an example and what the compiler finds wrong with it, from one line of Cargo's JSON.
fn of_an_example(line: &str) -> Option<(String, String)> {
    let json: Value = serde_json::from_str(line).ok()?;
    let (target, message) = (&json["target"], &json["message"]);
    if json["reason"] != "compiler-message" || target["kind"][0] != "example" {
        return None;
    }
    let name = target["name"].as_str()?;
    let place = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true);
    let line = place.and_then(|place| place["line_start"].as_u64()).unwrap_or(1).max(1);
    let reported = format!(
        "{}/{name}.rs:{line}: the compiler says `{}: {}`; fix it:\n{}",
        Place::Examples.folder(),
        message["level"].as_str()?,
        message["message"].as_str()?,
        message["rendered"].as_str()?
    );
    Some((name.to_owned(), reported))
}

/// A program that compiles, and without a warning.
fn is_built(built: &Result<BTreeMap<String, String>, String>, name: &str) -> Result<(), String> {
    match built.as_ref().map(|said| said.get(name)) {
        Ok(None) => Ok(()),
        Ok(Some(reported)) => Err(reported.clone()),
        Err(reported) => Err(reported.clone()),
    }
}

/// Where Cargo builds the listings: in our own build folder, or in that of the copy whose book is checked.
fn target() -> PathBuf {
    if project().root() == project().checker() { project().target().to_path_buf() } else { project().join("target") }
}

/// The executable that Cargo made of an example.
fn executable(name: &str) -> PathBuf {
    target().join("debug/examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn check(listing: &Listing, runs: usize) -> Result<(), String> {
    // A program whose behavior is undefined is compiled, and no more: what a run does says nothing.
    if listing.is_undefined() {
        return Ok(());
    }
    let text = listing.text()?;
    let explored = listing.is_explored(&text);
    // What an explored program can print is recorded by `outcomes`, which sees every schedule; a run sees one.
    if explored && listing.has("outcomes") {
        return if record::proposals().is_some() { Ok(()) } else { lands_in_the_set(listing, runs) };
    }
    let run = match real_run(listing, &executable(&listing.name)) {
        // It may be about to get a record of its deadlock.
        Err(_) if explored && record::proposals().is_some() => return Ok(()),
        run => run?,
    };
    if !explored || runs != RUNS {
        does_the_same_again(listing, &run, runs)?;
    }
    let stderr = recorded_stderr(listing, &run)?;
    if run.stdout.is_empty() && stderr.is_empty() {
        return Err(format!("{}:1: prints nothing; print what the listing shows", project().shown(&listing.path)));
    }
    if record::proposals().is_none() || !explored {
        record::compare(&listing.record("stdout"), &run.stdout)?;
    }
    record::compare(&listing.record("stderr"), &stderr)?;
    if !explored && listing.has("outcomes") && record::proposals().is_some() {
        record::compare(&listing.record("outcomes"), "")?;
    }
    // Two runs of a listing that is about to get a record of its outcomes may differ without the editions having a part in it.
    if explored && record::proposals().is_some() && !listing.has("2021.stdout") {
        return Ok(());
    }
    in_edition_2021(listing, &text, &run)
}

/// Runs a program once, and tells a hang by the listing's name.
fn real_run(listing: &Listing, program: &PathBuf) -> Result<Run, String> {
    match run::within(LIMIT, &mut run::clean(program)) {
        Ok(run) => Ok(run),
        Err(Failure::TimedOut(printed)) => Err(does_not_end(listing, &printed)),
        Err(Failure::Broken(why)) => Err(format!("{}:1: {why}", project().shown(&listing.path))),
    }
}

fn does_not_end(listing: &Listing, printed: &str) -> String {
    format!(
        "{}:1: did not end within {} s; make it end. If it is meant to wait forever, create an empty {}.outcomes and run `cargo xtask bless`. It had printed:\n{printed}",
        project().shown(&listing.path),
        LIMIT.as_secs(),
        listing.name
    )
}

/// A program with one outcome prints the same in each run: its order hangs on nothing, not even on the keys of a hash.
///
/// Of one that is explored, `outcomes` knows it; asked to run it often, we do.
fn does_the_same_again(listing: &Listing, first: &Run, runs: usize) -> Result<(), String> {
    for _ in 1..runs {
        let again = real_run(listing, &executable(&listing.name))?;
        if (&again.stdout, again.code) != (&first.stdout, first.code) {
            return Err(format!(
                "{}:1: prints something else in another run; let it depend on nothing but its text. It printed:\n{}\nand then:\n{}",
                project().shown(&listing.path),
                first.stdout,
                again.stdout
            ));
        }
    }
    Ok(())
}

/// Standard error as the record holds it, with the exit status if it is that of a panic.
fn recorded_stderr(listing: &Listing, run: &Run) -> Result<String, String> {
    let shown = project().shown(&listing.path);
    let stderr = normalize::standard_error(&run.stderr, &shown);
    match run.code {
        Some(0) => Ok(stderr),
        Some(101) => Ok(format!("{stderr}{}", page::PANIC_STATUS)),
        code => Err(format!(
            "{shown}:1: ended with {}; a listing ends with status 0, or 101 when it panics. It said:\n{stderr}",
            describe(code)
        )),
    }
}

fn describe(code: Option<i32>) -> String {
    code.map_or("a signal".to_owned(), |code| format!("exit status {code}"))
}

/// Real runs of a program with several outcomes: each must be one of the recorded set.
fn lands_in_the_set(listing: &Listing, runs: usize) -> Result<(), String> {
    let record = listing.record("outcomes");
    let set = outcomes::parse(&record, &listing::read(&record)?)?;
    for _ in 0..runs {
        let mut program = run::clean(executable(&listing.name));
        let run = if set.can_deadlock() { run::until_stuck(LIMIT, &mut program) } else { run::within(LIMIT, &mut program).map(Ended) };
        // The message of a panic may stand there: exploration tells of it.
        let is_silent = |run: &Run| run.stderr.is_empty() || run.stderr.contains(" panicked at ");
        let mut silent = true;
        let (printed, end) = match run {
            Ok(Ended(run)) if run.code == Some(0) => {
                silent = is_silent(&run);
                (run.stdout, outcomes::End::Done)
            }
            Ok(Ended(run)) if run.code == Some(101) => (run.stdout, outcomes::End::Panic),
            Ok(Ended(run)) => return Err(format!("{}:1: ended with {}", project().shown(&listing.path), describe(run.code))),
            Ok(Stuck(printed)) => (printed, outcomes::End::Deadlock),
            Err(Failure::TimedOut(printed)) => return Err(does_not_end(listing, &printed)),
            Err(Failure::Broken(why)) => return Err(format!("{}:1: {why}", project().shown(&listing.path))),
        };
        if !silent {
            return Err(format!(
                "{}:1: writes to standard error, which a record of outcomes does not show; print it, or take it out",
                project().shown(&listing.path)
            ));
        }
        if !set.holds(&printed, &end) {
            return Err(format!(
                "{}:1: a real run did what no recorded outcome says; run `cargo xtask bless` and review the change. It ended in {end:?} and printed:\n{printed}",
                project().shown(&record)
            ));
        }
    }
    Ok(())
}

/// The same program as edition 2021 compiles it prints the same, unless a record says what else it prints.
fn in_edition_2021(listing: &Listing, text: &str, in_2024: &Run) -> Result<(), String> {
    let shown = project().shown(&listing.path);
    let reported = |why: String| format!("{shown}:{}: {why}", rustc::first_error_line(&why).unwrap_or(1));
    // One program, of which skeptic has seen that it runs in edition 2021: it prints what it prints.
    if !listing.has("2021.stdout") && editions::are_the_same(&listing.name, text).map_err(reported)? {
        return Ok(());
    }
    let printed = cache::cached("edition-2021", include_str!("programs.rs"), &[rustc::version()?, text], || {
        let project = rustc::compile(&listing.name, text, "2021", &[]).map_err(reported)?;
        let run = real_run(listing, &project.program())?;
        if run.code != in_2024.code || run.stderr.is_empty() != in_2024.stderr.is_empty() {
            return Err(format!("{shown}:1: ended with {} in edition 2021 and said:\n{}", describe(run.code), run.stderr));
        }
        Ok(run.stdout)
    })?;
    if listing.has("2021.stdout") && printed == in_2024.stdout && record::proposals().is_none() {
        let needless = project().shown(&listing.record("2021.stdout"));
        return Err(format!("{needless}:1: is not needed, both editions print the same; delete it"));
    }
    if listing.has("2021.stdout") {
        return record::compare(&listing.record("2021.stdout"), &printed);
    }
    if printed == in_2024.stdout {
        return Ok(());
    }
    Err(format!(
        "{shown}:1: prints something else in edition 2021; fix it. If that is its point, create an empty {}.2021.stdout and run `cargo xtask bless`. It printed:\n{printed}",
        listing.name
    ))
}
