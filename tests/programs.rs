//! Checks that programs do what their records say: each example runs, and its output, standard error and exit status match its records.
//!
//! One test per listing, named after it. `GUARDED_RUNS=1000` runs each program that often.

use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Duration;

use book::diagnostic::Report;
use book::listing::{self, Listing, Place};
use book::{files, outcomes, page, project, record, trials};
use explore::cache::Key;
use explore::run::End::{Ended, Stuck};
use explore::run::{self, Failure, Run};
use explore::rustc::{self, Project};
use explore::together::{self, Program, Together, Wanted};
use explore::{editions, normalize};

/// A program this short ends within milliseconds; one that needs longer hangs.
const LIMIT: Duration = Duration::from_secs(5);

/// How many times a program runs unless `GUARDED_RUNS` says otherwise; each run must end in a recorded outcome.
const RUNS: usize = 3;

/// The edition of the book's programs.
const EDITION: &str = "2024";

/// The flag that makes a listing's warning an error.
const DENY_WARNINGS: &str = "--deny=warnings";

/// The environment variable that sets the number of runs.
const RUNS_SET_BY: &str = "GUARDED_RUNS";

fn main() -> Result<ExitCode, Report> {
    let arguments = trials::arguments();
    let runs = runs()?;
    let listings = listing::all(Place::Examples);
    let expected = listings.iter().filter(|listing| trials::is_wanted(&arguments, &listing.name) && !is_kept(listing, runs));
    let expected =
        expected.filter_map(|listing| Some(Program { name: listing.name.clone(), text: listing.text().ok()?, wanted: Wanted::Outcomes }));
    let expected: Vec<Program> = expected.collect();
    let texts = expected.iter().map(|program| program.text.clone());
    let together = Arc::new(Together::new(texts, EDITION, vec![DENY_WARNINGS.to_owned()]));
    // For the comparison of the editions.
    let _compiled = together::expect(expected);
    let tests = listings.into_iter().map(|listing| {
        let together = Arc::clone(&together);
        trials::test(listing.name.clone(), move || check_once(&listing, &together, runs))
    });
    Ok(trials::run(&arguments, tests.chain(trials::shown(Place::Examples))))
}

/// Returns how many times each program runs.
fn runs() -> Result<usize, String> {
    let Some(set) = std::env::var_os(RUNS_SET_BY) else { return Ok(RUNS) };
    let runs = set.to_str().and_then(|set| set.parse().ok()).filter(|runs| *runs > 0);
    runs.ok_or_else(|| format!("{RUNS_SET_BY} is {set:?}; say how often each program is to run: {RUNS_SET_BY}=1000"))
}

/// Checks a program, unless the same program has already passed with the same records.
fn check_once(listing: &Listing, together: &Together, runs: usize) -> Result<(), String> {
    let check = || check(listing, &Compiled::new(listing, together)?, runs).map(|()| String::new());
    if is_asked_anew(runs) {
        return check().map(drop);
    }
    key(listing)?.cached(check).map(drop)
}

/// Whether cached results are ignored.
fn is_asked_anew(runs: usize) -> bool {
    record::proposals().is_some() || runs != RUNS
}

/// Whether a program needn't be compiled.
fn is_kept(listing: &Listing, runs: usize) -> bool {
    !is_asked_anew(runs) && key(listing).is_ok_and(|key| key.is_known())
}

/// Returns the cache key of a program and what's compared with it.
fn key(listing: &Listing) -> Result<Key, String> {
    let records = Place::Examples.record_endings().iter().map(|ending| std::fs::read(listing.record(ending)).ok());
    let inputs = format!("{:?}", (&listing.name, listing.text()?, records.collect::<Vec<_>>()));
    Key::new("programs", include_str!("programs.rs"), &[&inputs])
}

/// A listing's program, compiled.
struct Compiled<'a> {
    text: String,
    together: &'a Together,
    /// Its own project, if it isn't compiled in a crate with others.
    alone: Option<Project>,
}

impl<'a> Compiled<'a> {
    /// Compiles the program of a listing, without a warning.
    fn new(listing: &Listing, together: &'a Together) -> Result<Self, String> {
        let text = listing.text()?;
        let alone = if together.command(&text, EDITION).is_none() { Some(compile_alone(listing, &text)?) } else { None };
        Ok(Self { text, together, alone })
    }

    fn command(&self) -> Command {
        match &self.alone {
            Some(project) => run::clean(project.program()),
            None => self.together.command(&self.text, EDITION).expect("it was there before"),
        }
    }
}

/// Compiles one listing; an error or warning is reported at its line.
fn compile_alone(listing: &Listing, text: &str) -> Result<Project, String> {
    rustc::compile(&listing.name, text, EDITION, &[DENY_WARNINGS.to_owned()]).map_err(|why| {
        let shown = project().shown(&listing.path);
        match rustc::check(&listing.name, text, EDITION).as_deref() {
            Ok([first, ..]) => {
                let (_, words) = first.rendered.lines().next().and_then(|line| line.split_once(": ")).unwrap_or_default();
                let line = first.lines.first().unwrap_or(&1);
                format!("{shown}:{line}: the compiler says `{}: {words}`; fix it:\n{}", first.level, first.rendered)
            }
            _ => format!("{shown}:1: {why}"),
        }
    })
}

