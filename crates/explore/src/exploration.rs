//! The explorer's program for a listing: explores the listing's own text under every schedule, in a process of its own that is ended when it takes too long, and replays a
//! schedule step by step.

use std::cell::OnceCell;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use crate::cache::Key;
use crate::doubles;
use crate::run::{self, Failure};
use crate::rustc::{self, Project};
use crate::together::{self, Together, Wanted};
use book::listing::Listing;
use book::outcomes::Method;
use book::project;
pub use cargo_outcomes::protocol::{Exploration, Kind, Line, Replay};
use cargo_outcomes::protocol::{failure, read_exploration, read_replay};
use cargo_outcomes::rewrite::{self, Doubles};

/// The crate with the doubles.
const DOUBLE: &str = "outcomes";

/// An exploration ends by its own bounds long before this; one that is still under way then is stuck in one schedule.
const LIMIT: Duration = Duration::from_secs(30);

/// The first schedule of any program ends long before this, and the child says so.
const LIMIT_OF_ONE: Duration = Duration::from_secs(8);

/// The edition in which programs are explored, unless another is asked for.
const EDITION: &str = "2024";

/// What the child is asked: every schedule and what freedoms add, of which its command line says nothing, every schedule alone, or the graph of states, by turns or by the memory
/// model.
const EVERY: &str = "every";
const SCHEDULES: &str = "schedules";
const STATES: &str = "states";
const WEAK_STATES: &str = "weak-states";

/// All outcomes of this listing; computed once for a text, a double and a compiler.
pub fn explore(listing: &Listing, text: &str) -> Result<Exploration, String> {
    explore_in(listing, text, EDITION)
}

/// All outcomes of this listing in an edition.
pub fn explore_in(listing: &Listing, text: &str, edition: &str) -> Result<Exploration, String> {
    let found = explored(listing, text, &said_by_child(listing, text, None, edition, None)?)?;
    match found.outcomes.method {
        Method::Sampled(_) => Err(at_line(listing, 1, "has too many schedules to try them all; start fewer threads, or let them do less")),
        _ => Ok(found),
    }
}

/// What the child's lines say of the outcomes.
fn explored(listing: &Listing, text: &str, said: &str) -> Result<Exploration, String> {
    let found = read_exploration(said, &rewritten(listing, text)?);
    let found = found.ok_or_else(|| at_line(listing, 1, "is explored with a result that cannot be read; fix crates/outcomes"))?;
    if let Some(line) = found.lost_panic {
        let what =
            "starts a thread that panics and that nobody joins, and whether its message is seen depends on when `main` ends; join it";
        return Err(at_line(listing, line.max(1), what));
    }
    // A record has room for few outcomes, and says exactly how many schedules lead to each.
    match found.outcomes.method {
        Method::Stopped => {
            Err(at_line(listing, 1, &format!("has more than {} outcomes; let it print less, or do less", found.outcomes.each.len() - 1)))
        }
        Method::Uncounted => Err(at_line(listing, 1, "has more schedules than can be counted; let it do less")),
        _ => Ok(found),
    }
}

/// A listing of which schedules are wanted as soon as it's explored: one program does both.
#[derive(Debug)]
pub struct Explorable<'a> {
    listing: &'a Listing,
    text: &'a str,
    compiled: OnceCell<Project>,
}

impl<'a> Explorable<'a> {
    /// The listing with this text.
    pub fn new(listing: &'a Listing, text: &'a str) -> Self {
        Self { listing, text, compiled: OnceCell::new() }
    }

    /// As [`explore`].
    pub fn explore(&self) -> Result<Exploration, String> {
        self.explored(None)
    }

    /// The outcomes that need no freedom, which are found long before the others.
    pub fn explore_schedules(&self) -> Result<Exploration, String> {
        self.explored(Some(SCHEDULES))
    }

    fn explored(&self, asked: Option<&str>) -> Result<Exploration, String> {
        explored(self.listing, self.text, &said_by_child(self.listing, self.text, asked, EDITION, Some(&self.compiled))?)
    }

