//! `cargo xtask cost`: runs `benches/`, writes the medians into `figures/cost.data`, and draws them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use book::files;

use crate::machine::{self, Ticks, meanwhile};
use crate::{bless, project};

const HEADING: &str = "# Medians in nanoseconds, written by `cargo xtask cost`, never by hand. `figures/README.md` says how they are drawn,\n\
                       # `figures/cost.claims` what the pages say of them.\n";

/// Measures everything, writes it down, draws it; what a busy machine gives only if that is wanted.
pub fn cost(busy_too: bool) -> Result<(), String> {
    let before = Ticks::now();
    let results = book::project().scratch("criterion");
    if results.exists() {
        fs::remove_dir_all(&results).map_err(|error| format!("{}: {error}", results.display()))?;
    }
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
    let mut text = HEADING.to_owned() + &machine::described()? + &meanwhile;
    for (name, median) in &medians {
        let _ = writeln!(text, "{name}: {median:.2}");
    }
    let file = project::root().join("figures/cost.data");
    fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("xtask: figures/cost.data holds {} medians", medians.len());
    bless::figures()?;
    project::run("comparing them with what the pages say", project::cargo().args(["test", "--quiet", "--test", "cost"]))
}

/// The median of each folder that Criterion filled, by the folder's name below `root`.
fn collect(root: &Path) -> Result<BTreeMap<String, f64>, String> {
    let mut medians = BTreeMap::new();
    for estimates in files::all_below(root).into_iter().filter(|file| file.ends_with("new/estimates.json")) {
        let text = fs::read_to_string(&estimates).map_err(|error| format!("{}: {error}", estimates.display()))?;
        let median = median(&text).ok_or_else(|| format!("{}: has no median; has Criterion changed its files?", estimates.display()))?;
        let folder = estimates.ancestors().nth(2).and_then(|folder| folder.strip_prefix(root).ok()).unwrap_or(root);
        medians.insert(folder.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"), median);
    }
    Ok(medians)
}

/// The estimate of the median in Criterion's JSON, in nanoseconds.
fn median(json: &str) -> Option<f64> {
    let (_, rest) = json.split_once("\"median\":")?;
    let (_, rest) = rest.split_once("\"point_estimate\":")?;
    rest.split([',', '}']).next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each folder with estimates gives a median under its name, and one without a median is reported.
    #[test]
    fn medians_are_collected() {
        let root = std::env::temp_dir().join(format!("guarded-cost-{}", std::process::id()));
        let estimates = |name: &str, text: &str| {
            fs::create_dir_all(root.join(name).join("new")).unwrap();
            fs::write(root.join(name).join("new/estimates.json"), text).unwrap();
        };
        estimates("alone/mutex", "{\"median\":{\"point_estimate\":6.25}}");
        estimates("alone/rwlock", "{\"median\":{\"point_estimate\":8.0}}");
        assert_eq!(collect(&root).unwrap(), BTreeMap::from([("alone/mutex".to_owned(), 6.25), ("alone/rwlock".to_owned(), 8.0)]));
        estimates("alone/none", "{}");
        assert!(collect(&root).unwrap_err().contains("none/new/estimates.json: has no median"));
        fs::remove_dir_all(root).unwrap();
    }

    /// The median is found among the other estimates.
    #[test]
    fn medians_are_read() {
        let estimate =
            |value: &str| format!("{{\"confidence_interval\":{{\"lower_bound\":1.0}},\"point_estimate\":{value},\"standard_error\":0.1}}");
        let json = format!("{{\"mean\":{},\"median\":{},\"slope\":null}}", estimate("7.5"), estimate("6.25"));
        assert_eq!(median(&json), Some(6.25));
        assert_eq!(median("{}"), None);
    }
}
