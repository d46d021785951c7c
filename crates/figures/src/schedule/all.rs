//! All schedules of a small listing, step by step: an HTML table to unfold for each one.

use std::collections::BTreeMap;

use super::source::{Names, Schedules};
use super::{in_words, listing};
use crate::figure::{self, Fault};
use book::files::line_at;
use book::listing::Listing;
use book::outcomes::Outcomes;
use explore::exploration::{self, Explorable, Kind, Line, Replay};

/// A listing with more orders of steps than this is too large to step through.
const MOST: usize = 60;

/// One schedule: which thread takes each step, and what happens.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    /// The thread of each step.
    pub order: Vec<usize>,
    /// The replay.
    pub replay: Replay,
}

/// Returns every schedule of a listing whose schedules differ only in the order of the same steps.
///
/// Every order of the steps is replayed; counting proves that none is missing, because exploration says how many schedules lead to each outcome.
fn every(listing: &Listing, text: &str) -> Result<Vec<Run>, String> {
    let found = exploration::explore(listing, text)?;
    let first = found.schedules.first().ok_or("has no schedule")?;
    let (finer, steps) = first.split_once(':').ok_or_else(|| format!("`{first}` is not a schedule"))?;
    let order: Option<Vec<usize>> = steps.split(',').map(|step| step.parse().ok()).collect();
    let order = order.ok_or("has steps that can go several ways; choose another listing")?;
    // `main`'s steps after all others have ended come last in every order.
    let mixed = order.iter().rposition(|thread| *thread != 0).map_or(0, |last| last + 1);
    let mut candidates = orders(&order[..mixed])?;
    candidates.iter_mut().for_each(|candidate| candidate.extend(&order[mixed..]));
    let schedule = |candidate: &Vec<usize>| {
        let steps: Vec<String> = candidate.iter().map(ToString::to_string).collect();
        format!("{finer}:{}", steps.join(","))
    };
    let program = Explorable::new(listing, text);
    // An order that the listing does not allow is not a schedule; if a schedule is missing, the count below shows it.
    let run = |order: Vec<usize>| Some(Run { replay: program.replay(&schedule(&order)).ok()?, order });
    let runs: Vec<Run> = candidates.into_iter().filter_map(run).collect();
    is_complete(&runs, &found.outcomes).map(|()| runs)
}

fn is_complete(runs: &[Run], outcomes: &Outcomes) -> Result<(), String> {
    for outcome in &outcomes.each {
        let count = runs.iter().filter(|run| in_words(&run.replay.outcome) == in_words(outcome)).count();
        if count as u128 != outcome.schedules {
            let words = in_words(outcome);
            return Err(format!(
                "{count} orders of its steps lead to `{words}`, but {} schedules do; choose a listing without branches",
                outcome.schedules
            ));
        }
    }
    Ok(())
}

/// Returns every permutation of these, in lexicographic order.
fn orders(of: &[usize]) -> Result<Vec<Vec<usize>>, String> {
    let mut order = of.to_vec();
    order.sort_unstable();
    let mut all = vec![order.clone()];
    // The next order has a greater thread at the last place where one follows, and the smallest ones after it.
    while let Some(at) = order.windows(2).rposition(|pair| pair[0] < pair[1]) {
        if all.len() == MOST {
            return Err(format!("has more than {MOST} orders of its steps; choose a smaller listing"));
        }
        let greater = order.iter().rposition(|thread| *thread > order[at]).unwrap_or(at);
        order.swap(at, greater);
        order[at + 1..].reverse();
        all.push(order.clone());
    }
    Ok(all)
}

/// Returns the tables of all schedules that a source asks for.
pub fn tables(name: &str, text: &str) -> Result<String, Fault> {
    let source: Schedules = figure::toml(text)?;
    let line = line_at(text, source.listing.span().start);
    let (listing, program) = listing(source.listing.get_ref(), line)?;
    let runs = &every(&listing, &program).map_err(|why| Fault::new(line, why, "then write the tables again"))?;
    let mut html = format!("<div class=\"steps\" id=\"steps-{name}\" data-listing=\"{}\">\n", listing.name);
    for (index, run) in runs.iter().enumerate() {
        let table = Table { names: &source.call, run, runs };
        let ended = table.steps().iter().rposition(|line| line.thread != 0).map_or(0, |last| last + 1);
        let order: Vec<String> = table.steps()[..ended].iter().map(|line| table.name(line)).collect();
        html.push_str(&format!(
            "<details><summary>Schedule {} of {}: {}, prints <code>{}</code></summary>\n<div class=\"table-wrapper\">\n",
            index + 1,
            runs.len(),
            order.join(" "),
            escaped(&in_words(&run.replay.outcome))
        ));
        html.push_str(&table.html());
        html.push_str("</div>\n</details>\n");
    }
    html.push_str("</div>\n");
    Ok(html)
}