fn check(listing: &Listing, program: &Compiled, runs: usize) -> Result<(), String> {
    // A program with undefined behavior is only compiled: a run would prove nothing.
    if listing.is_undefined() {
        return Ok(());
    }
    let explored = listing.is_explored(&program.text);
    // `outcomes` records what an explored program can print, because it sees every schedule; a run sees one.
    if explored && listing.has("outcomes") {
        return if record::proposals().is_some() { Ok(()) } else { lands_in_the_set(listing, program, runs) };
    }
    let run = match real_run(listing, program.command()) {
        // It may be about to get a record of its deadlock.
        Err(_) if explored && record::proposals().is_some() => return Ok(()),
        run => run?,
    };
    if !explored || runs != RUNS {
        does_the_same_again(listing, program, &run, runs)?;
    }
    let stderr = recorded_stderr(listing, &run)?;
    if run.stdout.is_empty() && stderr.is_empty() {
        return Err(told(listing, "prints nothing; print what the listing shows"));
    }
    if record::proposals().is_none() || !explored {
        record::compare(&listing.record("stdout"), &run.stdout)?;
    }
    record::compare(&listing.record("stderr"), &stderr)?;
    if !explored && listing.has("outcomes") && record::proposals().is_some() {
        record::compare(&listing.record("outcomes"), "")?;
    }
    // Two runs of a listing that's about to get a record of its outcomes may differ for other reasons than the edition.
    if explored && record::proposals().is_some() && !listing.has("2021.stdout") {
        return Ok(());
    }
    in_edition_2021(listing, &program.text, &run)
}

/// Runs a program once, and reports a hang under the listing's name.
fn real_run(listing: &Listing, mut command: Command) -> Result<Run, String> {
    match run::within(LIMIT, &mut command) {
        Ok(run) => Ok(together::as_alone(run)),
        Err(Failure::TimedOut(printed)) => Err(does_not_end(listing, &printed)),
        Err(Failure::Broken(why)) => Err(told(listing, &why)),
    }
}

/// Formats a message about a listing.
fn told(listing: &Listing, what: &str) -> String {
    format!("{}:1: {what}", project().shown(&listing.path))
}

fn does_not_end(listing: &Listing, printed: &str) -> String {
    let (limit, name) = (LIMIT.as_secs(), &listing.name);
    let help = format!("make it end. If it is meant to wait forever, create an empty {name}.outcomes and run `cargo xtask bless`");
    told(listing, &format!("did not end within {limit} s; {help}. It had printed:\n{printed}"))
}

/// Checks that a program with one outcome prints the same in each run: its order depends on nothing, not even on hash keys.
///
/// For an explored program, `outcomes` has shown that, so it's run again only if `GUARDED_RUNS` asks for it.
fn does_the_same_again(listing: &Listing, program: &Compiled, first: &Run, runs: usize) -> Result<(), String> {
    for _ in 1..runs {
        let again = real_run(listing, program.command())?;
        if (&again.stdout, again.code) != (&first.stdout, first.code) {
            let both = format!("It printed:\n{}\nand then:\n{}", first.stdout, again.stdout);
            return Err(told(listing, &format!("prints something else in another run; make it depend on nothing but its text. {both}")));
        }
    }
    Ok(())
}

/// Returns standard error as the record holds it, with the exit status if it's a panic's.
fn recorded_stderr(listing: &Listing, run: &Run) -> Result<String, String> {
    let stderr = normalize::standard_error(&run.stderr, "src/main.rs");
    match run.code {
        Some(0) => Ok(stderr),
        Some(101) => Ok(format!("{stderr}{}", page::PANIC_STATUS)),
        code => {
            let what = format!("ended with {}; a listing ends with status 0, or 101 when it panics", describe(code));
            Err(told(listing, &format!("{what}. It said:\n{stderr}")))
        }
    }
}

fn describe(code: Option<i32>) -> String {
    code.map_or("a signal".to_owned(), |code| format!("exit status {code}"))
}

/// Runs a program with several outcomes: each run must end in a recorded one.
fn lands_in_the_set(listing: &Listing, program: &Compiled, runs: usize) -> Result<(), String> {
    let record = listing.record("outcomes");
    let set = outcomes::parse(&record, &files::read(&record)?)?;
    for _ in 0..runs {
        let mut command = program.command();
        let run = if set.can_deadlock() { run::until_stuck(LIMIT, &mut command) } else { run::within(LIMIT, &mut command).map(Ended) };
        // A panic's message may be there: exploration reports it.
        let is_silent = |run: &Run| run.stderr.is_empty() || run.stderr.contains(" panicked at ");
        let mut silent = true;
        let (printed, end) = match run {
            Ok(Ended(run)) if run.code == Some(0) => {
                silent = is_silent(&run);
                (together::as_alone(run).stdout, outcomes::End::Done)
            }
            Ok(Ended(run)) if run.code == Some(101) => (together::as_alone(run).stdout, outcomes::End::Panic),
            Ok(Ended(run)) => return Err(told(listing, &format!("ended with {}", describe(run.code)))),
            Ok(Stuck(printed)) => (printed, outcomes::End::Deadlock),
            Err(Failure::TimedOut(printed)) => return Err(does_not_end(listing, &printed)),
            Err(Failure::Broken(why)) => return Err(told(listing, &why)),
        };
        if !silent {
            return Err(told(listing, "writes to standard error, which a record of outcomes does not show; print it, or take it out"));
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

/// Checks that the program prints the same in edition 2021, or what its record for that edition says.
fn in_edition_2021(listing: &Listing, text: &str, in_2024: &Run) -> Result<(), String> {
    let shown = project().shown(&listing.path);
    let reported = |why: String| format!("{shown}:{}: {why}", rustc::first_error_line(&why).unwrap_or(1));
    // The same program in both editions prints the same, and skeptic has checked that it runs in edition 2021.
    if !listing.has("2021.stdout") && editions::are_the_same(&listing.name, text).map_err(reported)? {
        return Ok(());
    }
    let printed = Key::new("edition-2021", include_str!("programs.rs"), &[text])?.cached(|| {
        let project = rustc::compile(&listing.name, text, "2021", &[]).map_err(reported)?;
        let run = real_run(listing, run::clean(project.program()))?;
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
