//! Measures what all checks cost compared with plain skeptic and plain `mdbook test` on the same listings, and how that grows with their number.
//!
//! A copy of the project below `target/bench/` is built once and then checked: from scratch, again, and after an edit to one listing. For each size,
//! the copy holds that many copies of each listing (`copy`), and skeptic and mdBook are given the same programs on bare pages (`plain`).

mod copy;
mod plain;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::machine::{self, Ticks, meanwhile};
use crate::measure::{self, Cost, Run};
use crate::{bless, mdbook, project};
use book::{files, tree};
use copy::{Entries, Entry, PROGRAMS, REFUSED};
use plain::Plain;

/// Where the table is written.
const TABLE: &str = "docs/bench.md";

const HEADING: &str = "# What the checks cost\n\n\
    Written by `cargo xtask bench-checks`: all checks beside plain skeptic and plain `mdbook test` on the same listings.\n\
    Skeptic knows no program that must be refused, and gets only those that compile.\n\
    *cold*: from nothing but the compiled checks; *warm*: again, with nothing changed; *edit*: after one listing was edited.\n\
    *processors*: seconds on all processors together; *memory*: of all processes together, at the worst time; *disk*: what is kept of the listings.\n\
    *rounds*: how often it was measured; the row is the one with the median of the seconds.\n\
    `tests/faults`, which checks the checks, and `tests/exercises.rs`, which judges no listing, are left out.\n\n";

/// The limit for one command per copy of the book: many times what an idle machine needs.
const LIMIT: Duration = Duration::from_secs(1200);

/// The limit for compiling the checks and their dependencies.
const BUILD_LIMIT: Duration = Duration::from_secs(3600);

/// How the checks are compiled: the same packages as `cargo test`, so nothing is built twice.
const BUILD: &[&str] = &["test", "--no-run", "--lib", "--test", "*"];

/// The edit: a listing, and its words before and after.
const EDITED: &str = "mutex_counter";
const BEFORE: &str = "sold: ";
const AFTER: &str = "tickets sold: ";

/// The length of the slowest check's bar.
const BAR: f64 = 20.0;

/// Checks that don't check listings: the checks of the checks, and the judge of the exercises.
const OTHERS: [&str; 2] = ["exercises", "faults"];

/// Measures these sizes and writes the table.
pub fn bench(sizes: &[&str]) -> Result<(), String> {
    let sizes = if sizes.is_empty() { vec![(1, 1)] } else { sizes.iter().map(|size| read(size)).collect::<Result<_, _>>()? };
    let mdbook = mdbook::stock()?;
    let folder = book::project().target().join("bench");
    let whole = tree::read(project::root())?;
    let bench = Bench { project: folder.join("project"), folder, whole, mdbook };
    let file = project::root().join(TABLE);
    let mut rows = Vec::new();
    bench.build()?;
    let before = Ticks::now();
    for (size, rounds) in sizes {
        let measured = (0..rounds).map(|_| bench.measure(size)).collect::<Result<Vec<_>, _>>()?;
        rows.extend(medians(&measured));
        // After each size, so a failure in the last one doesn't lose hours.
        fs::write(&file, table(&rows, before)?).map_err(|error| format!("{}: {error}", file.display()))?;
        println!("xtask: {TABLE} holds size {size}");
    }
    Ok(())
}

/// Parses how many times the book has each listing, and in how many rounds that's measured: `10` or `3x3`.
fn read(size: &str) -> Result<(usize, usize), String> {
    let (times, rounds) = size.split_once('x').unwrap_or((size, "1"));
    let number = |text: &str, most: usize| text.parse().ok().filter(|number| (1..=most).contains(number));
    number(times, 26).zip(number(rounds, 99)).ok_or_else(|| {
        format!(
            "`{size}` is not a size; give how many times the book is to have each listing, from 1 to 26, and if it's more than one, in how many rounds: cargo xtask bench-checks 1x3 3x3 10"
        )
    })
}

