//! The judge: accepts an answer if it meets its demands under every schedule; if not, it shows, step by step, a schedule that breaks one.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

use book::listing::Listing;
use book::project;
use cargo_outcomes::record::{End, Method, Outcome, Outcomes};
use cargo_outcomes::refuse;
use cargo_outcomes::source::Source;
use cargo_outcomes::steps::{busiest, step_by_step};
use explore::exploration::{Explorable, Exploration, Kind, Line, Replay};
use explore::{doubles, rustc};

use crate::demands::{Again, Demands, lines_of, weakened};

/// The message if one of the judge's threads panics.
const STOPPED: &str = "the judge panicked; this is a bug in the judge";

/// Checks that an answer with this text meets the demands, and returns what was found.
///
/// # Errors
///
/// What it does wrong, in words for the reader.
pub fn judge(demands: &Demands, start: &str, answer: &Listing, text: &str) -> Result<String, String> {
    let shown = project().shown(&answer.path);
    let reported = |what: String| format!("{shown} {what}");
    if text.trim().is_empty() {
        return Err(reported(format!("is empty; `cargo practice {} --reset` restores the start", answer.name)));
    }
    demands.of_text(start, text).map_err(reported)?;
    // If the text isn't Rust, the compiler says why.
    let refusal = Source::parse(text).ok().and_then(|_| refuse::out_of_sight(text));
    if let Some(refusal) = refusal.filter(|_| demands.refused.is_none()) {
        return Err(doubles::refused(answer, &refusal));
    }
    if let Some(code) = &demands.refused {
        compiles(demands, answer, text).map_err(reported)?;
        return Ok(format!("The compiler refuses it with {code}, as it should."));
    }
    let program = Explorable::new(answer, text);
    // Compiling takes most of the time, so both compilers run at once.
    let (compiled, explored) = thread::scope(|s| {
        let compiled = s.spawn(|| compiles(demands, answer, text));
        let explored = program.explore_schedules();
        (compiled.join(), explored)
    });
    compiled.map_err(|_| STOPPED)?.map_err(reported)?;
    // Most wrong answers are wrong even without freedoms, such as spurious wake-ups, which take longer to search.
    may_do(demands, &program, &explored?).map_err(reported)?;
    let found = program.explore()?;
    may_do(demands, &program, &found).map_err(reported)?;
    if let Some(what) = lacks(demands, &found.outcomes) {
        return Err(reported(what));
    }
    if demands.threads > 0 || !demands.runs.is_empty() {
        // Each outcome's schedule has the fewest thread switches; in it, a thread that needn't wait for another to end is started before that one ends.
        for schedule in &found.schedules {
            if let Some(what) = leaves_out(demands, &program.replay(schedule).map_err(reported)?.lines, text) {
                return Err(reported(what));
            }
        }
    }
    // An answer may be written in several ways, each with its own change.
    let changed: Vec<_> = demands.again.iter().map(|again| (again, again.of(text))).collect();
    if let Some((_, Err(missing))) = changed.first().filter(|_| changed.iter().all(|(_, changed)| changed.is_err())) {
        return Err(reported(missing.clone()));
    }
    for (again, changed) in &changed {
        if let Ok(changed) = changed {
            does_it_again(again, answer, changed).map_err(reported)?;
        }
    }
    if demands.weakest {
        orderings(demands, answer, text).map_err(reported)?;
    }
    Ok(match found.outcomes.schedules() {
        1 => "Its only schedule does what it should.".to_owned(),
        count => format!("All {count} schedules do what they should."),
    })
}

/// Checks that the compiler accepts it, or refuses it with the demanded code.
fn compiles(demands: &Demands, answer: &Listing, text: &str) -> Result<(), String> {
    let said = rustc::check(&answer.name, text, "2024")?;
    let errors: Vec<_> = said.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    // The compiler saw a copy.
    let shown = project().shown(&answer.path);
    let rendered = || errors.iter().map(|error| error.rendered.replace("src/main.rs", &shown)).collect::<Vec<_>>().join("\n\n");
    match (&demands.refused, errors.first()) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(format!("does not compile\n\n{}", rendered())),
        (Some(code), None) => Err(format!("compiles, but should be refused with {code}")),
        (Some(code), Some(_)) if errors.iter().all(|error| error.name() == code) => {
            // The compiler must refuse the part that stays as it is.
            let kept: Vec<_> = demands.keep.iter().flat_map(|kept| lines_of(text, kept)).collect();
            let is_elsewhere = |line: &&usize| !kept.is_empty() && !kept.iter().any(|range| range.contains(line));
            match errors.iter().flat_map(|error| &error.lines).find(is_elsewhere) {
                Some(line) => Err(format!(
                    "is refused on line {line}, but the compiler should refuse `{}` as it is in the start\n\n{}",
                    demands.keep[0],
                    rendered()
                )),
                None => Ok(()),
            }
        }
        (Some(code), Some(first)) => Err(format!("is refused with {}, but should be refused with {code}\n\n{}", first.name(), rendered())),
    }
}

