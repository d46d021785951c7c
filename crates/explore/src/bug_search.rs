//! Searches a listing for a bug: runs its own text under shuttle or loom until the first schedule that fails.

use std::sync::Arc;
use std::time::Duration;

use crate::cache::Key;
use crate::doubles::{self, Doubled};
use crate::run::{self, Failure};
use crate::together::{self, Together, Wanted};
use book::listing::Listing;
use book::project;
use cargo_outcomes::rewrite::{Doubles, Refusal};
use serde::Deserialize;

/// The limit that the chapter on checking gives for every search.
pub const LIMIT: Duration = Duration::from_secs(60);

/// A tool that searches, and its strategy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tool {
    /// shuttle, which picks a random thread at each step.
    Random,
    /// shuttle, with random thread priorities that change at a few random steps.
    Pct,
    /// shuttle, by depth-first search through all schedules.
    Dfs,
    /// loom.
    Loom,
}

impl Tool {
    /// Returns the crate with the doubles, its function that searches, and the program's command-line argument.
    fn how(self) -> (Doubles, &'static str, &'static str) {
        match self {
            Self::Random => (Doubles::Shuttle, "child::main", "random"),
            Self::Pct => (Doubles::Shuttle, "child::main", "pct"),
            Self::Dfs => (Doubles::Shuttle, "child::main", "dfs"),
            Self::Loom => (Doubles::Loom, "search", ""),
        }
    }
}

/// How a search ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// The number of schedules or executions started, including the one with the bug.
    pub runs: usize,
    /// The checker's message, if it found a bug.
    pub found: Option<String>,
}

/// Searches this text for a bug, once for each text, tool and compiler.
pub fn search(listing: &Listing, text: &str, tool: Tool) -> Result<Search, String> {
    let program = doubled(listing.name.clone(), text, tool).map_err(|refusal| doubles::refused(listing, &refusal))?;
    let wrong = |what: String| format!("{}:1: {what}", project().shown(&listing.path));
    let said = key(&program, tool)?.cached(|| {
        let mut command = program.command(&[&compiled(tool)]).map_err(|why| wrong(format!("not under {tool:?}: {why}")))?;
        match run::within(LIMIT, command.arg(tool.how().2)).map(together::as_alone) {
            Ok(run) if run.code == Some(0) => Ok(run.stdout),
            Ok(run) => Err(wrong(format!("ends the search by {tool:?}; fix crates/std-on-shuttle or crates/std-on-loom:\n{}", run.stderr))),
            Err(Failure::TimedOut(_)) => Err(wrong(format!("is not searched by {tool:?} within {} s; make it smaller", LIMIT.as_secs()))),
            Err(Failure::Broken(why)) => Err(wrong(why)),
        }
    })?;
    read(&said).ok_or_else(|| wrong(format!("is searched by {tool:?} with a result that cannot be read; fix its double:\n{said}")))
}

fn doubled(name: String, text: &str, tool: Tool) -> Result<Doubled, Refusal> {
    let (double, entry, _) = tool.how();
    Doubled::of(name, text, double, entry)
}

fn key(program: &Doubled, tool: Tool) -> Result<Key, String> {
    program.key_of("searches", include_str!("bug_search.rs"), tool.how().2)
}

/// Returns the expected programs that this tool hasn't searched before, compiled together; a program for shuttle serves all its schedulers.
fn compiled(tool: Tool) -> Arc<Together> {
    let purpose = if tool == Tool::Loom { "bugs, by loom" } else { "bugs, by shuttle" };
    together::compiled(purpose, |programs| {
        doubles::together(programs.into_iter().filter_map(|program| {
            let Wanted::Bug(by) = program.wanted else { return None };
            let doubled = doubled(program.name, &program.text, by).ok().filter(|_| by.how().0 == tool.how().0);
            doubled.filter(|program| !key(program, by).is_ok_and(|key| key.is_known()))
        }))
    })
}

/// Parses `found 3 a sale is lost` or `nothing 10000`.
fn read(said: &str) -> Option<Search> {
    let (verdict, rest) = said.trim_end().split_once(' ')?;
    let (runs, found) = rest.split_once(' ').unwrap_or((rest, ""));
    let runs = runs.parse().ok()?;
    match (verdict, found) {
        ("found", found) if !found.is_empty() => Some(Search { runs, found: Some(found.to_owned()) }),
        ("nothing", "") => Some(Search { runs, found: None }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A find is parsed with its run and message, a search without one with its number of runs; anything else is rejected.
    #[test]
    fn searches_are_read() {
        assert_eq!(read("found 3 a sale\nis lost\n"), Some(Search { runs: 3, found: Some("a sale\nis lost".to_owned()) }));
        assert_eq!(read("nothing 10000\n"), Some(Search { runs: 10_000, found: None }));
        for nonsense in ["", "found", "found 3\n", "nothing x\n", "nothing 3 but\n", "all 3\n"] {
            assert_eq!(read(nonsense), None, "{nonsense:?}");
        }
    }
}