/// Returns, for each row, the round with the median seconds; for an even number, the lower one.
fn medians(rounds: &[Vec<Row>]) -> Vec<Row> {
    let median = |row: usize| {
        let mut all: Vec<&Row> = rounds.iter().map(|round| &round[row]).collect();
        all.sort_by(|one, other| one.cost.seconds.total_cmp(&other.cost.seconds));
        Row { rounds: rounds.len(), ..all[(rounds.len() - 1) / 2].clone() }
    };
    (0..rounds[0].len()).map(median).collect()
}

/// One measurement.
#[derive(Clone)]
struct Row {
    phase: &'static str,
    whose: &'static str,
    listings: usize,
    rounds: usize,
    cost: Cost,
    /// What a cold run adds on disk, in bytes.
    disk: Option<u64>,
    /// The seconds of each check, by its name.
    parts: BTreeMap<String, f64>,
}

/// Renders the file, with the machine and what else it did meanwhile.
fn table(rows: &[Row], before: Option<Ticks>) -> Result<String, String> {
    let about = machine::described()? + &meanwhile(before.zip(Ticks::now()));
    let mut text = HEADING.to_owned() + &about.lines().map(|line| format!("- {line}\n")).collect::<String>();
    text += "\n| what | listings | rounds | seconds | of skeptic, cold | processors | memory, MB | disk, MB |\n|---|---|---|---|---|---|---|---|\n";
    for row in rows {
        let is_plain = |other: &&Row| other.whose == "skeptic" && other.phase == "cold" && other.listings == row.listings;
        let share = rows.iter().find(is_plain).map(|plain| format!("{:.2}", row.cost.seconds / plain.cost.seconds)).unwrap_or_default();
        let disk = row.disk.map(|bytes| format!("{:.1}", mega(bytes))).unwrap_or_default();
        let Cost { seconds, processors, memory } = row.cost;
        let (phase, whose, listings, rounds, memory) = (row.phase, row.whose, row.listings, row.rounds, mega(memory));
        text +=
            &format!("| {whose}, {phase} | {listings} | {rounds} | {seconds:.2} | {share} | {processors:.2} | {memory:.0} | {disk} |\n");
    }
    Ok(text + &profile(rows))
}

/// Renders where the time goes: the seconds of each check at the first size, slowest first.
fn profile(rows: &[Row]) -> String {
    let all: Vec<&Row> = rows.iter().filter(|row| !row.parts.is_empty() && row.listings == rows[0].listings).collect();
    let Some(cold) = all.first() else { return String::new() };
    let mut names: Vec<&String> = cold.parts.keys().collect();
    names.sort_by(|one, other| cold.parts[*other].total_cmp(&cold.parts[*one]));
    let phases: Vec<&str> = all.iter().map(|row| row.phase).collect();
    let mut text = format!("\n## Where the time goes\n\nSeconds of each check, of {} listings.\n\n", cold.listings);
    text += &format!("| check | {} | cold |\n|---|{}---|\n", phases.join(" | "), "---|".repeat(phases.len()));
    let longest = names.first().map_or(1.0, |name| cold.parts[*name]);
    for name in names {
        let seconds: Vec<String> = all.iter().map(|row| row.parts.get(name).map(|part| format!("{part:.1}")).unwrap_or_default()).collect();
        let bar = "█".repeat((cold.parts[name] / longest * BAR).round() as usize);
        text += &format!("| {name} | {} | {bar} |\n", seconds.join(" | "));
    }
    text
}

/// The folders and tools for measuring.
struct Bench {
    folder: PathBuf,
    project: PathBuf,
    whole: Entries,
    mdbook: PathBuf,
}

