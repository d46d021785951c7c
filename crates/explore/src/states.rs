//! Builds the JSON state graphs that pages fetch to let a reader be the scheduler.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::exploration::{self, Explorable};
use book::decoys::Decoy;
use book::listing::Listing;
use book::outcomes::{End, Method, Outcomes};
use cargo_outcomes::protocol::{self, Thing};

/// The most bytes of a graph; compressed, more would exceed the 40 kB that a page may fetch.
const MOST_BYTES: usize = 400_000;

/// Returns a listing's state graph as JSON, with the explanations of its decoys.
///
/// # Errors
/// Returns an error if the listing can't be explored, if its graph is too large, or if its outcomes or schedule counts differ from the record's.
pub fn seat(listing: &Listing, text: &str, record: &Outcomes, decoys: &[Decoy]) -> Result<String, String> {
    let mut parts = graph(listing, text, record)?;
    if !decoys.is_empty() {
        parts.push(of_decoys(decoys));
    }
    Ok(written(&parts))
}

/// Returns what a page fetches for a listing with one outcome, which has decoys but no seat.
pub fn guess(decoys: &[Decoy]) -> String {
    written(&[of_decoys(decoys)])
}

fn of_decoys(decoys: &[Decoy]) -> (&'static str, Value) {
    let decoys = decoys.iter().map(|decoy| json!([if decoy.end.is_empty() { "done" } else { &decoy.end }, decoy.printed, decoy.why]));
    ("decoys", Value::Array(decoys.collect()))
}

/// The parts of a graph.
type Graph = Vec<(&'static str, Value)>;

fn graph(listing: &Listing, text: &str, record: &Outcomes) -> Result<Graph, String> {
    let is_weak = record.method == Method::Executions;
    let program = Explorable::new(listing, text);
    let (said, doubled) = program.states(is_weak)?;
    let wrong = |what: &str| exploration::at_line(listing, 1, &format!("{what}; fix crates/outcomes/src/states.rs"));
    let graph = protocol::read::<Result<Value, String>>(&said).ok_or_else(|| wrong("has no graph of its states"))?;
    let mut graph = graph.map_err(|why| exploration::at_line(listing, 1, &why))?;
    graph["things"] = named(&graph, doubled).ok_or_else(|| wrong("has a graph with things that cannot be read"))?;
    // The return of `main` has no line: its caller isn't in the listing.
    for (part, verb) in [("stands", 0), ("steps", 1)] {
        for one in graph[part].as_array_mut().into_iter().flatten().filter(|one| one[verb] == "return") {
            one[verb + 2] = json!(0);
        }
    }
    let counts = counts(&graph["states"]).ok_or_else(|| wrong("has a graph with a cycle or no end"))?;
    let by_record = |outcome: &Value| {
        let is_this = |note: fn(&str) -> String| {
            record.each.iter().position(|one| {
                (Some(one.printed.as_str()), Some(&*end(&one.end)), Some(note(&one.note)))
                    == (outcome[2].as_str(), outcome[0].as_str(), outcome[1].as_str().map(note))
            })
        };
        // If std itself takes a step, its line is known only from the stack, as here.
        is_this(str::to_owned).or_else(|| is_this(without_lines))
    };
    let found: Vec<Value> = graph["outcomes"].as_array().cloned().unwrap_or_default();
    let places: Option<Vec<usize>> = found.iter().map(by_record).collect();
    let counted = record.each.iter().filter(|one| one.needs.is_empty()).count();
    let known: BTreeSet<usize> = places.iter().flatten().copied().collect();
    // loom counts executions in its own way.
    let is_exact =
        |(outcome, place): (usize, &usize)| is_weak || counts.get(outcome).copied().unwrap_or_default() == record.each[*place].schedules;
    if known.len() != counted || !places.iter().flatten().enumerate().all(is_exact) {
        let what = format!(
            "has a seat with other outcomes or numbers than its record; run `cargo xtask bless {}`, and if that changes nothing, fix crates/outcomes/src/states.rs",
            listing.name
        );
        return Err(exploration::at_line(listing, 1, &what));
    }
    let places = places.ok_or_else(|| wrong("has a graph with an outcome that is not in its record"))?;
    // Outcomes are in the record's order.
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|outcome| places[*outcome]);
    let outcomes = order.iter().map(|outcome| {
        let one = &found[*outcome];
        json!([one[0], record.each[places[*outcome]].note, one[2], u64::try_from(counts[*outcome]).unwrap_or(u64::MAX)])
    });
    graph["outcomes"] = Value::Array(outcomes.collect());
    for state in graph["states"].as_array_mut().into_iter().flatten() {
        if let Some(outcome) = state[2].as_u64() {
            state[2] = json!(order.iter().position(|one| *one as u64 == outcome));
        }
    }
    let mut parts: Vec<(&str, Value)> =
        ["threads", "things", "outcomes", "stands", "shared", "steps", "states"].into_iter().map(|key| (key, graph[key].take())).collect();
    if is_weak {
        parts.push(("weak", json!(true)));
    }
    if written(&parts).len() > MOST_BYTES {
        return Err(exploration::at_line(listing, 1, "has too many states to choose from; make it do less"));
    }
    Ok(parts)
}

