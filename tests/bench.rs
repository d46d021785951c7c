//! What is shown of the cost of the checks is what was measured: `docs/bench.svg` is drawn from `docs/bench.data`, and below it the README and CONTRIBUTING say it in
//! a sentence each.
//!
//! No time is measured here: `cargo xtask bench` does that.

use book::violation::{Told, Violation};
use book::{listing, project, record};
use figures::bench;
use figures::measured::Measured;

const DRAWING: &str = "docs/bench.svg";

fn data() -> Result<Measured, Told> {
    bench::load().map_err(|violation| Told(violation.to_string()))
}

/// The drawing is the one that the data give.
#[test]
fn the_drawing_is_of_the_data() -> Result<(), Told> {
    let told = |violations: Vec<Violation>| Told(violations.iter().map(Violation::to_string).collect::<Vec<_>>().join("\n"));
    Ok(record::compare(&project().join(DRAWING), &bench::drawing(&data()?).map_err(told)?)?)
}

/// The sentence below the drawing says what was measured.
#[test]
fn the_sentences_are_of_the_data() -> Result<(), Told> {
    let data = data()?;
    let told = |violation: Violation| Told(violation.to_string());
    says("README.md", &bench::for_the_readme(&data).map_err(told)?)?;
    says("CONTRIBUTING.md", &bench::for_contributors(&data).map_err(told)?)
}

/// The file shows the drawing, and this sentence below it.
fn says(file: &str, sentence: &str) -> Result<(), Told> {
    let path = project().join(file);
    let text = listing::read(&path)?;
    let mut lines: Vec<&str> = text.lines().collect();
    let drawing = lines.iter().position(|line| line.starts_with("![") && line.ends_with(&format!("]({DRAWING})")));
    let Some(at) = drawing.map(|drawing| drawing + 2).filter(|at| *at < lines.len()) else {
        let remedy = format!("show it, with an empty line and this sentence below it: {sentence}");
        return Err(Told(Violation::new(&path, 1, format!("does not show {DRAWING}"), remedy).to_string()));
    };
    lines[at] = sentence;
    Ok(record::compare(&path, &(lines.join("\n") + "\n"))?)
}
