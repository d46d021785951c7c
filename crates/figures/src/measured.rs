//! Measurements: `figures/cost.data`, as `cargo xtask cost` writes it. A line is `name: value`; names with a slash are what was measured, the medians in nanoseconds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use book::diagnostic::Diagnostic;
use book::{files, project};

/// What a file says of itself before the medians.
const ABOUT: [&str; 5] = ["machine", "system", "compiler", "date", "meanwhile"];

/// What a file says if the machine did nothing but measure.
const IDLE: &str = "nothing else ran";

/// The medians of one run, and what was measured on.
#[derive(Debug)]
pub struct Measured {
    /// The file.
    pub path: PathBuf,
    about: BTreeMap<String, String>,
    medians: BTreeMap<String, (usize, f64)>,
}

/// Reads `figures/<name>.data`.
pub fn load(name: &str) -> Result<Measured, Diagnostic> {
    let path = project().join(format!("figures/{name}.data"));
    match files::read(&path) {
        Ok(text) => parse(&path, &text),
        Err(_) => Err(Diagnostic::new(&path, 1, "cannot be read", "write it with `cargo xtask cost`")),
    }
}

/// Reads the text of such a file.
pub fn parse(path: &Path, text: &str) -> Result<Measured, Diagnostic> {
    let help = "measure again with `cargo xtask cost`";
    let mut measured = Measured { path: path.to_path_buf(), about: BTreeMap::new(), medians: BTreeMap::new() };
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let reported = |what: String| Diagnostic::new(path, index + 1, what, help);
        let (name, value) = line.split_once(": ").ok_or_else(|| reported(format!("`{line}` is not a name with a value")))?;
        let twice = if name.contains('/') {
            let median = value.parse().ok().filter(|median: &f64| median.is_finite() && *median > 0.0);
            let median = median.ok_or_else(|| reported(format!("`{value}` is not a time")))?;
            measured.medians.insert(name.to_owned(), (index + 1, median)).is_some()
        } else {
            measured.about.insert(name.to_owned(), value.to_owned()).is_some()
        };
        if twice {
            return Err(reported(format!("says {name} twice")));
        }
    }
    match ABOUT.iter().find(|key| !measured.about.contains_key(**key)) {
        Some(missing) => Err(Diagnostic::new(path, 1, format!("does not say `{missing}: …`"), help)),
        None => Ok(measured),
    }
}

impl Measured {
    /// The median of this name, in nanoseconds.
    pub fn median(&self, name: &str) -> Option<f64> {
        self.medians.get(name).map(|(_, median)| *median)
    }

    /// All names, with the lines that they stand in.
    pub fn names(&self) -> impl Iterator<Item = (&str, usize)> {
        self.medians.iter().map(|(name, (line, _))| (name.as_str(), *line))
    }

    /// On which machine, with what and when it was measured, in two lines; a third one if the machine did anything else.
    pub fn said(&self) -> Vec<String> {
        let about = |key: &str| self.about.get(key).map(String::as_str).unwrap_or_default();
        let mut lines = vec![about("machine").to_owned(), format!("{}, {}, {}", about("system"), about("compiler"), about("date"))];
        if about("meanwhile") != IDLE {
            lines.push(format!("meanwhile, {}", about("meanwhile")));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "# why\nmachine: M\nsystem: S\ncompiler: C\ndate: D\nmeanwhile: nothing else ran\na/b: 1.50\n";

    fn reported(text: &str) -> String {
        parse(&project().join("figures/x.data"), text).unwrap_err().to_string()
    }

    /// Medians are found by their names, and the machine is named.
    #[test]
    fn measurements_are_read() {
        let measured = parse(Path::new("x.data"), WHOLE).unwrap();
        assert_eq!((measured.median("a/b"), measured.median("a/c")), (Some(1.5), None));
        assert_eq!(measured.names().collect::<Vec<_>>(), [("a/b", 7)]);
        assert_eq!(measured.said(), ["M", "S, C, D"]);
        let busy = parse(Path::new("x.data"), &WHOLE.replace("nothing else ran", "others ran")).unwrap();
        assert_eq!(busy.said()[2], "meanwhile, others ran");
    }

    /// What is missing, twice there or no number is reported at its line.
    #[test]
    fn broken_measurements_are_reported() {
        let help = "measure again with `cargo xtask cost`";
        for (broken, expected) in [
            (WHOLE.replace("date: D\n", ""), "1: does not say `date: …`".to_owned()),
            (WHOLE.replace("1.50", "fast"), "7: `fast` is not a time".to_owned()),
            (WHOLE.replace("1.50", "0"), "7: `0` is not a time".to_owned()),
            (format!("{WHOLE}a/b: 2\n"), "8: says a/b twice".to_owned()),
            (format!("{WHOLE}a/c 2\n"), "8: `a/c 2` is not a name with a value".to_owned()),
        ] {
            assert_eq!(reported(&broken), format!("figures/x.data:{expected}; {help}"));
        }
    }
}