impl Bench {
    /// Compiles everything that doesn't depend on the listings.
    fn build(&self) -> Result<(), String> {
        tree::write(&self.project, &self.whole)?;
        println!("xtask: compiling the checks in target/bench/ (once, some minutes)");
        self.cargo(BUILD, "build")?;
        let plain = Plain::write(&self.folder.join("plain"), &self.whole)?;
        self.passes(
            "plain skeptic's dependencies",
            measure::run(plain.test_by_skeptic().arg("--no-run"), &self.log("plain-build"), BUILD_LIMIT)?,
            "plain-build",
        )?;
        // The packages' own dependencies, such as tokio, count as dependencies, too.
        let checks = self.checks()?;
        let packages = checks.get("packages").ok_or("tests/packages.rs is not a test that cargo knows")?;
        let run = measure::run(&mut self.command(packages), &self.log("packages-build"), BUILD_LIMIT)?;
        self.passes("tests/packages", run, "packages-build").map(drop)
    }

    /// Measures everything at one size, once.
    fn measure(&self, size: usize) -> Result<Vec<Row>, String> {
        let mut rows = Vec::new();
        println!("xtask: measuring with {size} times each listing");
        let project = copy::grown(&self.whole, size);
        tree::write(&self.project, &project)?;
        let checks = self.checks()?;
        self.write_indexes(&checks)?;
        let listings = count(&project, PROGRAMS) + count(&project, REFUSED);
        self.forget()?;
        let target = self.project.join("target");
        let built = measure::disk(&target);
        let (cost, parts) = self.all_checks(&checks, size)?;
        let disk = Some(measure::disk(&target).saturating_sub(built));
        add(&mut rows, Row { phase: "cold", whose: "all checks", listings, cost, disk, parts, rounds: 1 });
        let (cost, parts) = self.all_checks(&checks, size)?;
        add(&mut rows, Row { phase: "warm", whose: "all checks", listings, cost, disk: None, parts, rounds: 1 });
        tree::write(&self.project, &self.with_indexes(edited(&project)?)?)?;
        let (cost, parts) = self.all_checks(&checks, size)?;
        add(&mut rows, Row { phase: "edit", whose: "all checks", listings, cost, disk: None, parts, rounds: 1 });
        tree::write(&self.project, &self.with_indexes(project.clone())?)?;
        self.plain(&project, size, listings, &mut rows)?;
        Ok(rows)
    }

    /// Measures plain skeptic and plain mdBook on the same programs. Neither caches anything, so one run is enough.
    fn plain(&self, project: &Entries, size: usize, listings: usize, rows: &mut Vec<Row>) -> Result<(), String> {
        let plain = Plain::write(&self.folder.join("plain"), project)?;
        forget_built(&plain.skeptic, "plain");
        touch(&plain.skeptic.join("build.rs"))?;
        for (whose, mut command) in [("skeptic", plain.test_by_skeptic()), ("mdbook test", plain.test_by_mdbook(&self.mdbook)?)] {
            let log = self.log("plain");
            let run = measure::run(&mut command, &log, self.limit(size))?;
            if !run.passed {
                println!("xtask: plain {whose} rejects some programs, as {} says; its time counts all the same", log.display());
            }
            add(rows, Row { phase: "cold", whose, listings, cost: run.cost, disk: None, parts: BTreeMap::new(), rounds: 1 });
        }
        Ok(())
    }

    /// Runs every check of listings, one after another like `cargo test`; returns the total, and each one's seconds.
    fn all_checks(&self, checks: &BTreeMap<String, PathBuf>, size: usize) -> Result<(Cost, BTreeMap<String, f64>), String> {
        // skeptic's tests depend on the listings: its build script generates them.
        let mut build = project::cargo();
        let run = measure::run(self.clean(&mut build).args(BUILD), &self.log("cargo"), self.limit(size))?;
        let mut all = self.passes("cargo test --no-run", run, "cargo")?;
        println!("xtask:   compiling skeptic's tests: {:.1} s", all.seconds);
        let mut parts = BTreeMap::from([("compiling skeptic's tests".to_owned(), all.seconds)]);
        for (name, program) in checks {
            let run = measure::run(&mut self.command(program), &self.log(name), self.limit(size))?;
            let cost = self.passes(&format!("tests/{name}"), run, name)?;
            println!("xtask:   tests/{name}: {:.1} s", cost.seconds);
            parts.insert(name.clone(), cost.seconds);
            all = all.and(cost);
        }
        Ok((all, parts))
    }

