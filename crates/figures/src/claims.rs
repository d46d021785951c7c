//! Claims of pages about measurements: `figures/cost.claims` ties their words to two medians and to the ratios that the words allow.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use crate::measured::Measured;
use book::diagnostic::{Diagnostic, Report};
use book::{files, project};

/// One line of `figures/cost.claims`: `PAGE: MEDIAN against MEDIAN: LEAST..MOST: the words of the page`.
#[derive(Debug)]
pub struct Claim {
    line: usize,
    /// The page.
    pub page: PathBuf,
    one: String,
    other: String,
    allowed: RangeInclusive<f64>,
    /// What it says.
    pub words: String,
}

/// The file of the claims.
pub fn file() -> PathBuf {
    project().join("figures/cost.claims")
}

/// The claims, or the first line that is none.
pub fn all() -> Result<Vec<Claim>, Report> {
    parse(&files::read(&file())?)
}

fn parse(text: &str) -> Result<Vec<Claim>, Report> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(index, line)| {
            let mut parts = line.splitn(4, ": ");
            let mut part = || parts.next().unwrap_or_default();
            let (page, pair, range, words) = (part(), part(), part(), part());
            let (Some((one, other)), Some(allowed), false) = (pair.split_once(" against "), ratios(range), words.is_empty()) else {
                let help = "write `src/cost.md: alone/mutex against alone/relaxed: 1.3..3: the words of the page`";
                return Err(Diagnostic::new(&file(), index + 1, "is not a claim", help).into());
            };
            let [one, other, words] = [one, other, words].map(str::to_owned);
            Ok(Claim { line: index + 1, page: project().join(page), one, other, allowed, words })
        })
        .collect()
}

/// `LEAST..MOST`, of which one may be left out: no ratio is below 0.
fn ratios(range: &str) -> Option<RangeInclusive<f64>> {
    let (least, most) = range.split_once("..")?;
    let number = |text: &str, otherwise: f64| if text.is_empty() { Some(otherwise) } else { text.parse().ok() };
    Some(number(least, 0.0)?..=number(most, f64::INFINITY)?).filter(|allowed| range != ".." && allowed.start() < allowed.end())
}

/// What is wrong with a claim, if anything is.
pub fn broken(claim: &Claim, data: &Measured) -> Option<Diagnostic> {
    let reported = |what: String, help: &str| Some(Diagnostic::new(&file(), claim.line, what, help));
    let text = files::read(&claim.page).unwrap_or_default();
    let Some(line) = text.lines().position(|line| read_aloud(line).contains(&claim.words)) else {
        let what = format!("no line of {} says “{}”", project().shown(&claim.page), claim.words);
        return reported(what, "write the words as they stand on the page, or drop the claim");
    };
    let median = |name: &str| data.median(name).ok_or_else(|| name.to_owned());
    let (one, other) = match (median(&claim.one), median(&claim.other)) {
        (Ok(one), Ok(other)) => (one, other),
        (Err(name), _) | (_, Err(name)) => {
            return reported(format!("names {name}, which was not measured"), "correct the name, or measure it with `cargo xtask cost`");
        }
    };
    let found = one / other;
    (!claim.allowed.contains(&found)).then(|| {
        let what = format!(
            "says “{}”, which allows {:?}, and {} against {} is {one} / {other} = {found:.2} in {}",
            claim.words,
            claim.allowed,
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

/// A line without the marks and the addresses of its links.
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

/// The words of a text in small letters; a percent sign is one.
pub fn tokens(text: &str) -> Vec<String> {
    let separated = text.to_lowercase().replace('%', " % ");
    let words = separated.split(|c: char| !(c.is_alphanumeric() || c == '%' || c == '.' || c == ','));
    words.map(|word| word.trim_matches(['.', ','])).filter(|word| !word.is_empty() && *word != "a").map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::measured;

    /// A range has two ends, one of which may be left out.
    #[test]
    fn ratios_are_read() {
        assert_eq!([ratios("2.."), ratios("..1"), ratios("1.5..3")], [Some(2.0..=f64::INFINITY), Some(0.0..=1.0), Some(1.5..=3.0)]);
        assert!(["..", "", "2", "3..2", "two.."].iter().all(|range| ratios(range).is_none()));
    }

    /// A claim is a line with a page, two measurements and words; a comment is not, and any other line is reported by its number.
    #[test]
    fn claims_are_read() {
        let claims = parse("# a comment: of b against c: d\n\nsrc/cost.md: a against b: 1..2: about two: times\n").unwrap();
        let [Claim { line: 3, page, one, other, words, .. }] = &claims[..] else { panic!("{claims:?}") };
        assert_eq!(
            (project().shown(page).as_str(), one.as_str(), other.as_str(), words.as_str()),
            ("src/cost.md", "a", "b", "about two: times")
        );
        let book = all().unwrap();
        assert!(book.iter().any(|claim| claim.page == project().join("src/cost.md")), "{book:?}");
        let Err(Report(reported)) = parse("# a comment\nsrc/cost.md: a against b: longer\n") else { panic!("it is not a claim") };
        assert!(reported.starts_with("figures/cost.claims:2: is not a claim; "), "{reported}");
    }

    /// Words are small, the signs around them are gone, and those within numbers stay.
    #[test]
    fn words_are_told_apart() {
        assert_eq!(tokens("A lock, 1,500.5 times (50% more)."), ["lock", "1,500.5", "times", "50", "%", "more"]);
    }

    /// A claim has the words of a line, and the marks of links are not among them.
    #[test]
    fn links_are_read_aloud() {
        assert_eq!(read_aloud("a [`b`](c#d) and [`e`][f], [g]."), "a `b` and `e`, g.");
    }

    /// A claim that the data contradict is reported with the line of the page; one with wrong words or names, with its own.
    #[test]
    fn broken_claims_are_reported() {
        let text = "machine: M\nsystem: S\ncompiler: C\ndate: D\nmeanwhile: nothing else ran\na/x: 80.00\na/y: 10.00\n";
        let data = measured::parse(Path::new("figures/x.data"), text).unwrap();
        let scratch = project().scratch("cost-test").join("page.md");
        std::fs::write(&scratch, "# Page\n\nIt takes about five times as long.\nIt takes nine times.\n").unwrap();
        let reported = |one: &str, words: &str| {
            let claim = Claim {
                line: 7,
                page: scratch.clone(),
                one: one.to_owned(),
                other: "a/y".to_owned(),
                allowed: 4.0..=6.0,
                words: words.to_owned(),
            };
            broken(&claim, &data).map(|diagnostic| diagnostic.to_string()).unwrap_or_default()
        };
        let missed = reported("a/x", "about five times as long");
        assert!(
            missed.contains("page.md:3: says “about five times as long”, which allows 4.0..=6.0, and a/x against a/y is 80 / 10 = 8.00 in figures/x.data; "),
            "{missed}"
        );
        assert!(reported("a/x", "about six times").starts_with("figures/cost.claims:7: no line of "));
        assert!(reported("a/z", "about five times").starts_with("figures/cost.claims:7: names a/z, which was not measured; "));
    }
}
