//! What the checks themselves cost: `docs/bench.data`, as `cargo xtask bench` measured it, becomes `docs/bench.svg` and a sentence each for the README and
//! CONTRIBUTING.

use std::fmt::Write;

use crate::figure;
use crate::measured::{self, Measured};
use book::diagnostic::Diagnostic;

/// The drawing stands alone, as an image, so it brings its colors: those of a page on GitHub, light or dark as the reader has it.
const STYLE: &str = "<style>svg{color:#1f2328;--figure-accent:#0969da}@media (prefers-color-scheme:dark){svg{color:#e6edf3;--figure-accent:#4493f8}}</style>\n";

/// A check with a smaller share of the time is not drawn by itself.
const SHARE: f64 = 0.03;

/// The measurements.
pub fn load() -> Result<Measured, Diagnostic> {
    measured::load("docs/bench")
}

/// How many times the book had each listing, in the measurements that there are.
fn sizes(data: &Measured) -> Vec<usize> {
    let mut sizes: Vec<usize> = data.names().filter_map(|(name, _)| name.strip_prefix("listings/all/")?.parse().ok()).collect();
    sizes.sort_unstable();
    sizes
}

/// A measurement that every sentence needs.
fn value(data: &Measured, name: &str) -> Result<f64, Diagnostic> {
    data.median(name)
        .ok_or_else(|| Diagnostic::new(&data.path, 1, format!("does not say `{name}: …`"), "measure again with `cargo xtask bench 1 3 10`"))
}

/// The file that GitHub shows.
pub fn drawing(data: &Measured) -> Result<String, Vec<Diagnostic>> {
    let source = source(data).map_err(|diagnostic| vec![diagnostic])?;
    let forms = figure::draw(&data.path, &source)?;
    // An image has one form.
    let svg = forms.split_inclusive("</svg>\n").next().unwrap_or_default().replacen("\"drawing wide\"", "\"drawing\"", 1);
    Ok(svg.replacen("</desc>\n", &format!("</desc>\n{STYLE}"), 1))
}

/// The source of the drawing.
fn source(data: &Measured) -> Result<String, Diagnostic> {
    let count = |name: &str| value(data, name).map(|count| format!("{count:.0}"));
    let programs = count("listings/programs/1")?;
    let mut source = "kind: bars\ntitle: What all checks cost, beside skeptic alone and mdBook alone\n\
                      text: Bars for the time that all checks of this book take, that plain skeptic takes for the programs and plain mdBook for all listings.\n\ndata docs/bench\n"
        .to_owned();
    let group = |scale: &str, heading: &str| format!("group {scale} \"{heading}\"\n");
    let mut bars = |heading: String, rows: Vec<(String, &str, String)>| {
        let rows: Vec<_> = rows.into_iter().filter(|(name, ..)| data.median(name).is_some()).collect();
        if !rows.is_empty() {
            source.push_str(&heading);
        }
        for (name, look, label) in rows {
            let _ = writeln!(source, "bar {name} {look} \"{label}\"");
        }
    };
    let three = |phase: &str| {
        vec![
            (format!("{phase}/ours/1"), "accent", "all checks".to_owned()),
            (format!("{phase}/skeptic/1"), "", format!("skeptic alone, {programs} programs")),
            (format!("{phase}/mdbook/1"), "", "`mdbook test` alone".to_owned()),
        ]
    };
    bars(group("scale", &format!("{} listings from nothing, in seconds", count("listings/all/1")?)), three("cold"));
    bars(group("", "with nothing changed"), three("warm"));
    bars(group("", "after one listing was edited"), three("edit"));
    let sizes = sizes(data);
    let grown = |what: &str| {
        let label = |size: usize| count(&format!("listings/all/{size}")).map(|count| format!("all checks, {count} listings"));
        sizes.iter().map(|size| Ok((format!("{what}/ours/{size}"), "accent", label(*size)?))).collect::<Result<Vec<_>, Diagnostic>>()
    };
    let plain = |size: usize| {
        Ok((format!("each/skeptic/{size}"), "", format!("skeptic alone, {} programs", count(&format!("listings/programs/{size}"))?)))
    };
    let plain = sizes.iter().map(|size| plain(*size)).collect::<Result<Vec<_>, Diagnostic>>()?;
    bars(group("scale", "from nothing, in milliseconds for each listing"), [grown("each")?, plain].concat());
    bars(group("scale", "kept on disk, in MB for each listing"), grown("disk-each")?);
    bars(group("scale", "the most memory of all processes together, in MB"), three("memory-cold"));
    bars(group("scale", "all checks from nothing, check by check, in seconds"), dear(data, "cold")?);
    bars(group("", "with nothing changed, check by check"), dear(data, "warm")?);
    Ok(source)
}

