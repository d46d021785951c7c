//! Measurements: `figures/cost.data`, as `cargo xtask cost` writes it, with the machine and the medians in nanoseconds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use book::rules::line_in;
use book::{files, project};
use serde::Deserialize;

/// The value of `meanwhile` if the machine did nothing else.
const IDLE: &str = "nothing else ran";

/// The medians of one run, and what they were measured on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    machine: String,
    system: String,
    compiler: String,
    date: String,
    meanwhile: String,
    medians: BTreeMap<String, f64>,
    /// The file.
    #[serde(skip)]
    pub path: PathBuf,
}

/// Reads `figures/<name>.data`.
pub fn load(name: &str) -> Result<Measured, String> {
    read(&project().join(format!("figures/{name}.data")))
}

/// Reads a file of measurements.
pub fn read(path: &Path) -> Result<Measured, String> {
    const HELP: &str = "measure again with `cargo xtask cost`";
    let measured = Measured { path: path.to_path_buf(), ..files::read_toml(path, HELP)? };
    match measured.medians.iter().find(|(_, median)| !(median.is_finite() && **median > 0.0)) {
        Some((name, median)) => {
            Err(format!("{}:{}: says that {name} took {median}; {HELP}", project().shown(path), line_in(path, &format!("\"{name}\""))))
        }
        None => Ok(measured),
    }
}

impl Measured {
    /// Returns the median with this name, in nanoseconds.
    pub fn median(&self, name: &str) -> Option<f64> {
        self.medians.get(name).copied()
    }

    /// Returns all names, with their lines in the file.
    pub fn names(&self) -> impl Iterator<Item = (&str, usize)> {
        self.medians.keys().map(|name| (name.as_str(), line_in(&self.path, &format!("\"{name}\""))))
    }

    /// Returns the machine, the software and the date in two lines, with a third one if the machine did anything else.
    pub fn said(&self) -> Vec<String> {
        let mut lines = vec![self.machine.clone(), format!("{}, {}, {}", self.system, self.compiler, self.date)];
        if self.meanwhile != IDLE {
            lines.push(format!("meanwhile, {}", self.meanwhile));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Medians are found by their names, and the machine is named; a value that isn't a time is reported at its line.
    #[test]
    fn measurements_are_read() {
        let whole = "machine = 'M'\nsystem = 'S'\ncompiler = 'C'\ndate = 'D'\nmeanwhile = 'nothing else ran'\n[medians]\n\"a/b\" = 1.50\n";
        let file = project().scratch("measured-test").join("x.data");
        let read = |text: &str| files::write(&file, text).and_then(|()| read(&file));
        let measured = read(whole).unwrap();
        assert_eq!((measured.median("a/b"), measured.median("a/c")), (Some(1.5), None));
        assert_eq!(measured.names().collect::<Vec<_>>(), [("a/b", 7)]);
        assert_eq!(measured.said(), ["M", "S, C, D"]);
        assert_eq!(read(&whole.replace("nothing else ran", "others ran")).unwrap().said()[2], "meanwhile, others ran");
        for (time, expected) in
            [("0", "7: says that a/b took 0; measure again"), ("inf", "7: says that a/b took inf; "), ("'a'", "7: invalid type: string")]
        {
            let told = read(&whole.replace("1.50", time)).unwrap_err();
            assert!(told.contains(&format!("x.data:{expected}")), "{told}");
        }
    }
}
