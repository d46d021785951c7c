//! The outcomes of a program under weak memory: every execution that loom finds for its orderings.

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

/// A litmus test has a handful of operations; one that takes longer is none.
const LIMIT: Duration = Duration::from_secs(60);

/// What is kept of a program against which loom has something to say: that, behind these words, which begin no line of outcomes.
const REFUSED: &str = "refused: ";

/// The exit status after a panic, which is how loom ends a program that it refuses.
const PANICKED: i32 = 101;

/// Every outcome of this listing, with the number of executions that lead to it.
///
/// # Errors
///
/// Why loom can't run the listing, or what it says against it.
pub fn enumerate(listing: &Listing, text: &str) -> Result<Outcomes, String> {
    let wrong = |what: &str| format!("{}:1: {what}", project().shown(&listing.path));
    let program = doubled(&listing.name, text).map_err(|refusal| doubles::refused(listing, &refusal))?;
    let said = key(&program)?.cached(|| {
        let mut command = program.command(&[&compiled()]).map_err(|why| wrong(&format!("cannot be compiled for loom: {why}")))?;
        match run::within(LIMIT, &mut command).map(together::as_alone) {
            Ok(run) if run.code == Some(0) => Ok(run.stdout),
            Ok(run) if run.code == Some(PANICKED) => Ok(format!("{REFUSED}{}", run.stderr)),
            Ok(run) => Err(wrong(&format!("loom refuses it; change the listing:\n{}", run.stderr))),
            Err(Failure::TimedOut(_)) => Err(wrong(&format!("has more executions than {} s can hold; make it smaller", LIMIT.as_secs()))),
            Err(Failure::Broken(why)) => Err(wrong(&why)),
        }
    })?;
    if let Some(why) = said.strip_prefix(REFUSED) {
        return Err(wrong(&format!("loom refuses it; change the listing:\n{why}")));
    }
    let not_read = |line: &str| wrong(&format!("loom's double says `{line}`; correct crates/std-on-loom"));
    let each = said.lines().map(|line| outcome(line).ok_or_else(|| not_read(line)));
    Ok(Outcomes { method: Method::Executions, each: each.collect::<Result<_, _>>()? })
}

/// What the explorer says of an outcome that needs an ordering weaker than `SeqCst`.
const WEAKLY: &str = "only by a weaker memory ordering";

/// Whether loom's executions have more outcomes than the schedules; they must have those that the explorer finds under weak memory.
pub fn adds(listing: &Listing, executions: &Outcomes, schedules: &Outcomes) -> Result<bool, String> {
    let shown = project().shown(&listing.path);
    // loom has no spurious wake-ups, and no failures without a cause.
    let of = |needs: &[&str]| {
        let each = schedules.each.iter().filter(|one| needs.contains(&one.needs.as_str())).cloned().collect();
        ends(&Outcomes { each, method: Method::All })
    };
    let (all, by_schedules, by_axioms) = (ends(executions), of(&[""]), of(&["", WEAKLY]));
    if let Some((printed, end)) = all.symmetric_difference(&by_axioms).next() {
        let who = if all.contains(&(printed.clone(), end.clone())) { "loom" } else { "the explorer" };
        return Err(format!(
            "{shown}:1: has an outcome that only {who} finds; make it smaller, or see who is right by crates/outcomes/src/memory/axioms.rs. It ends in {end:?} and prints:\n{printed}"
        ));
    }
    Ok(all != by_schedules)
}

/// What a program can do, without the numbers.
pub fn ends(outcomes: &Outcomes) -> BTreeSet<(String, End)> {
    outcomes.each.iter().map(|one| (one.printed.clone(), one.end.clone())).collect()
}

fn doubled(name: &str, text: &str) -> Result<Doubled, Refusal> {
    Doubled::of(format!("litmus-{name}"), text, Doubles::Loom, "enumerate")
}

fn key(program: &Doubled) -> Result<Key, String> {
    program.key_of("litmus", include_str!("loom.rs"), "")
}

/// The expected programs of which loom hasn't been asked before, compiled together.
fn compiled() -> Arc<Together> {
    together::compiled("loom", |programs| {
        let wanted = programs.into_iter().filter(|program| program.wanted == Wanted::Loom);
        let doubled = wanted.filter_map(|program| doubled(&program.name, &program.text).ok());
        doubles::together(doubled.filter(|program| !key(program).is_ok_and(|key| key.is_known())))
    })
}

/// `[12,"saw 1\n",""]`: a count, the output, and the message of the panic if it ends in one, quoted as Rust does, which JSON reads as well for what listings print.
fn outcome(line: &str) -> Option<Outcome> {
    let (schedules, printed, note): (u64, String, String) = serde_json::from_str(line).ok()?;
    let end = if note.is_empty() { End::Done } else { End::Panic };
    Some(Outcome { printed, end, note, needs: String::new(), schedules: schedules.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An execution that panics is distinguished from one that ends, and nothing else is understood.
    #[test]
    fn outcomes_are_read() {
        let read = outcome("[12,\"saw 1\\n\",\"\"]").unwrap();
        assert_eq!((read.schedules, read.printed.as_str(), read.end), (12, "saw 1\n", End::Done));
        assert_eq!(outcome("[1,\"\",\"no\"]").unwrap().end, End::Panic);
        assert_eq!(outcome("executions 3"), None);
    }
}
