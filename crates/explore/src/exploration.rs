//! Explores a listing under every schedule, or replays one step by step, in a child process that is killed if it takes too long.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use crate::cache::Key;
use crate::doubles::{self, Doubled, EDITION};
use crate::run::{self, Failure};
use crate::rustc;
use crate::together::{self, Program, Together, Wanted};
use book::listing::Listing;
use book::outcomes::Method;
use book::project;
pub use cargo_outcomes::protocol::{Exploration, Kind, Line, Replay};
use cargo_outcomes::protocol::{failure, read_exploration, read_replay};
use cargo_outcomes::rewrite::{Doubles, Refusal};

/// An exploration reaches its own limits long before this, and gives up if a thread keeps running without a step. One that takes longer is stuck in one schedule.
const LIMIT: Duration = Duration::from_secs(30);

/// The tasks of the child: every schedule and what freedoms add (with no argument), only the schedules, or the graph of states, sequentially consistent or under the
/// memory model.
const EVERY: &str = "every";
const SCHEDULES: &str = "schedules";
const STATES: &str = "states";
const WEAK_STATES: &str = "weak-states";

/// Returns all outcomes of a listing, computed once for each text and compiler.
pub fn explore(listing: &Listing, text: &str) -> Result<Exploration, String> {
    explore_in(listing, text, EDITION)
}

/// Returns all outcomes of a listing in an edition.
pub fn explore_in(listing: &Listing, text: &str, edition: &str) -> Result<Exploration, String> {
    let found = Explorable::in_edition(listing, text, edition, false).explore()?;
    match found.outcomes.method {
        Method::Sampled(_) => Err(at_line(listing, 1, "has too many schedules to try them all; start fewer threads, or let them do less")),
        _ => Ok(found),
    }
}

/// Rewrites a program for the explorer; to replay it, it's compiled with line tables.
fn doubled(name: String, text: &str, edition: &str, replays: bool) -> Result<Doubled, Refusal> {
    let mut program = Doubled::of(name, text, Doubles::Outcomes, "child::main")?;
    (program.edition, program.has_lines) = (edition.to_owned(), replays);
    Ok(program)
}

/// A listing to explore and then replay, with one compiled program for both.
#[derive(Debug)]
pub struct Explorable<'a> {
    listing: &'a Listing,
    program: Result<Doubled, String>,
}

impl<'a> Explorable<'a> {
    /// Creates one from a listing and its text.
    pub fn new(listing: &'a Listing, text: &str) -> Self {
        Self::in_edition(listing, text, EDITION, true)
    }

    fn in_edition(listing: &'a Listing, text: &str, edition: &str, replays: bool) -> Self {
        let program = doubled(listing.name.clone(), text, edition, replays);
        Self { listing, program: program.map_err(|refusal| doubles::refused(listing, &refusal)) }
    }

    /// Same as [`explore`].
    pub fn explore(&self) -> Result<Exploration, String> {
        self.explored(None)
    }

    /// Returns the outcomes that need no freedom, which takes far less time than finding all.
    pub fn explore_schedules(&self) -> Result<Exploration, String> {
        self.explored(Some(SCHEDULES))
    }

    fn explored(&self, asked: Option<&str>) -> Result<Exploration, String> {
        let (said, text) = self.said(asked)?;
        let wrong = |line: usize, what: &str| Err(at_line(self.listing, line, what));
        let Some(found) = read_exploration(&said, text) else {
            return wrong(1, "has an exploration that cannot be read; fix crates/outcomes");
        };
        if let Some(line) = found.lost_panic {
            let what =
                "starts a thread that panics and that nobody joins, and whether its message is seen depends on when `main` ends; join it";
            return wrong(line.max(1), what);
        }
        // A record lists only a few outcomes, with an exact number of schedules for each.
        match found.outcomes.method {
            Method::Stopped => {
                wrong(1, &format!("has more than {} outcomes; let it print less, or do less", found.outcomes.each.len() - 1))
            }
            Method::Uncounted => wrong(1, "has more schedules than can be counted; let it do less"),
            _ => Ok(found),
        }
    }

    /// Replays a schedule, given in the form an [`Exploration`] reports.
    pub fn replay(&self, schedule: &str) -> Result<Replay, String> {
        let (said, text) = self.said(Some(schedule))?;
        read_replay(&said, text).ok_or_else(|| at_line(self.listing, 1, "has a replay that cannot be read; fix crates/outcomes"))
    }

    /// Returns the child's graph of states, under the memory model if `is_weak`, and the text that its places refer to.
    pub(crate) fn states(&self, is_weak: bool) -> Result<(String, &str), String> {
        self.said(Some(if is_weak { WEAK_STATES } else { STATES }))
    }

    /// Returns the output of the program that explores or replays the listing, and the program's text.
    fn said(&self, asked: Option<&str>) -> Result<(String, &str), String> {
        let program = self.program.as_ref().map_err(Clone::clone)?;
        let said = key(program, asked.unwrap_or(EVERY))?.cached(|| {
            // The outcomes of a program that was expected to be replayed may be wanted as well.
            let replayed = compiled("replayed", true);
            let explored = if asked.is_none_or(|asked| asked == SCHEDULES) { compiled("explored", false) } else { Arc::clone(&replayed) };
            let command = program.command(&[&explored, &replayed]);
            run_child(self.listing, command.map_err(|why| self.not_compiled(&why))?.args(asked))
        })?;
        Ok((said, program.text()))
    }