/// Checks that no outcome breaks a demand; if one does, the error shows a schedule.
fn may_do(demands: &Demands, program: &Explorable, found: &Exploration) -> Result<(), String> {
    if let Method::Sampled(_) = found.outcomes.method {
        let longest = found.schedules.iter().max_by_key(|schedule| schedule.len());
        let busiest = longest.and_then(|schedule| program.replay(schedule).ok()).map(|replay| busiest(&replay));
        return Err(format!(
            "has too many schedules to try them all; {}. Start fewer threads, or make these lines run less often: a retry loop runs once for each \
             change by another thread",
            busiest.unwrap_or_else(|| "its threads take too many steps".to_owned())
        ));
    }
    match breaks(demands, &found.outcomes) {
        Some((at, what)) => {
            let replay = program.replay(&found.schedules[at])?;
            Err(format!("{}\n\n{}", in_order(what, &replay), schedule(&found.outcomes, at, &replay)))
        }
        None => Ok(()),
    }
}

/// If several threads panic, names all panics in order, because the last is often only a consequence of the first.
fn in_order(what: String, replay: &Replay) -> String {
    let panics: Vec<&Line> = replay.lines.iter().filter(|line| line.kind == Kind::Note && line.verb == "panic").collect();
    if replay.outcome.end != End::Panic || panics.len() < 2 {
        return what;
    }
    let named = panics.iter().map(|panic| {
        let place = panic.line.map_or(String::new(), |line| format!(" at line {line}"));
        format!("{} ({}{place})", panic.detail, panic.name)
    });
    let needs = if replay.outcome.needs.is_empty() { String::new() } else { format!(" ({})", replay.outcome.needs) };
    format!("can panic: {}{needs}", named.collect::<Vec<_>>().join(", and then: "))
}

/// Returns the index of the first outcome that isn't allowed, and what is wrong with it.
fn breaks(demands: &Demands, outcomes: &Outcomes) -> Option<(usize, String)> {
    let allows = |printed: &str| demands.prints.as_ref().is_none_or(|all| all.iter().any(|one| is_printed(one, printed)));
    outcomes.each.iter().enumerate().find_map(|(at, outcome)| {
        let what = match outcome.end {
            End::Deadlock => format!("can deadlock: {}", outcome.note),
            End::Panic => format!("can panic: {}", outcome.note),
            End::Undefined if outcome.note.starts_with("data race: ") => format!("has a {}", outcome.note),
            End::Undefined => format!("has undefined behavior: {}", outcome.note),
            End::Exit(status) => format!("can end with exit status {status}"),
            End::Done if allows(&outcome.printed) => return None,
            End::Done if outcome.printed.is_empty() => "can print nothing".to_owned(),
            End::Done => format!("can print: {}", on_one_line(&outcome.printed)),
        };
        Some((at, if outcome.needs.is_empty() { what } else { format!("{what} ({})", outcome.needs) }))
    })
}

/// Whether an output is what the demand says; line breaks at the end don't matter.
fn is_printed(demand: &str, printed: &str) -> bool {
    demand.trim_end() == printed.trim_end()
}

/// Joins the lines of an output for a sentence.
fn on_one_line(printed: &str) -> String {
    printed.lines().collect::<Vec<_>>().join(" / ")
}

/// Returns something that some schedule should do but none does, if any.
fn lacks(demands: &Demands, outcomes: &Outcomes) -> Option<String> {
    let never = |one: &&String| !outcomes.each.iter().any(|outcome| is_printed(one, &outcome.printed));
    if let Some(missing) = demands.prints.iter().flatten().find(never) {
        return Some(format!("never prints: {}", on_one_line(missing)));
    }
    let overlaps = |outcome: &Outcome| {
        let mut lines = outcome.printed.lines();
        demands.overlap.iter().all(|wanted| lines.any(|line| line == wanted))
    };
    let overlap = demands.overlap.join(" / ");
    (!outcomes.each.iter().any(overlaps)).then(|| format!("never overlaps: no schedule prints, in this order: {overlap}"))
}

/// Checks that the changed program does what it should then.
fn does_it_again(again: &Again, answer: &Listing, changed: &str) -> Result<(), String> {
    let demands = Demands { prints: again.prints.clone(), overlap: again.overlap.clone(), ..Demands::default() };
    let program = Explorable::new(answer, changed);
    // Freedoms don't depend on the change, and the unchanged answer has been tried with them.
    let found = program.explore_schedules()?;
    let wrong = may_do(&demands, &program, &found).err().or_else(|| lacks(&demands, &found.outcomes));
    let Some(wrong) = wrong else { return Ok(()) };
    let edits = again.edit.iter().map(|edit| match &edit[..] {
        [.., from, to] if to.is_empty() => format!("  {from}\n  is left out"),
        [.., from, to] => format!("  {from}\n  becomes\n  {to}"),
        _ => String::new(),
    });
    let wanted = again.prints.iter().flatten().map(|one| on_one_line(one)).collect::<Vec<_>>().join(", or: ");
    let wanted = if wanted.is_empty() { String::new() } else { format!("It should print: {wanted}\n") };
    Err(format!(
        "works only with the start's values; make it work with any. The judge tried this change:\n\n{}\n\n{wanted}It {wrong}",
        edits.collect::<Vec<_>>().join("\n")
    ))
}

