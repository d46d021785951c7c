//! Claims that pages make about measurements: `figures/cost.claims` ties their words to two medians and the ratios that the words allow.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use book::diagnostic::{Diagnostic, Report};
use book::{files, project};
use serde::Deserialize;
use toml::Spanned;

use crate::measured::Measured;

/// What a page says about the ratio of two medians.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    one: String,
    other: String,
    /// The least ratio that the words allow.
    least: Option<f64>,
    /// The greatest ratio that they allow.
    most: Option<f64>,
    /// The page's words.
    pub words: Spanned<String>,
    /// The page.
    #[serde(skip)]
    pub page: PathBuf,
    #[serde(skip)]
    line: usize,
}

/// Returns the path of the file of claims.
pub fn file() -> PathBuf {
    project().join("figures/cost.claims")
}

/// Reads the claims; the error is the first invalid one.
pub fn all() -> Result<Vec<Claim>, Report> {
    read(&files::read(&file())?)
}

fn read(text: &str) -> Result<Vec<Claim>, Report> {
    let pages: BTreeMap<String, Vec<Claim>> = files::parse_toml(&file(), text, "write it as figures/README.md says")?;
    let claims = pages.into_iter().flat_map(|(page, claims)| claims.into_iter().map(move |claim| (project().join(&page), claim)));
    let claim = |(page, claim): (PathBuf, Claim)| {
        let line = files::line_at(text, claim.words.span().start);
        if (claim.least, claim.most) == (None, None) || claim.allowed().is_empty() {
            return Err(Diagnostic::new(&file(), line, "allows every ratio, or none", "write `least = 1.3`, `most = 3`, or both").into());
        }
        Ok(Claim { page, line, ..claim })
    };
    claims.map(claim).collect()
}

impl Claim {
    fn allowed(&self) -> RangeInclusive<f64> {
        self.least.unwrap_or(0.0)..=self.most.unwrap_or(f64::INFINITY)
    }
}

/// Returns what is wrong with a claim, if anything is.
pub fn broken(claim: &Claim, data: &Measured) -> Option<Diagnostic> {
    let reported = |what: String, help: &str| Some(Diagnostic::new(&file(), claim.line, what, help));
    let (text, words) = (files::read(&claim.page).unwrap_or_default(), claim.words.get_ref());
    let Some(line) = text.lines().position(|line| read_aloud(line).contains(words)) else {
        let what = format!("no line of {} says “{words}”", project().shown(&claim.page));
        return reported(what, "quote the words exactly as they are on the page, or drop the claim");
    };
    let median = |name: &str| data.median(name).ok_or_else(|| name.to_owned());
    let (one, other) = match (median(&claim.one), median(&claim.other)) {
        (Ok(one), Ok(other)) => (one, other),
        (Err(name), _) | (_, Err(name)) => {
            return reported(format!("names {name}, which was not measured"), "correct the name, or measure it with `cargo xtask cost`");
        }
    };
    let (found, allowed) = (one / other, claim.allowed());
    (!allowed.contains(&found)).then(|| {
        let what = format!(
            "says “{words}”, which allows {allowed:?}, but {} to {} is {one} / {other} = {found:.2} in {}",
            claim.one,
            claim.other,
            project().shown(&data.path)
        );
        Diagnostic::new(
            &claim.page,
            line + 1,
            what,
            "correct the words here and in figures/cost.claims, or measure again with `cargo xtask cost`",
        )
    })
}

/// Returns a line without the brackets and addresses of its links.
pub fn read_aloud(line: &str) -> String {
    let mut said = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['[', ']']) {
        said.push_str(&rest[..at]);
        let closing = rest[at..].strip_prefix(']').and_then(|after| match after.chars().next() {
            Some('(') => after.find(')'),
            Some('[') => after.find(']'),
            _ => None,
        });
        rest = &rest[at + 1 + closing.map_or(0, |end| end + 1)..];
    }
    said + rest
}

/// Returns the words of a text in lowercase; a percent sign counts as one.
pub fn tokens(text: &str) -> Vec<String> {
    let separated = text.to_lowercase().replace('%', " % ");
    let words = separated.split(|c: char| !(c.is_alphanumeric() || c == '%' || c == '.' || c == ','));
    words.map(|word| word.trim_matches(['.', ','])).filter(|word| !word.is_empty() && *word != "a").map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measured;

    const CLAIM: &str = "\n'src/cost.md' = [{ one = 'a/x', other = 'a/y', least = 4, most = 6, words = 'about five times as long' }]\n";

    /// A claim allows some ratios and not others, and has the line of its words.
    #[test]
    fn claims_are_read() {
        let claims = read(CLAIM).unwrap();
        assert_eq!((claims[0].line, &claims[0].page, claims[0].allowed()), (2, &project().join("src/cost.md"), 4.0..=6.0));
        assert!(read(&CLAIM.replace("least = 4, ", "")).is_ok() && read(&CLAIM.replace("most = 6, ", "")).is_ok());
        for (from, to, told) in [
            ("least = 4, most = 6, ", "", "allows every ratio, or none; "),
            ("least = 4", "least = 7", "allows every ratio, or none; "),
            ("least = 4", "about = 4", "unknown field `about`"),
        ] {
            let Err(Report(reported)) = read(&CLAIM.replace(from, to)) else { panic!("{to} is a claim") };
            assert!(reported.starts_with(&format!("figures/cost.claims:2: {told}")), "{reported}");
        }
    }

    /// Words are lowercase, without the punctuation around them, which stays within numbers; a link's markup isn't a word.
    #[test]
    fn words_are_told_apart() {
        assert_eq!(tokens("A lock, 1,500.5 times (50% more)."), ["lock", "1,500.5", "times", "50", "%", "more"]);
        assert_eq!(read_aloud("a [`b`](c#d) and [`e`][f], [g]."), "a `b` and `e`, g.");
    }

    /// A claim that the data contradict is reported at the page's line; one with wrong words or names, at its own.
    #[test]
    fn broken_claims_are_reported() {
        let scratch = project().scratch("cost-test").join("x.data");
        let about = ["machine", "system", "compiler", "date", "meanwhile"].map(|key| format!("{key} = 'A'\n")).concat();
        files::write(&scratch, about + "[medians]\n'a/x' = 80.0\n'a/y' = 10.0\n").unwrap();
        let data = measured::read(&scratch).unwrap();
        let page = scratch.with_file_name("page.md");
        files::write(&page, "# Page\n\nIt takes about five times as long.\nIt takes nine times.\n").unwrap();
        let reported = |one: &str, words: &str| {
            let text = CLAIM.replace("a/x", one).replace("src/cost.md", page.to_str().unwrap()).replace("about five times as long", words);
            broken(&read(&text).unwrap()[0], &data).map(|diagnostic| diagnostic.to_string()).unwrap_or_default()
        };
        let told = "page.md:3: says “about five times as long”, which allows 4.0..=6.0, but a/x to a/y is 80 / 10 = 8.00 in ";
        for (one, words, expected) in [
            ("a/x", "about five times as long", told),
            ("a/x", "about six times", "figures/cost.claims:2: no line of "),
            ("a/z", "about five times", "figures/cost.claims:2: names a/z, which was not measured; "),
        ] {
            assert!(reported(one, words).contains(expected), "{}", reported(one, words));
        }
    }
}