    /// Deletes what the checks have cached about listings, but not what they're built with.
    fn forget(&self) -> Result<(), String> {
        let kept = self.project.join("target/guarded");
        for folder in files::folders(&kept).into_iter().filter(|folder| !folder.ends_with("projects") && !folder.ends_with("sysroot")) {
            fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        forget_built(&self.project, "guarded-skeptic");
        touch(&self.project.join("README.md"))
    }

    /// Returns the programs of the checks.
    fn checks(&self) -> Result<BTreeMap<String, PathBuf>, String> {
        self.cargo(&[BUILD, &["--message-format=json"]].concat(), "checks")?;
        let said = fs::read_to_string(self.log("checks")).map_err(|error| format!("{}: {error}", self.log("checks").display()))?;
        let tests = self.project.join("tests");
        let mut checks = said.lines().filter_map(|line| a_check(line, &tests)).collect::<BTreeMap<_, _>>();
        checks.retain(|name, _| !OTHERS.contains(&name.as_str()));
        if checks.is_empty() { Err("cargo names no test of the copy; run `cargo test --no-run`".to_owned()) } else { Ok(checks) }
    }

    /// Makes the index pages list what the copy has.
    fn write_indexes(&self, checks: &BTreeMap<String, PathBuf>) -> Result<(), String> {
        let indexes = checks.get("indexes").ok_or("tests/indexes.rs is not a test that cargo knows")?;
        let proposals = self.project.join("target/guarded/bless");
        let run = measure::run(self.command(indexes).env("GUARDED_BLESS", &proposals), &self.log("bless"), LIMIT)?;
        self.passes("writing the index pages of the copy", run, "bless")?;
        bless::take_over(&proposals, &self.project).map(drop)
    }

    /// Returns the project with the copy's current index pages.
    fn with_indexes(&self, mut project: Entries) -> Result<Entries, String> {
        for page in ["src/listings.md", "src/errors.md"] {
            let text = fs::read(self.project.join(page)).map_err(|error| format!("{page}: {error}"))?;
            project.insert(PathBuf::from(page), Entry::Text(text));
        }
        Ok(project)
    }

    /// Makes a command run in the copy, without variables that lead out of it.
    fn clean<'a>(&self, command: &'a mut std::process::Command) -> &'a mut std::process::Command {
        for variable in ["CARGO_MANIFEST_DIR", "CARGO_TARGET_DIR", "GUARDED_ROOT", "GUARDED_BLESS", "RUST_BACKTRACE"] {
            command.env_remove(variable);
        }
        command.current_dir(&self.project)
    }

    fn command(&self, program: &Path) -> std::process::Command {
        let mut command = std::process::Command::new(program);
        self.clean(&mut command);
        command
    }

    fn cargo(&self, arguments: &[&str], log: &str) -> Result<(), String> {
        let mut command = project::cargo();
        let run = measure::run(self.clean(&mut command).args(arguments), &self.log(log), BUILD_LIMIT)?;
        self.passes(&format!("cargo {}", arguments.join(" ")), run, log).map(drop)
    }

    fn log(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.log"))
    }

    fn limit(&self, size: usize) -> Duration {
        LIMIT * u32::try_from(size).unwrap_or(1)
    }

    /// Returns the cost of a run that passed; the time of a failed one means nothing.
    fn passes(&self, what: &str, run: Run, log: &str) -> Result<Cost, String> {
        if run.passed {
            return Ok(run.cost);
        }
        let log = self.log(log);
        let said = fs::read_to_string(&log).unwrap_or_default();
        let last: Vec<&str> = said.lines().rev().take(30).collect();
        Err(format!(
            "{what} fails on the copy; all it said is in {}, and last:\n{}",
            log.display(),
            last.into_iter().rev().collect::<Vec<_>>().join("\n")
        ))
    }
}