/// The checks that cost the most at the first size, the dearest first.
fn dear(data: &Measured, phase: &str) -> Result<Vec<(String, &'static str, String)>, Diagnostic> {
    let whole = value(data, &format!("{phase}/ours/1"))?;
    let parts = data.names().filter_map(|(name, _)| Some((name, name.strip_prefix(&format!("check/{phase}/"))?.strip_suffix("/1")?)));
    let mut parts: Vec<(f64, String, String)> =
        parts.filter_map(|(name, check)| Some((data.median(name)?, name.to_owned(), part(check)))).collect();
    parts.retain(|(seconds, ..)| *seconds >= SHARE * whole);
    parts.sort_by(|one, other| other.0.total_cmp(&one.0));
    Ok(parts.into_iter().map(|(_, name, check)| (name, "", check)).collect())
}

/// A check as the drawing names it.
fn part(check: &str) -> String {
    if check == "cargo" { "compiling skeptic's tests".to_owned() } else { format!("tests/{check}") }
}

/// What the README says below the drawing.
pub fn for_the_readme(data: &Measured) -> Result<String, Diagnostic> {
    let at = |name: &str| value(data, name);
    let (plain, ours) = (at("cold/skeptic/1")?, at("cold/ours/1")?);
    Ok(format!(
        "From nothing, all checks of {:.0} listings take {} as long as skeptic alone takes for the {:.0} programs among them, and {} as long as `mdbook test` alone; \
         with nothing changed they take {} of what skeptic alone takes from nothing, and after one edit {}{}.",
        at("listings/all/1")?,
        times(ours / plain),
        at("listings/programs/1")?,
        times(ours / at("cold/mdbook/1")?),
        percent(at("warm/ours/1")? / plain),
        percent(at("edit/ours/1")? / plain),
        meanwhile(data)
    ))
}

/// What CONTRIBUTING says below the drawing.
pub fn for_contributors(data: &Measured) -> Result<String, Diagnostic> {
    let at = |name: &str| value(data, name);
    let disk = format!("for each listing the checks keep {:.1} MB on disk", at("disk-each/ours/1")?);
    let largest = sizes(data).into_iter().max().unwrap_or(1);
    if largest == 1 {
        return Ok(format!("How the cost grows with the number of listings was not measured this time; {disk}."));
    }
    // What the processors did is the same beside other programs, more or less; the time that passes is not.
    let each = |size: usize| Ok(at(&format!("cold-processors/ours/{size}"))? / at(&format!("listings/all/{size}"))?);
    let growth = each(largest)? / each(1)?;
    let busy = meanwhile(data);
    Ok(format!(
        "With {largest} times as many listings, each of them costs {growth:.2} times as much processor time from nothing; {disk}{busy}."
    ))
}

/// What else the machine did, if it did anything, as the end of a sentence.
fn meanwhile(data: &Measured) -> String {
    data.said().get(2).map(|said| format!("; {said}")).unwrap_or_default()
}

/// A ratio with two digits that count.
fn times(ratio: f64) -> String {
    if ratio < 9.95 { format!("{ratio:.1} times") } else { format!("{ratio:.0} times") }
}

