//! What pages say of measurements: `figures/cost.claims` ties their words to two medians, and the words themselves say which ratio is allowed.

use std::path::PathBuf;

use crate::measured::Measured;
use book::diagnostic::{Diagnostic, Report};
use book::{listing, project};

/// One line of `figures/cost.claims`: `PAGE: MEDIAN against MEDIAN: the words of the page`.
#[derive(Debug)]
pub struct Claim {
    line: usize,
    /// The page.
    pub page: PathBuf,
    one: String,
    other: String,
    /// What it says.
    pub words: String,
}

/// The file of the claims.
pub fn file() -> PathBuf {
    project().join("figures/cost.claims")
}

/// The claims, or the first line that is none.
pub fn all() -> Result<Vec<Claim>, Report> {
    parse(&listing::read(&file())?)
}

fn parse(text: &str) -> Result<Vec<Claim>, Report> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(index, line)| {
            let mut parts = line.splitn(3, ": ");
            let (page, pair, words) = (parts.next(), parts.next(), parts.next());
            let pair = pair.and_then(|pair| pair.split_once(" against "));
            let (Some(page), Some((one, other)), Some(words)) = (page, pair, words) else {
                let help = "write `src/cost.md: alone/mutex against alone/relaxed: the words of the page`";
                return Err(Diagnostic::new(&file(), index + 1, "is no claim", help).into());
            };
            let [one, other, words] = [one, other, words].map(str::to_owned);
            Ok(Claim { line: index + 1, page: project().join(page), one, other, words })
        })
        .collect()
}

