//! Measures what `src/cost.md` speaks of: runs `benches/`, writes the medians into `figures/cost.data`, and draws them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::{bless, project};

const HEADING: &str = "# Medians in nanoseconds, written by `cargo xtask cost`, never by hand. `figures/README.md` says how they are drawn,\n\
                       # `figures/cost.claims` what the pages say of them.\n";

/// Measures everything, writes it down, draws it; what a busy machine gives only if that is wanted.
pub fn cost(busy_too: bool) -> Result<(), String> {
    let before = Ticks::now();
    let results = project::root().join("target/guarded/criterion");
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
    let mut medians = BTreeMap::new();
    collect(&results, &results, &mut medians)?;
    if medians.is_empty() {
        return Err(format!("{} holds no result; does `cargo bench --package guarded-benches` measure anything?", results.display()));
    }
    let mut text = HEADING.to_owned() + &machine()? + &meanwhile;
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
fn collect(root: &Path, folder: &Path, medians: &mut BTreeMap<String, f64>) -> Result<(), String> {
    let told = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let estimates = folder.join("new/estimates.json");
    if estimates.is_file() {
        let text = fs::read_to_string(&estimates).map_err(|error| told(&estimates, &error))?;
        let median = median(&text).ok_or_else(|| told(&estimates, &"has no median; has Criterion changed its files?"))?;
        let parts: Vec<_> = folder.strip_prefix(root).unwrap_or(folder).iter().map(|part| part.to_string_lossy()).collect();
        medians.insert(parts.join("/"), median);
        return Ok(());
    }
    for path in fs::read_dir(folder).map_err(|error| told(folder, &error))?.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(root, &path, medians)?;
        }
    }
    Ok(())
}

/// The estimate of the median in Criterion's JSON, in nanoseconds.
fn median(json: &str) -> Option<f64> {
    let (_, rest) = json.split_once("\"median\":")?;
    let (_, rest) = rest.split_once("\"point_estimate\":")?;
    rest.split([',', '}']).next()?.trim().parse().ok()
}

/// What was measured on, with what, and when.
fn machine() -> Result<String, String> {
    let processors = std::thread::available_parallelism().map_err(|error| format!("how many processors there are is unknown ({error})"))?;
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let said = |key: &str| about.lines().find(|line| line.starts_with(key)).and_then(|line| line.split(": ").nth(1)).unwrap_or_default();
    let model = match said("model name").replace("(R)", "").replace("(TM)", "") {
        model if model.is_empty() => "a processor that does not say its name".to_owned(),
        model => model,
    };
    let kind = if said("flags").split(' ').any(|flag| flag == "hypervisor") { "processors of a virtual machine" } else { "processors" };
    let (system, architecture) = (std::env::consts::OS, std::env::consts::ARCH);
    Ok(format!(
        "machine: {processors} {kind}: {model}\nsystem: {system} on {architecture}\ncompiler: rustc {}\ndate: {}\n",
        project::toolchain()?,
        today()
    ))
}

/// What the processors have done since the machine started, in ticks of its clock.
struct Ticks {
    all: u64,
    busy: u64,
    /// For this program, and for those that it has started and seen end.
    own: u64,
}

impl Ticks {
    /// As Linux counts them; other systems are not asked.
    fn now() -> Option<Self> {
        let numbers = |text: &str| text.split_whitespace().map(|word| word.parse().unwrap_or(0)).collect::<Vec<u64>>();
        let stat = fs::read_to_string("/proc/stat").ok()?;
        let [user, nice, system, idle, waiting, rest @ ..] = &numbers(stat.lines().next()?.strip_prefix("cpu ")?)[..] else { return None };
        let busy = user + nice + system + rest.iter().take(3).sum::<u64>();
        let own = fs::read_to_string("/proc/self/stat").ok()?;
        let own: u64 = numbers(own.rsplit(')').next()?).get(11..15)?.iter().sum();
        Some(Self { all: busy + idle + waiting, busy, own })
    }
}

/// How much others did while this was measured.
fn meanwhile(ticks: Option<(Ticks, Ticks)>) -> String {
    let Some((before, after)) = ticks else { return "meanwhile: nobody knows what else ran\n".to_owned() };
    let others = (after.busy - before.busy).saturating_sub(after.own - before.own);
    match (100 * others).checked_div(after.all - before.all) {
        None | Some(0..=4) => "meanwhile: nothing else ran\n".to_owned(),
        Some(share) => format!("meanwhile: other programs had {share} % of the processors\n"),
    }
}

/// Today's date in UTC, like 2026-11-21.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    date(seconds / 86_400)
}

/// The date so many days after 1970-01-01, by counting years and months.
fn date(mut days: u64) -> String {
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The median is found among the other estimates.
    #[test]
    fn medians_are_read() {
        let estimate =
            |value: &str| format!("{{\"confidence_interval\":{{\"lower_bound\":1.0}},\"point_estimate\":{value},\"standard_error\":0.1}}");
        let json = format!("{{\"mean\":{},\"median\":{},\"slope\":null}}", estimate("7.5"), estimate("6.25"));
        assert_eq!(median(&json), Some(6.25));
        assert_eq!(median("{}"), None);
    }

    /// What others did is what the processors did and this program did not; a little is nothing.
    #[test]
    fn others_are_noticed() {
        let said = |busy: u64, own: u64| {
            meanwhile(Some((Ticks { all: 1000, busy: 500, own: 50 }, Ticks { all: 2000, busy: 500 + busy, own: 50 + own })))
        };
        assert_eq!(said(620, 600), "meanwhile: nothing else ran\n");
        assert_eq!(said(900, 600), "meanwhile: other programs had 30 % of the processors\n");
        assert_eq!(said(600, 610), "meanwhile: nothing else ran\n");
        assert!(meanwhile(None).contains("nobody knows"));
    }

    /// Leap years count, and months have their own lengths.
    #[test]
    fn dates_are_counted() {
        let dates = [(0, "1970-01-01"), (59, "1970-03-01"), (789, "1972-02-29"), (11_016, "2000-02-29"), (20_778, "2026-11-21")];
        for (days, expected) in dates {
            assert_eq!(date(days), expected);
        }
        assert_eq!(date(364), "1970-12-31");
    }
}
