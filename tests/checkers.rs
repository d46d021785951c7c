//! Checks the table in the chapter on checking against what each checker finds now.
//!
//! One test per cell of the table, named after the listing and the tool; one for the whole table; and one per changed listing that the page mentions.

use std::process::ExitCode;
use std::time::Duration;

use book::answer::Change;
use book::diagnostic::Report;
use book::listing::{Listing, Place};
use book::{files, project, record, trials};
use explore::bug_search::{self, Tool};
use explore::cache::Key;
use explore::run::{self, End, Failure};
use explore::rustc;
use explore::together::{self, Program, Wanted};
use libtest_mimic::Arguments;
use serde::Deserialize;

/// The contents of tests/checkers.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    bug: Vec<Bug>,
    variant: Vec<Variant>,
}

/// A bug, and what the page may say about it beyond the checkers' results.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bug {
    /// The listing.
    listing: String,
    /// Its name in the table.
    name: String,
    /// A checker's report of the bug contains one of these.
    signs: Vec<String>,
    /// Whether plain runs can show it, on x86-64.
    shows: bool,
    /// What Miri does, according to its documentation.
    miri: String,
    /// What ThreadSanitizer does, according to its documentation.
    sanitizer: String,
}

/// A listing with a few lines changed, and the tools that then find a bug in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variant {
    /// The name of its test, after the listing's name.
    name: String,
    listing: String,
    edit: Vec<Change>,
    /// The tools that find a bug.
    #[serde(default)]
    finders: Vec<Tool>,
    /// The tools that find nothing.
    #[serde(default)]
    quiet: Vec<Tool>,
}

/// The tools that run here, each with its heading in the table and its part of a test's name.
const TOOLS: [(&str, &str, Option<Tool>); 5] = [
    ("plain runs", "runs", None),
    ("shuttle, random", "shuttle_random", Some(Tool::Random)),
    ("shuttle, PCT", "shuttle_pct", Some(Tool::Pct)),
    ("shuttle, each", "shuttle_dfs", Some(Tool::Dfs)),
    ("loom", "loom", Some(Tool::Loom)),
];

/// How many times a listing runs without a checker.
const RUNS: usize = 200;

/// A run that doesn't end within this time counts as one that never does; a run that's claimed to end gets longer.
const HANGS: Duration = Duration::from_secs(2);
const LONGER: Duration = Duration::from_secs(30);

const CLAIMS: &str = "tests/checkers.toml";
const TABLE: &str = "listings/checking.table";
const PAGE: &str = "src/checking.md";

fn main() -> Result<ExitCode, Report> {
    let arguments = trials::arguments();
    let claims = files::read_toml(&project().join(CLAIMS), "write it like the entries around it")?;
    let Claims { bug: bugs, variant: variants } = &*Box::leak(Box::new(claims));
    let _compiled = together::expect(searched(&arguments, bugs, variants));
    let mut tests = vec![trials::test("checking_table", || record::compare(&project().join(TABLE), &table(bugs)?))];
    for (row, bug) in bugs.iter().enumerate() {
        for (column, (_, part, tool)) in TOOLS.iter().enumerate() {
            tests.push(trials::test(format!("{}_by_{part}", bug.listing), move || is_in_the_table(bug, row, column, &cell(bug, *tool)?)));
        }
    }
    if record::proposals().is_none() {
        tests.extend(variants.iter().map(|variant| trials::test(variant.test(), || variant_is_found(variant))));
    }
    Ok(trials::run(&arguments, tests))
}

/// Returns the programs that the selected tests search for bugs, each with its checker.
fn searched(arguments: &Arguments, bugs: &[Bug], variants: &[Variant]) -> Vec<Program> {
    let wanted = |name: &str| trials::is_wanted(arguments, name);
    let of_bugs = bugs.iter().flat_map(|bug| {
        let tools = TOOLS.iter().filter(move |(_, part, _)| wanted("checking_table") || wanted(&format!("{}_by_{part}", bug.listing)));
        let text = the_listing(&bug.listing).text();
        tools.filter_map(move |(.., tool)| Some((&bug.listing, text.clone().ok()?, (*tool)?)))
    });
    let of_variants = variants.iter().filter(|variant| wanted(&variant.test())).flat_map(|variant| {
        let text = variant.text();
        variant.tools().filter_map(move |tool| Some((&variant.listing, text.clone().ok()?, tool)))
    });
    let all = of_bugs.chain(of_variants);
    all.map(|(name, text, tool)| Program { name: name.clone(), text, wanted: Wanted::Bug(tool) }).collect()
}

fn the_listing(name: &str) -> Listing {
    Listing::named(name, Place::Examples)
}

/// Returns the table's cell for a bug and a tool that runs here.
fn cell(bug: &Bug, tool: Option<Tool>) -> Result<String, String> {
    let listing = the_listing(&bug.listing);
    let text = listing.text()?;
    let Some(tool) = tool else { return plain_runs(bug, &listing, &text) };
    let search = bug_search::search(&listing, &text, tool)?;
    match &search.found {
        None => Ok(format!("no, {}", grouped(search.runs))),
        Some(said) if bug.signs.iter().any(|sign| said.contains(sign.as_str())) => Ok(format!("**yes**, {}", grouped(search.runs))),
        Some(said) => Err(format!(
            "{}:1: shows {tool:?} something other than its bug; fix the listing, or `signs` in {CLAIMS}:\n{said}",
            project().shown(&listing.path)
        )),
    }
}

/// Formats a number as in prose: 10,000.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let ends = (1..=digits.len()).rev();
    digits.chars().zip(ends).map(|(digit, left)| if left % 3 == 1 && left > 1 { format!("{digit},") } else { digit.to_string() }).collect()
}