fn percent(ratio: f64) -> String {
    format!("{:.0} %", 100.0 * ratio)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const WHOLE: &str = "machine: M\nsystem: S\ncompiler: C\ndate: D\nmeanwhile: nothing else ran\nlistings/all/1: 100\nlistings/all/3: 300\n\
                         listings/programs/1: 60\nlistings/programs/3: 180\ncold/ours/1: 30\ncold/skeptic/1: 20\ncold/mdbook/1: 2\nwarm/ours/1: 2\nedit/ours/1: 3\n\
                         each/ours/1: 300\neach/ours/3: 315\ncold-processors/ours/1: 40\ncold-processors/ours/3: 126\ndisk-each/ours/1: 4.25\ncheck/cold/links/1: 20\ncheck/cold/traits/1: 0.1\n\
                         check/cold/programs/1: 25\ncheck/cold/programs/3: 75\n";

    fn data(text: &str) -> Measured {
        measured::parse(Path::new("docs/bench.data"), text).unwrap()
    }

    /// The sentences say the ratios, and nothing of a size that was not measured.
    #[test]
    fn ratios_are_said() {
        let readme = for_the_readme(&data(WHOLE)).unwrap();
        assert!(
            readme
                .starts_with("From nothing, all checks of 100 listings take 1.5 times as long as skeptic alone takes for the 60 programs"),
            "{readme}"
        );
        assert!(readme.contains("and 15 times as long as `mdbook test` alone; with nothing changed they take 10 %"), "{readme}");
        assert!(readme.ends_with("after one edit 15 %."), "{readme}");
        let contributing = for_contributors(&data(WHOLE)).unwrap();
        assert_eq!(
            contributing,
            "With 3 times as many listings, each of them costs 1.05 times as much processor time from nothing; for each listing the checks keep 4.2 MB on disk."
        );
        assert!(
            for_contributors(&data(&WHOLE.replace("listings/all/3", "listings/some/3"))).unwrap().contains("was not measured this time")
        );
        let busy = for_the_readme(&data(&WHOLE.replace("nothing else ran", "others ran"))).unwrap();
        assert!(busy.ends_with("after one edit 15 %; meanwhile, others ran."), "{busy}");
        let missing = for_the_readme(&data(&WHOLE.replace("warm/ours/1", "warm/ours/2"))).unwrap_err().to_string();
        assert_eq!(missing, "docs/bench.data:1: does not say `warm/ours/1: …`; measure again with `cargo xtask bench 1 3 10`");
    }

    /// Two digits of a ratio count.
    #[test]
    fn ratios_are_rounded() {
        assert_eq!([times(1.26), times(9.94), times(9.95), times(15.4)], ["1.3 times", "9.9 times", "10 times", "15 times"]);
    }

    /// A drawing is the figure of its source, with its own colors; a group without bars has no heading.
    #[test]
    fn a_drawing_has_its_style() {
        let svg = drawing(&data(WHOLE)).unwrap();
        assert!(svg.starts_with("<svg class=\"drawing\" ") && svg.matches("<svg").count() == 1, "{svg}");
        assert!(svg.contains(&format!("</desc>\n{STYLE}")), "{svg}");
        assert!(svg.contains("on disk") && !svg.contains("most memory"), "{svg}");
        assert_eq!(part("cargo"), "compiling skeptic's tests");
    }

    /// The source has a bar for what was measured, the dearest check first, and none for what is cheap.
    #[test]
    fn what_was_measured_is_drawn() {
        let source = source(&data(WHOLE)).unwrap();
        assert!(source.contains("bar check/cold/links/1  \"tests/links\""), "{source}");
        let bars: Vec<&str> = source.lines().filter_map(|line| line.strip_prefix("bar ")?.split(' ').next()).collect();
        assert_eq!(
            bars,
            [
                "cold/ours/1",
                "cold/skeptic/1",
                "cold/mdbook/1",
                "warm/ours/1",
                "edit/ours/1",
                "each/ours/1",
                "each/ours/3",
                "disk-each/ours/1",
                "check/cold/programs/1",
                "check/cold/links/1"
            ]
        );
    }
}
