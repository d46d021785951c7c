//! Compares the explorer's search with those of loom and shuttle, and writes the table.

use std::fs;

use crate::machine::{self, Ticks, meanwhile};
use crate::project;

const TABLE: &str = "docs/search.md";

const HEADING: &str = "# What the search costs\n\n\
    Written by `cargo xtask bench-search`: how many executions the explorer needs for ten programs, beside loom and shuttle's depth-first search.\n\
    Executions of one *trace* differ in the order of independent steps only, so one for each trace is optimal; the numbers in brackets say how many a search needs.\n\
    The explorer also counts the schedules of each trace and replays each outcome eight times, which is part of its time: most of it where the traces are few, or where nine philosophers eat.\n\
    loom searches more than schedules: weaker orderings, too, where a program has them; these have none.\n\
    Each search runs on one processor, and is given up after 300,000 executions.\n\
    The programs are in crates/outcomes/examples/traces.rs.\n\n";

/// Runs the benchmark and writes its table.
pub fn search() -> Result<(), String> {
    let before = Ticks::now();
    let mut cargo = project::cargo();
    cargo.current_dir(project::root()).args(["run", "--quiet", "--release", "--package", "outcomes", "--example", "traces"]);
    println!("xtask: measuring the search (some minutes)");
    let run = cargo.output().map_err(|error| format!("cargo cannot start ({error})"))?;
    if !run.status.success() {
        return Err(format!("the benchmark of the search fails:\n{}", String::from_utf8_lossy(&run.stderr)));
    }
    let about = machine::described()? + &meanwhile(before.zip(Ticks::now()));
    let about: String = about.lines().map(|line| format!("- {line}\n")).collect();
    let text = format!("{HEADING}{about}\n{}", String::from_utf8_lossy(&run.stdout));
    fs::write(project::root().join(TABLE), text).map_err(|error| format!("{TABLE}: {error}"))?;
    println!("xtask: {TABLE} is written");
    Ok(())
}