/// Adds and prints one measurement.
fn add(rows: &mut Vec<Row>, row: Row) {
    println!("xtask: {}, {}, {} listings: {:.1} s", row.whose, row.phase, row.listings, row.cost.seconds);
    rows.push(row);
}

/// Returns how many programs are in a folder.
fn count(project: &Entries, folder: &str) -> usize {
    project.keys().filter(|path| path.starts_with(folder) && path.extension().is_some_and(|ending| ending == "rs")).count()
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Returns the project after one edit: a listing prints different text, and so does its record.
fn edited(project: &Entries) -> Result<Entries, String> {
    let mut edited = project.clone();
    for ending in ["rs", "stdout"] {
        let path = format!("{PROGRAMS}/{EDITED}.{ending}");
        let text = project.get(Path::new(&path)).map(Entry::text).filter(|text| text.contains(BEFORE));
        let text = text.ok_or_else(|| format!("{path} no longer says `{BEFORE}`; name another edit in xtask/src/bench/mod.rs"))?;
        edited.insert(PathBuf::from(path), Entry::Text(text.replace(BEFORE, AFTER).into_bytes()));
    }
    Ok(edited)
}

/// Parses the name and the program of a check from one line of Cargo's JSON.
fn a_check(line: &str, tests: &Path) -> Option<(String, PathBuf)> {
    let field = |key: &str| line.split_once(&format!("\"{key}\":\"")).and_then(|(_, rest)| rest.split('"').next());
    let (source, program) = (Path::new(field("src_path")?), field("executable")?);
    if source == tests.with_file_name("crates/skeptic/src/lib.rs") {
        return Some(("skeptic".to_owned(), PathBuf::from(program)));
    }
    let below = source.strip_prefix(tests).ok()?;
    let name = below.iter().next()?.to_str()?;
    let name = name.strip_suffix(".rs").unwrap_or(name);
    (below == Path::new(&format!("{name}.rs")) || below == Path::new(name).join("main.rs"))
        .then(|| (name.to_owned(), PathBuf::from(program)))
}

/// Deletes what a package's build script has written.
fn forget_built(project: &Path, package: &str) {
    let builds = files::folders(&project.join("target/debug/build")).into_iter();
    for build in builds.filter(|build| files::stem(build).starts_with(&format!("{package}-"))) {
        fs::remove_dir_all(build.join("out")).ok();
    }
}

/// Rewrites a file unchanged, so Cargo considers it modified.
fn touch(file: &Path) -> Result<(), String> {
    let text = fs::read(file).and_then(|text| fs::write(file, text));
    text.map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The checks are the files of `tests/` and the folders with a `main.rs`, and no others.
    #[test]
    fn checks_are_told_from_other_tests() {
        let line = |source: &str| {
            format!("{{\"target\":{{\"kind\":[\"test\"],\"name\":\"x\",\"src_path\":\"/p/{source}\"}},\"executable\":\"/t/x-1\"}}")
        };
        let name = |source: &str| a_check(&line(source), Path::new("/p/tests")).map(|(name, _)| name);
        assert_eq!(name("tests/links.rs").as_deref(), Some("links"));
        assert_eq!(name("tests/chapters/main.rs").as_deref(), Some("chapters"));
        assert_eq!(name("crates/skeptic/src/lib.rs").as_deref(), Some("skeptic"));
        assert_eq!(name("crates/outcomes/tests/outcomes.rs"), None);
        assert_eq!(name("xtask/src/main.rs"), None);
        assert_eq!(a_check("{\"src_path\":\"/p/tests/links.rs\",\"executable\":null}", Path::new("/p/tests")), None);
    }

    /// A row says what was measured, and its ratio to what skeptic takes for the same listings.
    #[test]
    fn costs_are_written_down() {
        let cost = |seconds| Cost { seconds, processors: 1.0, memory: 2_500_000 };
        let rows = [("all checks", 3.0, Some(4_500_000)), ("skeptic", 2.0, None)].map(|(whose, seconds, disk)| Row {
            phase: "cold",
            whose,
            listings: 7,
            rounds: 3,
            cost: cost(seconds),
            disk,
            parts: disk.iter().flat_map(|_| [("links".to_owned(), 1.0), ("chapters".to_owned(), 2.0)]).collect(),
        });
        let table = table(&rows, None).unwrap();
        assert!(
            table.ends_with(
                "\n| check | cold | cold |\n|---|---|---|\n| chapters | 2.0 | ████████████████████ |\n| links | 1.0 | ██████████ |\n"
            ),
            "{table}"
        );
        assert!(table.contains("\n| all checks, cold | 7 | 3 | 3.00 | 1.50 | 1.00 | 2 | 4.5 |\n"), "{table}");
        assert!(table.contains("\n| skeptic, cold | 7 | 3 | 2.00 | 1.00 | 1.00 | 2 |  |\n") && table.contains("\n- machine: "), "{table}");
    }

    /// A size is a number, or two; of three rounds, the middle one counts.
    #[test]
    fn rounds_have_a_median() {
        assert_eq!((read("10"), read("1x3")), (Ok((10, 1)), Ok((1, 3))));
        for wrong in ["0", "27", "x", "1x", "1x0", "-1", "a"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let row = |seconds, memory| Row {
            phase: "cold",
            whose: "skeptic",
            listings: 1,
            rounds: 1,
            cost: Cost { seconds, processors: 0.0, memory },
            disk: None,
            parts: BTreeMap::new(),
        };
        let [ref median] = medians(&[vec![row(9.0, 1)], vec![row(2.0, 2)], vec![row(3.0, 3)]])[..] else { panic!("one row") };
        assert_eq!((median.rounds, median.cost.memory), (3, 3));
    }

    /// Programs are counted by folder, without their records.
    #[test]
    fn programs_are_counted() {
        let files =
            ["listings/examples/a.rs", "listings/examples/c.rs", "listings/examples/a.stdout", "listings/compile_fail/b.rs", "src/a.rs"];
        let project: Entries = files.map(|file| (PathBuf::from(file), Entry::Text(Vec::new()))).into();
        assert_eq!((count(&project, PROGRAMS), count(&project, REFUSED)), (2, 1));
    }

    /// A failing command ends the measurement with the last lines of its output; its limit grows with the book.
    #[test]
    fn failures_are_reported() {
        let folder = book::project().fresh("bench-failures");
        let built = |package: &str| folder.join("target/debug/build").join(package).join("out/tests.rs");
        for package in ["plain-1", "plainer-1"] {
            files::write(&built(package), "").unwrap();
        }
        forget_built(&folder, "plain");
        assert!(!built("plain-1").exists() && built("plainer-1").exists());
        let touched = built("plainer-1");
        fs::File::options().write(true).open(&touched).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
        touch(&touched).unwrap();
        assert!(fs::metadata(&touched).unwrap().modified().unwrap() > std::time::UNIX_EPOCH + LIMIT);
        let bench = Bench { project: folder.clone(), folder: folder.clone(), whole: Entries::new(), mdbook: PathBuf::new() };
        fs::write(bench.log("links"), "first\nlast\n").unwrap();
        let cost = Cost { seconds: 2.0, ..Cost::default() };
        let reported = bench.passes("tests/links", Run { cost, passed: false }, "links").unwrap_err();
        assert!(
            reported.starts_with("tests/links fails on the copy; ") && reported.ends_with("links.log, and last:\nfirst\nlast"),
            "{reported}"
        );
        assert_eq!(bench.passes("tests/links", Run { cost, passed: true }, "links").unwrap().seconds, 2.0);
        assert_eq!(bench.limit(3), 3 * LIMIT);
    }

    /// An edit changes the program and its record.
    #[test]
    fn an_edit_is_one() {
        let project = tree::read(project::root()).unwrap();
        let edited = edited(&project).unwrap();
        assert_eq!(project.iter().filter(|(path, entry)| edited.get(*path) != Some(entry)).count(), 2);
    }
}