/// Returns a demand that this schedule doesn't meet: threads that run at the same time and each do part of the work.
fn leaves_out(demands: &Demands, lines: &[Line], text: &str) -> Option<String> {
    let (mut alive, mut most) = (0, 0);
    for line in lines {
        match line.verb.as_str() {
            "spawn" => alive += 1,
            "end" if line.thread != 0 => alive -= 1,
            _ => {}
        }
        most = most.max(alive);
    }
    let wanted = demands.threads;
    match most {
        most if most >= wanted => {}
        0 => return Some(format!("starts no thread; this exercise asks for {wanted} that run at the same time")),
        most => {
            return Some(format!(
                "never has more than {most} thread{} besides `main` at the same time; start {wanted} before you join one",
                if most == 1 { "" } else { "s" }
            ));
        }
    }
    demands.runs.iter().find_map(|(item, wanted)| {
        let own = lines_of(text, item);
        let is_in = |line: &&Line| line.kind == Kind::Step && line.line.is_some_and(|at| own.iter().any(|range| range.contains(&at)));
        let counts = |thread: &usize| *thread != 0 || *wanted > demands.threads;
        let threads: BTreeSet<usize> = lines.iter().filter(is_in).map(|line| line.thread).filter(counts).collect();
        match threads.len() {
            count if count >= *wanted => None,
            0 if demands.threads >= *wanted => {
                Some(format!("can run without any thread but `main` in `{item}`; do the work there, as in the start"))
            }
            0 => Some(format!("can run without a step in `{item}`; do the work there, as in the start")),
            count => Some(format!(
                "can run with only {count} of {wanted} threads in `{item}`; let each thread do its part there, as in the start"
            )),
        }
    })
}

/// Formats a schedule that leads to the outcome at this index, step by step.
fn schedule(outcomes: &Outcomes, at: usize, replay: &Replay) -> String {
    let all = outcomes.schedules();
    let share = match outcomes.each[at].schedules {
        0 => "No order of steps alone leads there; this one does, if that happens as well:".to_owned(),
        1 if all == 1 => "Its only schedule leads there:".to_owned(),
        share if share == all => format!("Every schedule ({share}) leads there; one of them:"),
        share => format!("{share} of {all} schedules lead there; one of them:"),
    };
    format!("{share}\n\n{}", step_by_step(replay))
}

/// Checks that no ordering is stronger than it has to be.
fn orderings(demands: &Demands, answer: &Listing, text: &str) -> Result<(), String> {
    let weakened = weakened(text);
    let next = AtomicUsize::new(0);
    let would_do = |text: &str| {
        let program = Explorable::new(answer, text);
        let is_fine = |found: Exploration| breaks(demands, &found.outcomes).is_none() && found.outcomes.method == Method::All;
        program.explore_schedules().is_ok_and(is_fine) && program.explore().is_ok_and(is_fine)
    };
    // The threads take the weakened programs one by one, until one of them is good enough.
    let first = || {
        loop {
            let at = next.fetch_add(1, Relaxed);
            if would_do(&weakened.get(at)?.text) {
                next.store(weakened.len(), Relaxed);
                return Some(at);
            }
        }
    };
    let found: Vec<_> = thread::scope(|s| {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let all: Vec<_> = (0..processors).map(|_| s.spawn(first)).collect();
        all.into_iter().map(|one| one.join().map_err(|_| STOPPED)).collect::<Result<_, _>>()
    })?;
    match found.into_iter().flatten().min().map(|first| &weakened[first]) {
        Some(found) => Err(format!("has a stronger ordering than it needs: `{}` on line {} can be weaker", found.ordering, found.line)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first of several panics is named first; a single panic and other ends are named as they are.
    #[test]
    fn panics_are_in_order() {
        let panic = |thread: usize, at: usize, detail: &str| {
            let (name, verb, detail) = (format!("thread {thread}"), "panic".to_owned(), detail.to_owned());
            Line { kind: Kind::Note, thread, name, line: Some(at), verb, detail, ..Line::default() }
        };
        let both = [panic(1, 7, "no seat"), panic(0, 12, "poisoned")];
        for (lines, end, expected) in [
            (&both[..], End::Panic, "can panic: no seat (thread 1 at line 7), and then: poisoned (thread 0 at line 12)"),
            (&both[1..], End::Panic, "can panic: why"),
            (&both[..], End::Done, "can panic: why"),
        ] {
            let outcome = Outcome { end, ..Outcome::default() };
            assert_eq!(in_order("can panic: why".to_owned(), &Replay { lines: lines.to_vec(), outcome }), expected);
        }
    }
}
