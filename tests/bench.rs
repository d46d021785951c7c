//! What is shown of the cost of the checks is what was measured: `docs/bench.svg` is drawn from `docs/bench.data`, and below it the README and CONTRIBUTING say it in
//! a sentence each.
//!
//! No time is measured here: `cargo xtask bench` does that.

use book::diagnostic::{Diagnostic, Report};
use book::{listing, project, record};
use figures::bench;
use figures::measured::Measured;

const DRAWING: &str = "docs/bench.svg";

fn data() -> Result<Measured, Report> {
    Ok(bench::load()?)
}

/// The drawing is the one that the data give.
#[test]
fn the_drawing_is_of_the_data() -> Result<(), Report> {
    Ok(record::compare(&project().join(DRAWING), &bench::drawing(&data()?)?)?)
}

/// The sentence below the drawing says what was measured.
#[test]
fn the_sentences_are_of_the_data() -> Result<(), Report> {
    let data = data()?;
    says("README.md", &bench::for_the_readme(&data)?)?;
    says("CONTRIBUTING.md", &bench::for_contributors(&data)?)
}

/// The file shows the drawing, and this sentence below it.
fn says(file: &str, sentence: &str) -> Result<(), Report> {
    let path = project().join(file);
    let text = listing::read(&path)?;
    let mut lines: Vec<&str> = text.lines().collect();
    let drawing = lines.iter().position(|line| line.starts_with("![") && line.ends_with(&format!("]({DRAWING})")));
    let Some(at) = drawing.map(|drawing| drawing + 2).filter(|at| *at < lines.len()) else {
        let help = format!("show it, with an empty line and this sentence below it: {sentence}");
        return Err(Diagnostic::new(&path, 1, format!("does not show {DRAWING}"), help).into());
    };
    lines[at] = sentence;
    Ok(record::compare(&path, &(lines.join("\n") + "\n"))?)
}