fn end(end: &End) -> String {
    match end {
        End::Exit(status) => format!("exit {status}"),
        end => format!("{end:?}").to_lowercase(),
    }
}

/// Returns a note on a deadlock without its line numbers.
fn without_lines(note: &str) -> String {
    let waits = note.split(", ").map(|wait| wait.split(" at line ").next().unwrap_or_default());
    waits.collect::<Vec<_>>().join(", ")
}

/// Returns each thing's kind and its name in the listing.
fn named(graph: &Value, doubled: &str) -> Option<Value> {
    let things: Vec<Thing> = serde_json::from_value(graph["things"].clone()).ok()?;
    let threads: Vec<String> = serde_json::from_value(graph["threads"].clone()).ok()?;
    let names = protocol::names(&things, &threads, doubled);
    Some(names.into_iter().zip(graph["things"].as_array()?).map(|(name, thing)| json!([thing["kind"], name])).collect())
}

/// Returns the number of schedules that lead to each outcome from the first state.
fn counts(states: &Value) -> Option<Vec<u128>> {
    let states = states.as_array()?;
    let mut arrivals = vec![0_u128; states.len()];
    let mut counts = Vec::new();
    *arrivals.first_mut()? = 1;
    // A state leads only to later ones.
    for (at, state) in states.iter().enumerate() {
        if let Some(outcome) = state[2].as_u64() {
            let outcome = usize::try_from(outcome).ok()?;
            counts.resize(counts.len().max(outcome + 1), 0);
            counts[outcome] += arrivals[at];
        } else {
            for edge in state[2].as_array()? {
                let next = usize::try_from(edge[1].as_u64()?).ok().filter(|next| *next > at)?;
                let more = arrivals[at];
                *arrivals.get_mut(next)? += more;
            }
        }
    }
    Some(counts)
}

/// Formats JSON with one line per entry of each array, to keep diffs readable.
fn written(parts: &[(&str, Value)]) -> String {
    let each = parts.iter().map(|(key, value)| match value.as_array() {
        Some(entries) => {
            let entries: Vec<String> = entries.iter().map(ToString::to_string).collect();
            format!("\"{key}\":[\n{}\n]", entries.join(",\n"))
        }
        None => format!("\"{key}\":{value}"),
    });
    format!("{{\n{}\n}}\n", each.collect::<Vec<_>>().join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Schedules are counted as paths; a graph with a cycle is rejected.
    #[test]
    fn paths_are_counted() {
        let diamond = json!([[0, [], [[0, 1], [1, 2]]], [0, [], [[1, 3]]], [0, [], [[0, 3], [2, 4]]], [0, [], 0], [0, [], 1]]);
        assert_eq!(counts(&diamond), Some(vec![2, 1]));
        assert_eq!(counts(&json!([[0, [], [[0, 0]]]])), None);
        assert_eq!(counts(&json!([])), None);
    }

    /// Each entry has a line.
    #[test]
    fn parts_are_written() {
        let text = written(&[("weak", json!(true)), ("decoys", json!([["done", "a\n", "No."]]))]);
        assert_eq!(text, "{\n\"weak\":true,\n\"decoys\":[\n[\"done\",\"a\\n\",\"No.\"]\n]\n}\n");
    }
}
