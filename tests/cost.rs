//! Checks what the pages say about costs against the measurements: `figures/cost.claims` ties their words to `figures/cost.data`.
//!
//! Nothing is measured here, so the result doesn't depend on the machine. `tests/figures.rs` checks that the plots are drawn from the same data.

use book::diagnostic::{Diagnostic, Report, report};
use book::page::{self, Page};
use book::{files, project};
use figures::claims::{self, read_aloud, tokens};
use figures::measured::{self, Measured};
use regex::Regex;

fn data() -> Result<Measured, Report> {
    Ok(measured::load("cost")?)
}

/// Every claim is on its page, and the data support it.
#[test]
fn claims_are_what_was_measured() -> Result<(), Report> {
    let data = data()?;
    let claims = claims::all()?;
    if claims.is_empty() {
        return Err(Report("figures/cost.claims:1: holds no claim; restore them".to_owned()));
    }
    report(claims.iter().filter_map(|claim| claims::broken(claim, &data)).collect())
}

/// Words of comparison, which the page about costs may use only in a claim.
const COMPARING: &str = "times twice double doubles half third quarter tenth percent % magnitude \
    fold faster slower fastest slowest quicker cheaper cheapest dearer longer shorter nanosecond nanoseconds microsecond microseconds";

/// The pattern of a comparison between two times on another page.
const RATIO: &str = r"\b(times|twice|half) (as (long|fast|slow)|faster|slower|longer|quicker)\b";

/// Returns the lines of a page outside its fences, each with its number and its words as read aloud, with every claim's words replaced by `…`.
fn beside_claims(page: &Page) -> Result<Vec<(usize, &String, String)>, Report> {
    let claims = claims::all()?;
    let own = || claims.iter().filter(|claim| claim.page == page.path);
    let rest = |line: &str| own().fold(read_aloud(line), |rest, claim| rest.replace(claim.words.get_ref(), "…"));
    Ok(page.outside_of_fences().map(|(number, line)| (number, line, rest(line))).collect())
}

/// Other pages give a ratio of times only in the words of a claim, or with a link to its source.
#[test]
fn every_ratio_is_a_claim_or_has_its_source() -> Result<(), Report> {
    let ratio = Regex::new(RATIO).expect("a pattern");
    let mut wrong = Vec::new();
    for path in page::files().into_iter().filter(|path| !path.ends_with("cost.md")) {
        for (number, line, rest) in beside_claims(&page::load(&path)?)? {
            if let Some(found) = ratio.find(&rest).filter(|_| !line.contains("](https://")) {
                let what = format!("says `{}`, and neither a claim nor a link supports it", found.as_str());
                let help = "add a line to figures/cost.claims, link the source, or leave the ratio out";
                wrong.push(Diagnostic::new(&path, number, what, help));
            }
        }
    }
    report(wrong)
}

/// The page compares costs only in the words of a claim, and gives no times: those are in the plots.
#[test]
fn every_comparison_is_a_claim() -> Result<(), Report> {
    let page = page::load(&project().join("src/cost.md"))?;
    let mut wrong = Vec::new();
    for (number, _, rest) in beside_claims(&page)? {
        if let Some(word) = tokens(&rest).iter().find(|token| COMPARING.split(' ').any(|word| word == token.as_str())) {
            let what = format!("says `{word}`, and no claim checks it against the data");
            let help = "add a line to figures/cost.claims with the words that compare, or say it without a ratio";
            wrong.push(Diagnostic::new(&page.path, number, what, help));
        }
    }
    report(wrong)
}

/// Everything that was measured is shown in a plot.
#[test]
fn every_median_is_shown() -> Result<(), Report> {
    let data = data()?;
    let mut drawn = Vec::new();
    for source in files::below(&project().join("figures"), "fig") {
        let text = files::read(&source)?;
        drawn.extend(text.lines().filter_map(|line| line.strip_prefix("bar ")?.split(' ').next().map(str::to_owned)));
    }
    let hidden = data.names().filter(|(name, _)| !drawn.iter().any(|other| other == name));
    let reported = |(name, line): (&str, usize)| {
        let help = format!("add `bar {name} \"…\"` to a figure, or drop the benchmark");
        Diagnostic::new(&data.path, line, format!("{name} is in no plot"), help)
    };
    report(hidden.map(reported).collect())
}