    /// As [`replay`].
    pub fn replay(&self, schedule: &str) -> Result<Replay, String> {
        replayed_by(self.listing, self.text, schedule, &self.compiled)
    }
}

/// One schedule of this listing, as an [`Exploration`] names it.
pub fn replay(listing: &Listing, text: &str, schedule: &str) -> Result<Replay, String> {
    replayed_by(listing, text, schedule, &OnceCell::new())
}

/// Several schedules of this listing, as far as it has them.
pub fn replay_all(listing: &Listing, text: &str, schedules: &[String]) -> Vec<Result<Replay, String>> {
    let alone = OnceCell::new();
    schedules.iter().map(|schedule| replayed_by(listing, text, schedule, &alone)).collect()
}

fn replayed_by(listing: &Listing, text: &str, schedule: &str, alone: &OnceCell<Project>) -> Result<Replay, String> {
    let said = said_by_child(listing, text, Some(schedule), EDITION, Some(alone))?;
    let text = rewritten(listing, text)?;
    read_replay(&said, &text).ok_or_else(|| at_line(listing, 1, "is replayed with a result that cannot be read; fix crates/outcomes"))
}

/// What the child says of this listing's states, by the memory model if that `is_weak`; and the text to which its places belong.
pub(crate) fn said_of_states(listing: &Listing, text: &str, is_weak: bool) -> Result<(String, String), String> {
    let asked = if is_weak { WEAK_STATES } else { STATES };
    Ok((said_by_child(listing, text, Some(asked), EDITION, Some(&OnceCell::new()))?, rewritten(listing, text)?))
}

/// The lines of the program that explores or replays this listing. If it's compiled alone, it's kept there, with the lines of its text in it, for schedules of the same
/// listing.
fn said_by_child(
    listing: &Listing,
    text: &str,
    schedule: Option<&str>,
    edition: &str,
    alone: Option<&OnceCell<Project>>,
) -> Result<String, String> {
    let doubled = rewritten(listing, text)?;
    key(&doubled, schedule.unwrap_or(EVERY), edition)?.cached(|| {
        if edition == EDITION
            && let Some(mut command) = together(&doubled, schedule.is_some_and(|asked| asked != SCHEDULES))
        {
            return run_child(listing, command.args(schedule));
        }
        let thrown_away = OnceCell::new();
        let kept = alone.unwrap_or(&thrown_away);
        let project = match kept.get() {
            Some(project) => project,
            None => {
                let project = compile(listing, &doubled, alone.is_some(), edition)?;
                kept.get_or_init(|| project)
            }
        };
        run_child(listing, run::clean(project.program()).args(schedule))
    })
}

/// The key of what a program says when it's asked this.
fn key(doubled: &str, asked: &str, edition: &str) -> Result<Key, String> {
    Key::new("explorations", include_str!("exploration.rs"), &[doubled, asked, edition])
}

/// The command that runs this program, if it's among those that were expected and compiled together.
fn together(doubled: &str, replays: bool) -> Option<Command> {
    let explored = || compiled("explored", false).command(doubled);
    let replayed = || compiled("replayed", true).command(doubled);
    if replays { replayed() } else { explored().or_else(replayed) }
}

/// The expected programs whose results aren't kept, compiled together: those that will be replayed with the lines of their texts in them, or the others.
fn compiled(purpose: &'static str, replays: bool) -> Arc<Together> {
    together::compiled(purpose, |programs| {
        let unknown = programs.iter().filter(|program| is_wanted(program.wanted, replays)).filter_map(|program| {
            let doubled = rewrite::program(&program.text, Doubles::Outcomes, "child::main").ok()?;
            let asked: &[&str] = if program.wanted == Wanted::States { &[STATES, WEAK_STATES] } else { &[EVERY, SCHEDULES] };
            let is_known = |asked: &&str| key(&doubled, asked, EDITION).is_ok_and(|key| key.is_known());
            (!asked.iter().any(is_known)).then_some(doubled)
        });
        match arguments(replays) {
            Ok(arguments) => Together::new(unknown, EDITION, arguments),
            Err(_) => Together::default(),
        }
    })
}

