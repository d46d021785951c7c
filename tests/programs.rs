//! Programs do what their records say: each example runs, and its output, its standard error and its exit status are those of its records.
//!
//! One test a listing, under the listing's name.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use support::listing::{self, Listing, Place};
use support::run::{self, Failure, Run};
use support::{house, normalize, outcomes, page, record, rustc};

/// A program of one screen ends within milliseconds; one that needs longer hangs.
const LIMIT: Duration = Duration::from_secs(5);

/// A program that may deadlock is given this long before it counts as deadlocked.
const DEADLOCK_LIMIT: Duration = Duration::from_millis(500);

/// A program with several outcomes runs this often; each run must land in the recorded set.
const RUNS: usize = 3;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let listings = listing::all(Place::Examples);
    let built = if arguments.list { Ok(()) } else { build() };
    let trials = listings.into_iter().map(|listing| {
        let built = built.clone();
        Trial::test(listing.name.clone(), move || built.and_then(|()| check(&listing)).map_err(Failed::from))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// Builds all examples, which costs nothing when `cargo test` has built them before.
fn build() -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--package", "listings", "--examples"]).current_dir(house::root());
    if house::root() != house::home() {
        command.env("CARGO_TARGET_DIR", house::root().join("target"));
    }
    let output = command.output().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("listings/examples do not compile; mend them:\n{}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// The executable that Cargo made of an example: beside the tests, or in the copy whose book is checked.
fn executable(name: &str) -> PathBuf {
    let tests = std::env::current_exe().expect("a test knows its own path");
    let own = tests.ancestors().nth(2).expect("a test lies in target/<profile>/deps");
    let profile = if house::root() == house::home() { own.to_path_buf() } else { house::root().join("target/debug") };
    profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn check(listing: &Listing) -> Result<(), String> {
    let text = listing.text()?;
    let explored = listing.is_explored(&text) && outcomes::why_not_explored(listing, &text).is_none();
    // What an explored program can print is recorded by `schedules`, which sees every schedule; a run sees one.
    if explored && listing.has("outcomes") {
        return if record::proposals().is_some() { Ok(()) } else { lands_in_the_set(listing) };
    }
    let run = match real_run(listing, &executable(&listing.name)) {
        // It may be about to get a record of its deadlock.
        Err(_) if explored && record::proposals().is_some() => return Ok(()),
        run => run?,
    };
    let stderr = recorded_stderr(listing, &run)?;
    if run.stdout.is_empty() && stderr.is_empty() {
        return Err(format!("{}:1: prints nothing; print what the listing shows", house::shown(&listing.path)));
    }
    if record::proposals().is_none() || !explored {
        record::compare(&listing.record("stdout"), &run.stdout)?;
    }
    record::compare(&listing.record("stderr"), &stderr)?;
    if !explored && listing.has("outcomes") && record::proposals().is_some() {
        record::compare(&listing.record("outcomes"), "")?;
    }
    if listing.has("2021.stdout") { in_edition_2021(listing, &text) } else { Ok(()) }
}

/// Runs a program once, and tells a hang by the listing's name.
fn real_run(listing: &Listing, program: &PathBuf) -> Result<Run, String> {
    match run::within(LIMIT, &mut run::clean(program)) {
        Ok(run) => Ok(run),
        Err(Failure::TimedOut(printed)) => Err(format!(
            "{}:1: did not end within {} s; make it end. If it is meant to wait for ever, create an empty {}.outcomes and run `cargo xtask bless`. It had printed:\n{printed}",
            house::shown(&listing.path),
            LIMIT.as_secs(),
            listing.name
        )),
        Err(Failure::Broken(why)) => Err(format!("{}:1: {why}", house::shown(&listing.path))),
    }
}

/// Standard error as the record holds it, with the exit status if it is that of a panic.
fn recorded_stderr(listing: &Listing, run: &Run) -> Result<String, String> {
    let shown = house::shown(&listing.path);
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
fn lands_in_the_set(listing: &Listing) -> Result<(), String> {
    let record = listing.record("outcomes");
    let set = outcomes::parse(&record, &listing::read(&record)?)?;
    for _ in 0..RUNS {
        let limit = if set.can_deadlock() { DEADLOCK_LIMIT } else { LIMIT };
        let (printed, end) = match run::within(limit, &mut run::clean(executable(&listing.name))) {
            Ok(run) if run.code == Some(0) => (run.stdout, outcomes::End::Done),
            Ok(run) if run.code == Some(101) => (run.stdout, outcomes::End::Panic),
            Ok(run) => return Err(format!("{}:1: ended with {}", house::shown(&listing.path), describe(run.code))),
            Err(Failure::TimedOut(printed)) => (printed, outcomes::End::Deadlock),
            Err(Failure::Broken(why)) => return Err(format!("{}:1: {why}", house::shown(&listing.path))),
        };
        if !set.holds(&printed, &end) {
            return Err(format!(
                "{}:1: a real run did what no recorded outcome says; run `cargo xtask bless` and review the change. It ended in {end:?} and printed:\n{printed}",
                house::shown(&record)
            ));
        }
    }
    Ok(())
}

/// The same program as edition 2021 compiles it.
fn in_edition_2021(listing: &Listing, text: &str) -> Result<(), String> {
    let shown = house::shown(&listing.path);
    let program = rustc::compile(&listing.name, text, "2021", &[]).map_err(|why| format!("{shown}:1: {why}"))?;
    let run = real_run(listing, &program)?;
    if run.code != Some(0) || !run.stderr.is_empty() {
        return Err(format!("{shown}:1: ended with {} in edition 2021 and said:\n{}", describe(run.code), run.stderr));
    }
    record::compare(&listing.record("2021.stdout"), &run.stdout)
}
