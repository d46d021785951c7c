//! `cargo xtask cost`: runs `benches/`, writes the medians into `figures/cost.data`, and draws them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use book::files;
use serde_json::Value;

use crate::machine::{self, Ticks, meanwhile};
use crate::{bless, project};

const HEADING: &str = "# Medians in nanoseconds, written by `cargo xtask cost`, never by hand. `figures/README.md` says how they are drawn,\n\
                       # `figures/cost.claims` what the pages say of them.\n";

/// Measures everything, records it and draws it; from a busy machine only if `busy_too`.
pub fn cost(busy_too: bool) -> Result<(), String> {
    let before = Ticks::now();
    let results = book::project().fresh("criterion");
    let mut benches = project::cargo();
    benches.args(["bench", "--package", "guarded-benches"]).env("CRITERION_HOME", &results);
    project::run("measuring, for about two minutes: leave the machine alone", &mut benches)?;
    let meanwhile = meanwhile(before.zip(Ticks::now()));
    if meanwhile.contains("other programs") && !busy_too {
        return Err(format!(
            "{}: threads that should meet did not, and nothing was written; measure again on an idle machine, or with `cargo xtask cost --busy`",
            meanwhile.trim_end()
        ));
    }
    let medians = collect(&results)?;
    if medians.is_empty() {
        return Err(format!("{} holds no result; does `cargo bench --package guarded-benches` measure anything?", results.display()));
    }
    let mut text = HEADING.to_owned();
    for (name, said) in (machine::described()? + &meanwhile).lines().filter_map(|line| line.split_once(": ")) {
        let _ = writeln!(text, "{name} = {said:?}");
    }
    text += "\n[medians]\n";
    for (name, median) in &medians {
        let _ = writeln!(text, "\"{name}\" = {median:.2}");
    }
    files::write(&project::root().join("figures/cost.data"), text)?;
    println!("xtask: figures/cost.data holds {} medians", medians.len());
    bless::figures()?;
    project::run("comparing them with what the pages say", project::cargo().args(["test", "--quiet", "--test", "cost"]))
}

/// Returns the median of each folder that Criterion filled, in nanoseconds, by the folder's name below `root`.
fn collect(root: &Path) -> Result<BTreeMap<String, f64>, String> {
    let mut medians = BTreeMap::new();
    for estimates in files::all_below(root).into_iter().filter(|file| file.ends_with("new/estimates.json")) {
        let read: Value = serde_json::from_str(&files::read(&estimates)?).unwrap_or_default();
        let median = read["median"]["point_estimate"].as_f64();
        let median = median.ok_or_else(|| format!("{}: has no median; has Criterion changed its files?", estimates.display()))?;
        let folder = estimates.ancestors().nth(2).and_then(|folder| folder.strip_prefix(root).ok()).unwrap_or(root);
        medians.insert(folder.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"), median);
    }
    Ok(medians)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each folder with estimates gives a median under its name, and one without a median is reported.
    #[test]
    fn medians_are_collected() {
        let root = book::project().fresh("medians-test");
        let estimates = |name: &str, text: &str| files::write(&root.join(name).join("new/estimates.json"), text).unwrap();
        estimates("alone/mutex", "{\"mean\":{\"point_estimate\":7.5},\"median\":{\"standard_error\":0.1,\"point_estimate\":6.25}}");
        estimates("alone/rwlock", "{\"median\":{\"point_estimate\":8.0}}");
        assert_eq!(collect(&root).unwrap(), BTreeMap::from([("alone/mutex".to_owned(), 6.25), ("alone/rwlock".to_owned(), 8.0)]));
        estimates("alone/none", "{}");
        assert!(collect(&root).unwrap_err().contains("none/new/estimates.json: has no median"));
    }
}