fn is_wanted(wanted: Wanted, replays: bool) -> bool {
    if replays { matches!(wanted, Wanted::Replays | Wanted::States) } else { wanted == Wanted::Outcomes }
}

/// The listing's text for the explorer.
fn rewritten(listing: &Listing, text: &str) -> Result<String, String> {
    rewrite::program(text, Doubles::Outcomes, "child::main").map_err(|refusal| doubles::refused(listing, &refusal))
}

/// The listing as a program that explores itself; for a replay with the lines of its text in it.
fn compile(listing: &Listing, doubled: &str, replays: bool, edition: &str) -> Result<Project, String> {
    let arguments = arguments(replays)?;
    let name = format!("{}-{}", listing.name, if replays { "replayed" } else { "explored" });
    rustc::compile(&name, doubled, edition, &arguments).map_err(|why| {
        let (line, what) = first_error(&why);
        at_line(
            listing,
            line,
            &format!(
                "cannot be explored, the doubles in crates/outcomes lack something ({what}); add it, or write the listing without it\n{why}"
            ),
        )
    })
}

/// What rustc is told beside the edition; for a replay, to put the lines of the program's text in it.
fn arguments(replays: bool) -> Result<Vec<String>, String> {
    let mut arguments = doubles::link(&doubles::library(DOUBLE)?);
    arguments.push("--cap-lints=allow".to_owned());
    if replays {
        arguments.push("-Cdebuginfo=line-tables-only".to_owned());
    }
    Ok(arguments)
}

/// The line and the words of the first error in what rustc wrote.
fn first_error(said: &str) -> (usize, String) {
    let what = said.lines().find(|line| line.starts_with("error")).unwrap_or("rustc stopped");
    (rustc::first_error_line(said).unwrap_or(1), what.replace("outcomes::uncounted::std", "std").replace("outcomes::std", "std"))
}

/// What the child says; every way in which it can go wrong is a line that names the listing.
fn run_child(listing: &Listing, child: &mut Command) -> Result<String, String> {
    let said = match run::within_if_heard(LIMIT_OF_ONE, LIMIT, child).map(together::as_alone) {
        Ok(run) if run.code == Some(0) => run.stdout,
        Ok(run) => {
            let (how, help) = match run.code {
                Some(code) => (format!("exit status {code}"), "let it end by its own `main`"),
                None => ("a signal".to_owned(), "recurse less, take less memory, and look at what is `unsafe`"),
            };
            return Err(at_line(
                listing,
                1,
                &format!("ends the explorer with {how} after {} schedules; {help}\n{}", so_far(&run.stdout), run.stderr),
            ));
        }
        Err(Failure::TimedOut(said)) if said.is_empty() => {
            let what =
                format!("does not end its first schedule within {} s; let each thread end, or wait for another", LIMIT_OF_ONE.as_secs());
            return Err(at_line(listing, 1, &what));
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

/// How many schedules the child had run when it last said so.
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
    use book::listing;

    /// How a child ends is reported with the listing's name: as it should, with another status, or with a fault of its own.
    #[test]
    fn children_are_heard() {
        let path = project().join("listings/examples/x.rs");
        let listing = Listing { name: "x".to_owned(), place: listing::Place::Examples, path };
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

    /// A message of rustc gives its line and its first words.
    #[test]
    fn the_first_error_is_named() {
        let said = "fix it:\nerror[E0432]: unresolved import `outcomes::std::sync::Exclusive`\n --> src/main.rs:3:5\n  |\n";
        assert_eq!(first_error(said), (3, "error[E0432]: unresolved import `std::sync::Exclusive`".to_owned()));
    }
}