/// The table of one schedule.
#[derive(Debug)]
struct Table<'a> {
    names: &'a Names,
    run: &'a Run,
    runs: &'a [Run],
}

impl Table<'_> {
    /// Returns the steps, except `main`'s return.
    fn steps(&self) -> Vec<&Line> {
        self.run.replay.lines.iter().filter(|line| line.kind == Kind::Step && line.verb != "return").collect()
    }

    fn name(&self, line: &Line) -> String {
        self.names.of(&line.name)
    }

    /// Returns the threads besides `main`, in order, by number and name.
    fn threads(&self) -> Vec<(usize, String)> {
        let all: BTreeMap<usize, String> = self.run.replay.lines.iter().map(|line| (line.thread, self.name(line))).collect();
        all.into_iter().filter(|(thread, _)| *thread != 0).collect()
    }

    /// Returns the shared objects and their initial values, as the first load sees them.
    fn objects(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        for line in self.steps() {
            let (Some(object), true) = (&line.object, line.verb == "load") else { continue };
            if !all.iter().any(|(known, _)| known == object) {
                all.push((object.clone(), line.detail.clone()));
            }
        }
        all
    }

    fn html(&self) -> String {
        let (threads, objects) = (self.threads(), self.objects());
        let mut heads: Vec<String> = ["Step", "Thread", "Line", "Does"].map(str::to_owned).to_vec();
        heads.extend(objects.iter().map(|(object, _)| format!("<code>{}</code>", escaped(&self.names.of(object)))));
        heads.extend(threads.iter().map(|(_, name)| format!("{} has seen", escaped(name))));
        heads.push("Can still print".to_owned());
        let heads: Vec<String> = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
        let mut html = format!("<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n", heads.concat());
        let mut now: Vec<String> = objects.iter().map(|(_, first)| first.clone()).collect();
        let mut seen: Vec<String> = vec!["nothing".to_owned(); threads.len()];
        html.push_str(&self.row(0, None, &now, &seen));
        for (index, line) in self.steps().into_iter().enumerate() {
            let object = objects.iter().position(|(object, _)| Some(object) == line.object.as_ref());
            let thread = threads.iter().position(|(thread, _)| *thread == line.thread);
            match (line.verb.as_str(), object, thread) {
                ("store", Some(object), _) => now[object].clone_from(&line.detail),
                ("load", _, Some(thread)) => seen[thread].clone_from(&line.detail),
                _ => {}
            }
            html.push_str(&self.row(index + 1, Some(line), &now, &seen));
        }
        html.push_str("</tbody>\n</table>\n");
        html
    }

    /// Returns a row: the state after a step, or before the first.
    fn row(&self, number: usize, line: Option<&Line>, now: &[String], seen: &[String]) -> String {
        let (thread, place, does) = match line {
            Some(line) => (self.name(line), line.line.map_or(String::new(), |line| line.to_string()), self.does(line)),
            None => (String::new(), String::new(), "before the first step".to_owned()),
        };
        let mut cells = vec![number.to_string(), escaped(&thread), place.clone(), does];
        cells.extend(now.iter().chain(seen).map(|value| escaped(value)));
        cells.push(self.left(number));
        let cells: Vec<String> = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        let mark = if self.decides(number) { " class=\"decides\"" } else { "" };
        format!(
            "<tr{mark} data-line=\"{place}\" data-thread=\"{}\" data-at=\"{}\">{}</tr>\n",
            escaped(&thread),
            self.places(number),
            cells.concat()
        )
    }

    fn does(&self, line: &Line) -> String {
        let object = line.object.as_deref().map(|object| escaped(&self.names.of(object))).unwrap_or_default();
        let detail = escaped(line.detail.trim_end());
        match line.verb.as_str() {
            "load" => format!("loads {detail} from <code>{object}</code>"),
            "store" => format!("stores {detail} in <code>{object}</code>"),
            "print" => format!("prints <code>{detail}</code>"),
            verb => format!("<code>{verb}</code>"),
        }
    }

    /// Returns where each thread is after this many steps: at the line of its next step, or where it waits.
    fn places(&self, number: usize) -> String {
        let steps = self.steps();
        let mut places = Vec::new();
        for (thread, name) in [(0, "main".to_owned())].into_iter().chain(self.threads()) {
            let others = steps.iter().skip(number).any(|line| line.thread != 0);
            let waits = self.run.replay.lines.iter().find(|line| line.thread == thread && line.kind == Kind::Wait);
            let next = steps.iter().skip(number).find(|line| line.thread == thread).copied();
            let at = if thread == 0 && others { waits.or(next) } else { next };
            places.extend(at.and_then(|line| line.line).map(|line| format!("{}:{line}", escaped(&name))));
        }
        places.join(" ")
    }

    /// Returns the outcomes of the schedules that begin with these steps, and how many lead to each.
    fn outcomes(&self, number: usize) -> BTreeMap<String, usize> {
        let mut left = BTreeMap::new();
        for run in self.runs.iter().filter(|run| run.order.get(..number) == self.run.order.get(..number)) {
            *left.entry(in_words(&run.replay.outcome)).or_default() += 1;
        }
        left
    }

    fn left(&self, number: usize) -> String {
        let left = self.outcomes(number);
        let total: usize = left.values().sum();
        let words: Vec<String> = left
            .iter()
            .map(|(outcome, count)| {
                let share = if left.len() == 1 { String::new() } else { format!(" ({count} of {total})") };
                format!("<code>{}</code>{share}", escaped(outcome))
            })
            .collect();
        words.join(", ")
    }

    /// Whether this is the step that leaves only one outcome.
    fn decides(&self, number: usize) -> bool {
        number > 0 && self.outcomes(number).len() == 1 && self.outcomes(number - 1).len() > 1
    }
}