/// What is wrong with a claim, if anything is.
pub fn broken(claim: &Claim, data: &Measured) -> Option<Diagnostic> {
    let told = |what: String, help: &str| Some(Diagnostic::new(&file(), claim.line, what, help));
    let text = listing::read(&claim.page).unwrap_or_default();
    let Some(line) = text.lines().position(|line| read_aloud(line).contains(&claim.words)) else {
        let what = format!("no line of {} says “{}”", project().shown(&claim.page), claim.words);
        return told(what, "write the words as they stand on the page, or drop the claim");
    };
    let Some((least, most)) = ratio(&claim.words) else {
        return told(
            format!("“{}” holds no ratio, or two", claim.words),
            "say one, like `about five times`, `between two and ten times`, `more than twice`, `about as long` or `longer`",
        );
    };
    let median = |name: &str| data.median(name).ok_or_else(|| name.to_owned());
    let (one, other) = match (median(&claim.one), median(&claim.other)) {
        (Ok(one), Ok(other)) => (one, other),
        (Err(name), _) | (_, Err(name)) => {
            return told(format!("names {name}, which was not measured"), "correct the name, or measure it with `cargo xtask cost`");
        }
    };
    let found = one / other;
    (!(least..=most).contains(&found)).then(|| {
        let what = format!(
            "says “{}”, and {} against {} is {one} / {other} = {found:.2} in {}",
            claim.words,
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

/// A number in digits or as a word.
fn number(word: &str) -> Option<f64> {
    const SMALL: [&str; 13] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let large =
        [("fifteen", 15.0), ("twenty", 20.0), ("thirty", 30.0), ("forty", 40.0), ("fifty", 50.0), ("hundred", 100.0), ("thousand", 1000.0)];
    let named = SMALL.iter().position(|other| *other == word).map(|number| number as f64);
    named
        .or_else(|| large.iter().find(|(other, _)| *other == word).map(|(_, number)| *number))
        .or_else(|| word.replace(',', "").parse().ok().filter(|number: &f64| number.is_finite()))
}

/// How far from a number it may be that is said to be about it: by a half of it up, by a third of it down.
const ABOUT: f64 = 1.5;

/// The ratios that words allow, if they name exactly one.
fn ratio(words: &str) -> Option<(f64, f64)> {
    let tokens: Vec<String> = tokens(words)
        .into_iter()
        .flat_map(|token| match token.as_str() {
            "twice" => vec!["2".to_owned(), "times".to_owned()],
            "half" => vec!["0.5".to_owned(), "times".to_owned()],
            _ => vec![token],
        })
        .collect();
    let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let mut found: Vec<Option<(f64, f64)>> =
        words.iter().enumerate().filter(|(_, word)| **word == "times").map(|(at, _)| multiple(&words[..at])).collect();
    if found.is_empty() {
        found.extend(words.windows(3).filter(|three| **three == ["about", "as", "long"]).map(|_| Some((1.0 / ABOUT, ABOUT))));
        let bare = |word: &&str| match *word {
            "longer" | "slower" | "dearer" => Some((1.0, f64::INFINITY)),
            "shorter" | "faster" | "quicker" | "cheaper" => Some((0.0, 1.0)),
            _ => None,
        };
        found.extend(words.iter().filter_map(bare).map(Some));
    }
    match found[..] {
        [one] => one,
        _ => None,
    }
}

/// What the words before `times` allow.
fn multiple(before: &[&str]) -> Option<(f64, f64)> {
    match before {
        [.., "between", low, "and", high] => Some((number(low)?, number(high)?)).filter(|(low, high)| low < high),
        [.., "about", one] => number(one).map(|one| (one / ABOUT, one * ABOUT)),
        [.., "more", "than", one] | [.., "at", "least", one] => number(one).map(|one| (one, f64::INFINITY)),
        [.., "less", "than", one] | [.., "at", "most", one] => number(one).map(|one| (0.0, one)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::measured;

    /// Words become the ratios that a reader takes them for; a bare number is exact, and no measurement is.
    #[test]
    fn words_allow_ratios() {
        for (words, expected) in [
            ("takes about ten times as long", Some((10.0 / 1.5, 15.0))),
            ("between two and 1,500 times as long", Some((2.0, 1500.0))),
            ("more than a hundred times as long", Some((100.0, f64::INFINITY))),
            ("at least twice as long", Some((2.0, f64::INFINITY))),
            ("less than half as long", Some((0.0, 0.5))),
            ("took about as long", Some((1.0 / 1.5, 1.5))),
            ("took longer", Some((1.0, f64::INFINITY))),
            ("was faster", Some((0.0, 1.0))),
            ("about fifteen times as long", Some((10.0, 22.5))),
            ("between two and two times as long", None),
            ("five times as long", None),
            ("about many times", None),
            ("about two times, or about three times", None),
            ("no ratio", None),
            ("no ratio here", None),
        ] {
            assert_eq!(ratio(words), expected, "{words}");
        }
    }

    /// A claim is a line with a page, two measurements and words; a comment is none, and another line is told by its number.
    #[test]
    fn claims_are_read() {
        let claims = parse("# a comment: of b against c: d\n\nsrc/cost.md: a against b: about two: times\n").unwrap();
        let [Claim { line: 3, page, one, other, words }] = &claims[..] else { panic!("{claims:?}") };
        assert_eq!(
            (project().shown(page).as_str(), one.as_str(), other.as_str(), words.as_str()),
            ("src/cost.md", "a", "b", "about two: times")
        );
        let book = all().unwrap();
        assert!(book.iter().any(|claim| claim.page == project().join("src/cost.md")), "{book:?}");
        let Err(Report(told)) = parse("# a comment\nsrc/cost.md: a and b: longer\n") else { panic!("it is no claim") };
        assert!(told.starts_with("figures/cost.claims:2: is no claim; "), "{told}");
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

    /// A claim that the data do not bear out is told with the line of the page; one whose words or names are wrong, with its own.
    #[test]
    fn broken_claims_are_told() {
        let text = "machine: M\nsystem: S\ncompiler: C\ndate: D\nmeanwhile: nothing else ran\na/x: 80.00\na/y: 10.00\n";
        let data = measured::parse(Path::new("figures/x.data"), text).unwrap();
        let scratch = project().scratch("cost-test").join("page.md");
        std::fs::write(&scratch, "# Page\n\nIt takes about five times as long.\nIt takes nine times.\n").unwrap();
        let told = |one: &str, words: &str| {
            let claim = Claim { line: 7, page: scratch.clone(), one: one.to_owned(), other: "a/y".to_owned(), words: words.to_owned() };
            broken(&claim, &data).map(|diagnostic| diagnostic.to_string()).unwrap_or_default()
        };
        let missed = told("a/x", "about five times as long");
        assert!(
            missed.contains("page.md:3: says “about five times as long”, and a/x against a/y is 80 / 10 = 8.00 in figures/x.data; "),
            "{missed}"
        );
        assert!(told("a/x", "about six times").starts_with("figures/cost.claims:7: no line of "));
        assert!(told("a/x", "nine times").starts_with("figures/cost.claims:7: “nine times” holds no ratio, or two; "));
        assert!(told("a/z", "about five times").starts_with("figures/cost.claims:7: names a/z, which was not measured; "));
        assert_eq!(
            told("a/y", "# Page"),
            "figures/cost.claims:7: “# Page” holds no ratio, or two; say one, like `about five times`, `between two and ten times`, `more than twice`, `about as long` or `longer`"
        );
    }
}
