//! Enumerates a program's outcomes under weak memory, over every execution that loom finds.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use book::listing::Listing;
use book::outcomes::{End, Method, Outcome, Outcomes};
use book::project;
use cargo_outcomes::rewrite::{Doubles, Refusal};

use crate::cache::Key;
use crate::doubles::{self, Doubled};
use crate::run::{self, Failure};
use crate::together::{self, Together, Wanted};

/// A litmus test has a handful of operations; a program that takes longer isn't one.
const LIMIT: Duration = Duration::from_secs(60);

/// The prefix of a cached result that is loom's objection; no line of outcomes begins with it.
const REFUSED: &str = "refused: ";

/// The exit status of a panic, which is how loom rejects a program.
const PANICKED: i32 = 101;

/// Returns every outcome of a listing, with the number of executions that lead to it.
///
/// # Errors
///
/// Returns why loom can't run the listing, or its objection.
pub fn enumerate(listing: &Listing, text: &str) -> Result<Outcomes, String> {
    let wrong = |what: &str| format!("{}:1: {what}", project().shown(&listing.path));
    let program = doubled(&listing.name, text).map_err(|refusal| doubles::refused(listing, &refusal))?;
    let said = key(&program)?.cached(|| {
        let mut command = program.command(&[&compiled()]).map_err(|why| wrong(&format!("cannot be compiled for loom: {why}")))?;
        match run::within(LIMIT, &mut command).map(together::as_alone) {
            Ok(run) if run.code == Some(0) => Ok(run.stdout),
            Ok(run) if run.code == Some(PANICKED) => Ok(format!("{REFUSED}{}", run.stderr)),
            Ok(run) => Err(wrong(&format!("loom refuses it; change the listing:\n{}", run.stderr))),
            Err(Failure::TimedOut(_)) => Err(wrong(&format!("takes loom longer than {} s; make it smaller", LIMIT.as_secs()))),
            Err(Failure::Broken(why)) => Err(wrong(&why)),
        }
    })?;
    if let Some(why) = said.strip_prefix(REFUSED) {
        return Err(wrong(&format!("loom refuses it; change the listing:\n{why}")));
    }
    let not_read = |line: &str| wrong(&format!("loom's double prints `{line}`, which can't be read; fix crates/std-on-loom"));
    let each = said.lines().map(|line| outcome(line).ok_or_else(|| not_read(line)));
    Ok(Outcomes { method: Method::Executions, each: each.collect::<Result<_, _>>()? })
}

/// The explorer's label for an outcome that needs an ordering weaker than `SeqCst`.
const WEAKLY: &str = "only by a weaker memory ordering";

/// Returns whether loom's executions have more outcomes than the schedules, or an error if they differ from what the explorer finds under weak memory.
pub fn adds(listing: &Listing, executions: &Outcomes, schedules: &Outcomes) -> Result<bool, String> {
    let shown = project().shown(&listing.path);
    // loom has no spurious wake-ups or spurious failures.
    let of = |needs: &[&str]| {
        let each = schedules.each.iter().filter(|one| needs.contains(&one.needs.as_str())).cloned().collect();
        ends(&Outcomes { each, method: Method::All })
    };
    let (all, by_schedules, by_axioms) = (ends(executions), of(&[""]), of(&["", WEAKLY]));
    if let Some((printed, end)) = all.symmetric_difference(&by_axioms).next() {
        let who = if all.contains(&(printed.clone(), end.clone())) { "loom" } else { "the explorer" };
        return Err(format!(
            "{shown}:1: has an outcome that only {who} finds; make it smaller, or settle it with crates/outcomes/src/memory/axioms.rs. It ends in {end:?} and prints:\n{printed}"
        ));
    }
    Ok(all != by_schedules)
}

/// Returns the outputs and ends of a program, without the counts.
pub fn ends(outcomes: &Outcomes) -> BTreeSet<(String, End)> {
    outcomes.each.iter().map(|one| (one.printed.clone(), one.end.clone())).collect()
}

fn doubled(name: &str, text: &str) -> Result<Doubled, Refusal> {
    Doubled::of(format!("litmus-{name}"), text, Doubles::Loom, "enumerate")
}

fn key(program: &Doubled) -> Result<Key, String> {
    program.key_of("litmus", include_str!("loom.rs"), "")
}

/// Returns the expected programs without a cached result from loom, compiled together.
fn compiled() -> Arc<Together> {
    together::compiled("loom", |programs| {
        let wanted = programs.into_iter().filter(|program| program.wanted == Wanted::Loom);
        let doubled = wanted.filter_map(|program| doubled(&program.name, &program.text).ok());
        doubles::together(doubled.filter(|program| !key(program).is_ok_and(|key| key.is_known())))
    })
}

/// Parses `[12,"saw 1\n",""]`: the count, the output, and the panic message, if any. The strings are in Rust's `Debug` format, which is valid JSON for what listings print.
fn outcome(line: &str) -> Option<Outcome> {
    let (schedules, printed, note): (u64, String, String) = serde_json::from_str(line).ok()?;
    let end = if note.is_empty() { End::Done } else { End::Panic };
    Some(Outcome { printed, end, note, needs: String::new(), schedules: schedules.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An execution that panics is distinguished from one that returns; anything else is rejected.
    #[test]
    fn outcomes_are_read() {
        let read = outcome("[12,\"saw 1\\n\",\"\"]").unwrap();
        assert_eq!((read.schedules, read.printed.as_str(), read.end), (12, "saw 1\n", End::Done));
        assert_eq!(outcome("[1,\"\",\"no\"]").unwrap().end, End::Panic);
        assert_eq!(outcome("executions 3"), None);
    }
}