/// Runs the program without a checker. If runs can show the bug, it's up to chance whether they do, and nothing is claimed; if they can't, none may.
///
/// An unchanged program isn't run another 200 times, which would prove as little as before.
fn plain_runs(bug: &Bug, listing: &Listing, text: &str) -> Result<String, String> {
    let claimed = format!("{} {} {RUNS}", bug.shows, is_claimed_here(bug));
    Key::new("plain-runs", include_str!("checkers.rs"), &[&listing.name, &claimed, text])?.cached(|| run_often(bug, listing, text))
}

fn run_often(bug: &Bug, listing: &Listing, text: &str) -> Result<String, String> {
    let shown = project().shown(&listing.path);
    let project = rustc::compile(&format!("runs-{}", listing.name), text, "2024", &[]).map_err(|why| format!("{shown}:1: {why}"))?;
    for number in 1..=RUNS {
        let mut program = run::clean(project.program());
        let run = if bug.shows { run::until_stuck(HANGS, &mut program) } else { run::within(LONGER, &mut program).map(End::Ended) };
        let failed = match run {
            Ok(End::Ended(run)) if run.code == Some(0) => false,
            // A program with undefined behavior may do anything.
            Ok(End::Ended(run)) if run.code == Some(101) || listing.is_undefined() => true,
            Ok(End::Ended(run)) => {
                return Err(format!("{shown}:1: ends with {:?} in plain run {number}; fix it:\n{}", run.code, run.stderr));
            }
            Ok(End::Stuck(_)) | Err(Failure::TimedOut(_)) => true,
            Err(Failure::Broken(why)) => return Err(format!("{shown}:1: {why}")),
        };
        if failed && is_claimed_here(bug) {
            return Err(format!(
                "{TABLE}:1: says that no plain run shows the bug of {}, and run {number} did; set `shows` in {CLAIMS} and tell it on {PAGE}",
                bug.listing
            ));
        }
        if failed {
            println!("{}: plain run {number} has shown the bug", bug.listing);
            return Ok(of_runs(bug));
        }
    }
    println!("{}: {RUNS} plain runs have shown nothing", bug.listing);
    Ok(of_runs(bug))
}

/// Whether the page claims that no plain run on this machine shows the bug: on processors other than x86-64, the wrong ordering may show.
fn is_claimed_here(bug: &Bug) -> bool {
    !bug.shows && (cfg!(target_arch = "x86_64") || bug.listing != "checking_wrong_ordering")
}

/// Returns the table's cell for plain runs.
fn of_runs(bug: &Bug) -> String {
    if bug.shows { "by chance".to_owned() } else { format!("no, {RUNS}") }
}

/// Builds the table from what the checkers say now.
fn table(bugs: &[Bug]) -> Result<String, String> {
    let heads: Vec<&str> = TOOLS.iter().map(|(head, ..)| *head).collect();
    let mut text = format!("| bug | {} | Miri, not run | TSan, not run |\n|---|{}\n", heads.join(" | "), "---|".repeat(7));
    for bug in bugs {
        // The test of that cell checks what plain runs do.
        let cells = TOOLS.iter().map(|(_, _, tool)| tool.map_or_else(|| Ok(of_runs(bug)), |tool| cell(bug, Some(tool))));
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        text.push_str(&format!("| [{}](#{}) | {} | {} | {} |\n", bug.name, bug.listing, cells.join(" | "), bug.miri, bug.sanitizer));
    }
    Ok(text)
}

/// Checks that the table on the page has this cell.
fn is_in_the_table(bug: &Bug, row: usize, column: usize, cell: &str) -> Result<(), String> {
    if record::proposals().is_some() {
        return Ok(());
    }
    let text = files::read(&project().join(TABLE))?;
    let line = row + 3;
    let said = text.lines().nth(line - 1).and_then(|line| line.split(" | ").nth(column + 1)).unwrap_or_default();
    let (bug, tool) = (&bug.name, TOOLS[column].0);
    if said == cell {
        return Ok(());
    }
    Err(format!(
        "{TABLE}:{line}: says “{said}” of the {bug} and {tool}, and it is “{cell}”; run `cargo xtask bless checking` and read {PAGE} again"
    ))
}

impl Variant {
    /// Returns the name of its test.
    fn test(&self) -> String {
        format!("{}_{}", self.listing, self.name)
    }

    /// Returns the tools that search it.
    fn tools(&self) -> impl Iterator<Item = Tool> + '_ {
        self.finders.iter().chain(&self.quiet).copied()
    }

    /// Returns the listing's text with the edits.
    fn text(&self) -> Result<String, String> {
        let listing = the_listing(&self.listing);
        let mut text = listing.text()?;
        for Change { from, to } in &self.edit {
            if text.matches(from.get_ref()).count() != 1 {
                let shown = project().shown(&listing.path);
                return Err(format!("{shown}:1: does not hold `{}` once, which {CLAIMS} changes; change both together", from.get_ref()));
            }
            text = text.replace(from.get_ref(), to);
        }
        Ok(text)
    }
}

/// Checks that exactly the tools that should find a bug in the variant find one.
fn variant_is_found(variant: &Variant) -> Result<(), String> {
    let (listing, text) = (the_listing(&variant.listing), variant.text()?);
    if variant.tools().next().is_none() {
        return Err(format!("{CLAIMS}:1: names no tool for {}; list it in `finders` or `quiet`", variant.test()));
    }
    for tool in variant.tools() {
        let search = bug_search::search(&listing, &text, tool)?;
        if search.found.is_some() != variant.finders.contains(&tool) {
            return Err(format!(
                "{PAGE}:1: is wrong about {} as {} under {tool:?}, which reports {search:?}; correct it, and {CLAIMS}",
                variant.listing, variant.name
            ));
        }
    }
    Ok(())
}