fn escaped(text: &str) -> String {
    figure::escaped(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use book::outcomes::{Method, Outcome};

    /// Two threads of two steps have six orders, without repetition.
    #[test]
    fn orders_are_all_there() {
        let six = orders(&[1, 2, 2, 1]).unwrap();
        assert_eq!(six.len(), 6);
        assert_eq!((six[0].clone(), six[5].clone()), (vec![1, 1, 2, 2], vec![2, 2, 1, 1]));
        assert_eq!(orders(&[1, 2, 3, 3, 4]).unwrap().len(), MOST);
        assert!(orders(&[1, 1, 1, 1, 2, 2, 2, 2]).is_err());
    }

    fn outcome(printed: &str, schedules: u128) -> Outcome {
        Outcome { printed: printed.to_owned(), schedules, ..Outcome::default() }
    }

    fn run(order: &[usize], printed: &str) -> Run {
        Run { order: order.to_vec(), replay: Replay { lines: Vec::new(), outcome: outcome(printed, 1) } }
    }

    /// No order is missing if as many orders as schedules lead to each outcome.
    #[test]
    fn orders_are_counted() {
        let runs = [run(&[1, 2], "a\n"), run(&[2, 1], "b\n")];
        let outcomes = |a, b| Outcomes { method: Method::All, each: vec![outcome("a\n", a), outcome("b\n", b)] };
        assert_eq!(is_complete(&runs, &outcomes(1, 1)), Ok(()));
        let missing = is_complete(&runs, &outcomes(1, 2)).unwrap_err();
        assert!(missing.starts_with("1 orders of its steps lead to `b`, but 2 schedules do; "), "{missing}");
    }

    /// A step decides if several outcomes were left before it and only one is after it; before the first step, nothing is decided.
    #[test]
    fn a_step_decides() {
        let decides = |runs: &[Run]| {
            (0..=2).map(|number| Table { names: &Names::default(), run: &runs[0], runs }.decides(number)).collect::<Vec<_>>()
        };
        assert_eq!(decides(&[run(&[1, 2], "a\n"), run(&[2, 1], "b\n")]), [false, true, false]);
        assert_eq!(decides(&[run(&[1, 2], "a\n"), run(&[2, 1], "a\n")]), [false, false, false]);
    }
}