    fn not_compiled(&self, why: &str) -> String {
        if !why.lines().any(|line| line.starts_with("error")) {
            return at_line(self.listing, 1, &format!("cannot be explored: {why}"));
        }
        let (line, what) = first_error(why);
        let what = format!(
            "cannot be explored: the doubles in crates/outcomes lack something ({what}); add it, or write the listing without it\n{why}"
        );
        at_line(self.listing, line, &what)
    }
}

/// Returns the cache key for a program's answer to `asked`.
fn key(program: &Doubled, asked: &str) -> Result<Key, String> {
    program.key_of("explorations", include_str!("exploration.rs"), asked)
}

/// Returns the expected programs whose results aren't cached, compiled together: those to replay, with line tables, or the others.
fn compiled(purpose: &'static str, replays: bool) -> Arc<Together> {
    together::compiled(purpose, |programs| {
        let is_wanted = |wanted| if replays { matches!(wanted, Wanted::Replays | Wanted::States) } else { wanted == Wanted::Outcomes };
        let wanted = programs.into_iter().filter(|program| is_wanted(program.wanted));
        doubles::together(wanted.filter_map(|Program { name, text, wanted }| {
            let program = doubled(name, &text, EDITION, replays).ok()?;
            let asked: &[&str] = if wanted == Wanted::States { &[STATES, WEAK_STATES] } else { &[EVERY, SCHEDULES] };
            let is_known = |asked: &&str| key(&program, asked).is_ok_and(|key| key.is_known());
            (!asked.iter().any(is_known)).then_some(program)
        }))
    })
}

/// Returns the line and message of the first error in rustc's output.
fn first_error(said: &str) -> (usize, String) {
    let what = said.lines().find(|line| line.starts_with("error")).unwrap_or("rustc stopped");
    (rustc::first_error_line(said).unwrap_or(1), what.replace("outcomes::uncounted::std", "std").replace("outcomes::std", "std"))
}

/// Runs the child and returns its output; every error names the listing and a line.
fn run_child(listing: &Listing, child: &mut Command) -> Result<String, String> {
    let said = match run::within(LIMIT, child).map(together::as_alone) {
        Ok(run) if run.code == Some(0) => run.stdout,
        Ok(run) => {
            let (how, help) = match run.code {
                Some(code) => (format!("exit status {code}"), "let it end by returning from `main`"),
                None => ("a signal".to_owned(), "recurse less, use less memory, and check the `unsafe` code"),
            };
            return Err(at_line(
                listing,
                1,
                &format!("ends the explorer with {how} after {} schedules; {help}\n{}", so_far(&run.stdout), run.stderr),
            ));
        }
        Err(Failure::TimedOut(said)) => {
            let what = format!(
                "is not explored within {} s, {} schedules so far; make each schedule end, in fewer steps",
                LIMIT.as_secs(),
                so_far(&said)
            );
            return Err(at_line(listing, 1, &what));
        }
        Err(Failure::Broken(why)) => return Err(at_line(listing, 1, &format!("{why}; make the listing smaller"))),
    };
    match failure(&said) {
        Some(failure) => Err(at_line(listing, failure.line.unwrap_or(1), &failure.what)),
        None => Ok(said),
    }
}

/// Returns how many schedules the child had run by its last progress line.
fn so_far(said: &str) -> String {
    let last = said.lines().rev().find_map(|line| line.strip_prefix("progress "));
    last.map_or("no".to_owned(), |runs| format!("at least {runs}"))
}

pub(crate) fn at_line(listing: &Listing, line: usize, what: &str) -> String {
    format!("{}:{line}: {what}", project().shown(&listing.path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use book::listing::Place;

    /// A child's bad status, signal or own error is reported with the listing's name.
    #[test]
    fn children_are_heard() {
        let path = project().join("listings/examples/x.rs");
        let listing = Listing { name: "x".to_owned(), place: Place::Examples, path };
        let said = |script: &str| run_child(&listing, run::clean("sh").args(["-c", script]));
        assert_eq!(said("echo all 1"), Ok("all 1\n".to_owned()));
        let ended = said("echo progress 5000; echo progress 7000; echo why >&2; exit 3").unwrap_err();
        assert!(
            ended.starts_with("listings/examples/x.rs:1: ends the explorer with exit status 3 after at least 7000 schedules; "),
            "{ended}"
        );
        assert!(ended.ends_with("\nwhy\n"), "{ended}");
        assert!(said("kill -KILL $$").unwrap_err().contains("with a signal after no schedules"));
        assert_eq!(said(r#"printf '{"Err":{"line":7,"what":"is\\nso"}}'"#), Err("listings/examples/x.rs:7: is\nso".to_owned()));
    }

    /// The line and first words are read from rustc's message.
    #[test]
    fn the_first_error_is_named() {
        let said = "fix it:\nerror[E0432]: unresolved import `outcomes::std::sync::Exclusive`\n --> src/main.rs:3:5\n  |\n";
        assert_eq!(first_error(said), (3, "error[E0432]: unresolved import `std::sync::Exclusive`".to_owned()));
    }
}
