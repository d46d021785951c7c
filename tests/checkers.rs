//! What each checker finds: the table of the chapter on checking is what they say now, and the package that it shows builds and holds under std, shuttle and loom.
//!
//! One test a cell of the table, named after the listing and the tool; the whole table; and one test for each thing that the page says of the package.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use book::listing::{Listing, Place};
use book::{files, package, page, project, record, trials};
use explore::bug_search::{self, Tool};
use explore::cache::Key;
use explore::run::{self, End, Failure, Run};
use explore::rustc;
use explore::together::{self, Program, Wanted};
use libtest_mimic::{Failed, Trial};

/// A bug, and what the page may say of it beyond what the checkers say here.
struct Bug {
    /// The listing.
    listing: &'static str,
    /// Its name in the table.
    name: &'static str,
    /// What the words of a checker that has found it hold, one or the other.
    signs: [&'static str; 2],
    /// Whether plain runs can show it, on x86-64.
    shows: bool,
    /// By its documentation, what Miri does.
    miri: &'static str,
    /// By its documentation, what ThreadSanitizer does.
    sanitizer: &'static str,
}

/// What Miri's README says: it runs one of many executions, another one for another seed, and reports data races and the failed assertions of that one.
const BY_SEED: &str = "some seeds";

const BUGS: [Bug; 6] = [
    Bug {
        listing: "checking_lost_update",
        name: "lost update",
        signs: ["a sale is lost", "a sale is lost"],
        shows: true,
        miri: BY_SEED,
        sanitizer: "no",
    },
    Bug {
        listing: "checking_wrong_ordering",
        name: "wrong ordering",
        signs: ["open, and no seats", "open, and no seats"],
        shows: false,
        miri: BY_SEED,
        sanitizer: "no",
    },
    Bug { listing: "checking_deadlock", name: "deadlock", signs: ["deadlock", "deadlock"], shows: true, miri: BY_SEED, sanitizer: "no" },
    Bug {
        listing: "checking_unsound_sync",
        name: "unsound `Sync`",
        signs: ["Causality violation", "a visit is lost"],
        shows: true,
        miri: "**yes**",
        sanitizer: "**yes**",
    },
    Bug {
        listing: "checking_leaked_guard",
        name: "leaked guard",
        signs: ["deadlock", "deadlock"],
        shows: true,
        miri: BY_SEED,
        sanitizer: "no",
    },
    Bug {
        listing: "checking_spurious_wake_up",
        name: "spurious wake-up",
        signs: ["awake, and the door is closed", "awake, and the door is closed"],
        shows: false,
        miri: "no",
        sanitizer: "no",
    },
];

/// The tools that run here, as the heading of the table and as a part of a test's name.
const TOOLS: [(&str, &str, Option<Tool>); 5] = [
    ("plain runs", "runs", None),
    ("shuttle, random", "shuttle_random", Some(Tool::Random)),
    ("shuttle, PCT", "shuttle_pct", Some(Tool::Pct)),
    ("shuttle, each", "shuttle_dfs", Some(Tool::Dfs)),
    ("loom", "loom", Some(Tool::Loom)),
];

/// How often a listing is run without a checker.
const RUNS: usize = 200;

/// A run that does not end within this time counts as one that never does; one of which it is claimed that it ends has longer.
const HANGS: Duration = Duration::from_secs(2);
const LONGER: Duration = Duration::from_secs(30);

/// Compiling the checkers anew takes a minute or two.
const COLD: Duration = Duration::from_secs(600);

const TABLE: &str = "listings/checking.table";
const PAGE: &str = "src/checking.md";
const BOX_OFFICE: &str = "projects/checking_box_office";
const FUTEX_MUTEX: &str = "projects/build_a_mutex_futex";

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let _compiled = together::expect(searched(&arguments));
    let mut trials = Vec::new();
    let mut test = |name: String, run: Box<dyn FnOnce() -> Result<(), String> + Send>| {
        trials.push(Trial::test(name, move || run().map_err(Failed::from)));
    };
    for (row, bug) in BUGS.iter().enumerate() {
        for (column, (_, part, tool)) in TOOLS.iter().enumerate() {
            let name = format!("{}_by_{part}", bug.listing);
            test(name, Box::new(move || is_in_the_table(row, column, &cell(bug, *tool)?)));
        }
    }
    test("checking_table".to_owned(), Box::new(|| record::compare(&project().join(TABLE), &table()?)));
    if record::proposals().is_some() {
        return libtest_mimic::run(&arguments, trials).exit_code();
    }
    for variant in &VARIANTS {
        test(variant.test(), Box::new(|| variant_is_found(variant)));
    }
    for mode in [Mode::Std, Mode::Shuttle, Mode::Loom] {
        test(format!("checking_box_office_{}", mode.name()), Box::new(move || box_office_holds(mode)));
    }
    test("checking_box_office_lost_update".to_owned(), Box::new(|| checkers_object(&LOST_UPDATE, true)));
    test("checking_box_office_wrong_ordering".to_owned(), Box::new(|| checkers_object(&WRONG_ORDERING, false)));
    test("build_a_mutex_futex_std".to_owned(), Box::new(futex_mutex_holds));
    for package in [BOX_OFFICE, FUTEX_MUTEX] {
        let name = package.trim_start_matches("projects/");
        test(format!("{name}_versions"), Box::new(move || versions_are_ours(package)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The programs that the tests of these names search for bugs, each with its checker.
fn searched(arguments: &libtest_mimic::Arguments) -> Vec<Program> {
    let wanted = |name: &str| trials::is_wanted(arguments, name);
    let of_bugs = BUGS.iter().flat_map(|bug| {
        let tools = TOOLS.iter().filter(move |(_, part, _)| wanted("checking_table") || wanted(&format!("{}_by_{part}", bug.listing)));
        let text = the_listing(bug.listing).text();
        tools.filter_map(move |(.., tool)| Some((bug.listing, text.clone().ok()?, (*tool)?)))
    });
    let of_variants = VARIANTS.iter().filter(|variant| wanted(&variant.test())).flat_map(|variant| {
        let text = variant.text();
        variant.tools().filter_map(move |tool| Some((variant.listing, text.clone().ok()?, tool)))
    });
    let all = of_bugs.chain(of_variants);
    all.map(|(name, text, tool)| Program { name: name.to_owned(), text, wanted: Wanted::Bug(tool) }).collect()
}

fn the_listing(name: &str) -> Listing {
    let path = project().join(Place::Examples.folder()).join(format!("{name}.rs"));
    Listing { name: name.to_owned(), place: Place::Examples, path }
}

/// What the table says of a bug and a tool that runs here.
fn cell(bug: &Bug, tool: Option<Tool>) -> Result<String, String> {
    let listing = the_listing(bug.listing);
    let text = listing.text()?;
    let Some(tool) = tool else { return plain_runs(bug, &listing, &text) };
    let search = bug_search::search(&listing, &text, tool)?;
    match &search.found {
        None => Ok(format!("no, {}", grouped(search.runs))),
        Some(said) if bug.signs.iter().any(|sign| said.contains(sign)) => Ok(format!("**yes**, {}", grouped(search.runs))),
        Some(said) => Err(format!(
            "{}:1: shows {tool:?} something else than its bug; fix the listing, or `signs` in tests/checkers.rs:\n{said}",
            project().shown(&listing.path)
        )),
    }
}

/// A number as prose writes it: 10,000.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let ends = (1..=digits.len()).rev();
    digits.chars().zip(ends).map(|(digit, left)| if left % 3 == 1 && left > 1 { format!("{digit},") } else { digit.to_string() }).collect()
}

/// Real runs. Where they can show the bug, it is chance whether they do, and nothing is claimed; where they cannot, none may.
///
/// A program that has not changed is not run another 200 times: it would say as little as before.
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
            // One whose behavior is undefined may do anything.
            Ok(End::Ended(run)) if run.code == Some(101) || listing.is_undefined() => true,
            Ok(End::Ended(run)) => {
                return Err(format!("{shown}:1: ends with {:?} in plain run {number}; fix it:\n{}", run.code, run.stderr));
            }
            Ok(End::Stuck(_)) | Err(Failure::TimedOut(_)) => true,
            Err(Failure::Broken(why)) => return Err(format!("{shown}:1: {why}")),
        };
        if failed && is_claimed_here(bug) {
            return Err(format!(
                "{TABLE}:1: says that no plain run shows the bug of {}, and run {number} did; set `shows` in tests/checkers.rs and tell it on {PAGE}",
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

/// Whether the page claims that no plain run on this machine shows the bug: on other processors than x86-64, the wrong ordering may.
fn is_claimed_here(bug: &Bug) -> bool {
    !bug.shows && (cfg!(target_arch = "x86_64") || bug.listing != "checking_wrong_ordering")
}

/// What the table says of plain runs.
fn of_runs(bug: &Bug) -> String {
    if bug.shows { "by chance".to_owned() } else { format!("no, {RUNS}") }
}

/// The table as the checkers say it now.
fn table() -> Result<String, String> {
    let heads: Vec<&str> = TOOLS.iter().map(|(head, ..)| *head).collect();
    let mut text = format!("| bug | {} | Miri, not run | TSan, not run |\n|---|{}\n", heads.join(" | "), "---|".repeat(7));
    for bug in &BUGS {
        // Whether plain runs do what is said of them, the test of that cell sees.
        let cells = TOOLS.iter().map(|(_, _, tool)| tool.map_or_else(|| Ok(of_runs(bug)), |tool| cell(bug, Some(tool))));
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        text.push_str(&format!("| [{}](#{}) | {} | {} | {} |\n", bug.name, bug.listing, cells.join(" | "), bug.miri, bug.sanitizer));
    }
    Ok(text)
}

/// The cell of the table on the page is this.
fn is_in_the_table(row: usize, column: usize, cell: &str) -> Result<(), String> {
    if record::proposals().is_some() {
        return Ok(());
    }
    let text = files::read(&project().join(TABLE))?;
    let line = row + 3;
    let said = text.lines().nth(line - 1).and_then(|line| line.split(" | ").nth(column + 1)).unwrap_or_default();
    let (bug, tool) = (BUGS[row].name, TOOLS[column].0);
    if said == cell {
        return Ok(());
    }
    Err(format!(
        "{TABLE}:{line}: says “{said}” of the {bug} and {tool}, and it is “{cell}”; run `cargo xtask bless checking` and read {PAGE} again"
    ))
}

/// A listing with a few lines changed, and who finds a bug in it then.
struct Variant {
    /// The name of its test, behind that of the listing.
    name: &'static str,
    listing: &'static str,
    /// What stands there, once, and what comes in its place.
    edits: &'static [(&'static str, &'static str)],
    /// The tools that find a bug.
    finders: &'static [Tool],
    /// The tools that find nothing.
    quiet: &'static [Tool],
}

impl Variant {
    /// The name of its test.
    fn test(&self) -> String {
        format!("{}_{}", self.listing, self.name)
    }

    /// The tools that search it.
    fn tools(&self) -> impl Iterator<Item = Tool> + '_ {
        self.finders.iter().chain(self.quiet).copied()
    }

    /// The text of the listing with its edits.
    fn text(&self) -> Result<String, String> {
        let listing = the_listing(self.listing);
        let mut text = listing.text()?;
        for (from, to) in self.edits {
            if text.matches(from).count() != 1 {
                let shown = project().shown(&listing.path);
                return Err(format!("{shown}:1: does not hold `{from}` once, which tests/checkers.rs changes; change both together"));
            }
            text = text.replace(from, to);
        }
        Ok(text)
    }
}

const ALL: &[Tool] = &[Tool::Random, Tool::Pct, Tool::Dfs, Tool::Loom];

/// What the page says beside its table: the repaired programs pass, and these others do what it says.
const VARIANTS: [Variant; 9] = [
    Variant {
        name: "repaired",
        listing: "checking_lost_update",
        edits: &[
            ("    let seen = sold.load(Relaxed);\n", ""),
            ("sold.store(seen + 1, Relaxed); // somebody may have sold in between", "sold.fetch_add(1, Relaxed);"),
        ],
        finders: &[],
        quiet: ALL,
    },
    Variant {
        name: "repaired",
        listing: "checking_wrong_ordering",
        edits: &[("open.store(true, Relaxed);", "open.store(true, std::sync::atomic::Ordering::Release);")],
        finders: &[],
        quiet: ALL,
    },
    Variant {
        name: "repaired",
        listing: "checking_deadlock",
        edits: &[("swap(&ben, &ann)", "swap(&ann, &ben)")],
        finders: &[],
        quiet: ALL,
    },
    Variant {
        name: "repaired",
        listing: "checking_unsound_sync",
        edits: &[
            ("use std::cell::Cell;", "use std::sync::Mutex;"),
            ("Visits(Cell<u32>)", "Visits(Mutex<u32>)"),
            ("unsafe impl Sync for Visits {}", ""),
            ("self.0.set(self.0.get() + 1)", "*self.0.lock().unwrap() += 1"),
            ("Visits(Cell::new(0))", "Visits(Mutex::new(0))"),
            ("visits.0.get()", "*visits.0.lock().unwrap()"),
        ],
        finders: &[],
        quiet: ALL,
    },
    Variant {
        name: "repaired",
        listing: "checking_leaked_guard",
        edits: &[("mem::forget(guard);", "mem::drop(guard);")],
        finders: &[],
        quiet: ALL,
    },
    Variant {
        name: "repaired",
        listing: "checking_spurious_wake_up",
        edits: &[("        if !*guard", "        while !*guard")],
        finders: &[],
        quiet: ALL,
    },
    // A call that nothing has caused looks to the one who waits like a wake-up without a call.
    Variant {
        name: "called",
        listing: "checking_spurious_wake_up",
        edits: &[("    thread::scope(|s| {\n", "    thread::scope(|s| {\n        s.spawn(|| changed.notify_all());\n")],
        finders: ALL,
        quiet: &[],
    },
    // shuttle wakes who is parked.
    Variant {
        name: "parked",
        listing: "checking_spurious_wake_up",
        edits: &[
            ("let changed = Condvar::new();", "let waiter = thread::current();"),
            ("use std::sync::{Condvar, Mutex};", "use std::sync::Mutex;"),
            ("changed.notify_one()", "waiter.unpark()"),
            (
                "        if !*guard {\n            guard = changed.wait(guard).unwrap(); // should be a loop\n",
                "        if !*guard {\n            drop(guard);\n            thread::park();\n            guard = open.lock().unwrap();\n",
            ),
        ],
        finders: &[Tool::Random, Tool::Pct, Tool::Dfs],
        quiet: &[Tool::Loom],
    },
    Variant {
        name: "joined",
        listing: "checking_unsound_sync",
        edits: &[(
            "        s.spawn(|| visits.add());\n        s.spawn(|| visits.add());\n",
            "        s.spawn(|| visits.add()).join().unwrap();\n        s.spawn(|| visits.add());\n",
        )],
        finders: &[],
        // shuttle's PCT refuses a test in which nothing happens at the same time.
        quiet: &[Tool::Loom],
    },
];

/// Those find a bug in a variant who are said to, and the others find nothing.
fn variant_is_found(variant: &Variant) -> Result<(), String> {
    let (listing, text) = (the_listing(variant.listing), variant.text()?);
    for tool in variant.tools() {
        let search = bug_search::search(&listing, &text, tool)?;
        if search.found.is_some() != variant.finders.contains(&tool) {
            return Err(format!(
                "{PAGE}:1: what it says of {} as {} is not so for {tool:?}, which says {search:?}; correct it, and VARIANTS in tests/checkers.rs",
                variant.listing, variant.name
            ));
        }
    }
    Ok(())
}

/// A build of the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Std,
    Shuttle,
    Loom,
}

impl Mode {
    fn name(self) -> &'static str {
        match self {
            Self::Std => "std",
            Self::Shuttle => "shuttle",
            Self::Loom => "loom",
        }
    }

    /// The command by which the page has its reader run it.
    fn command(self) -> &'static str {
        match self {
            Self::Std => "cargo test",
            Self::Shuttle => "cargo test --features shuttle",
            Self::Loom => "RUSTFLAGS=\"--cfg loom\" cargo test",
        }
    }
}

/// A change of one file of the package: what stands there, and what the mistake is.
struct Mistake {
    name: &'static str,
    from: &'static str,
    to: &'static str,
}

/// Two steps instead of one, as in `checking_lost_update`.
const LOST_UPDATE: Mistake = Mistake {
    name: "lost update",
    from: "        let sold = self.sold.fetch_update(Relaxed, Relaxed, next);\n        sold.map_err(|_| Refusal::SoldOut)\n",
    to: "        let sold = self.sold.load(Relaxed);\n        let more = next(sold).ok_or(Refusal::SoldOut)?;\n        self.sold.store(more, Relaxed);\n        Ok(sold)\n",
};

/// The store of `checking_wrong_ordering`.
const WRONG_ORDERING: Mistake =
    Mistake { name: "wrong ordering", from: "self.open.store(true, Release);", to: "self.open.store(true, Relaxed);" };

/// Types the page's command in a copy of the package, far from this workspace, with no network.
fn try_package(package: &str, mode: Mode, purpose: &str, mistake: Option<&Mistake>) -> Result<Run, String> {
    let source = project().join(package);
    let copy = std::env::temp_dir().join(format!("guarded-{}-{purpose}-{}", mode.name(), std::process::id()));
    let broken = |error: std::io::Error| format!("{}: {error}", copy.display());
    let lock = files::read(&source.join("Cargo.lock"))?;
    // Cargo knows the copies by their name alone and compiles what is newer than its last build: one copy at a time, from its writing to the end of its tests.
    let target = project().scratch("projects").join(mode.name());
    let turn = fs::create_dir_all(&target).and_then(|()| fs::File::create(target.join("turn"))).map_err(broken)?;
    turn.lock().map_err(broken)?;
    for file in package::files(&source) {
        let here = copy.join(file.strip_prefix(&source).unwrap_or(&file));
        let mut text = files::read(&file)?;
        if let Some(mistake) = mistake.filter(|_| file.ends_with("src/lib.rs")) {
            if text.matches(mistake.from).count() != 1 {
                return Err(format!("{}:1: no longer holds what tests/checkers.rs breaks; change both together", project().shown(&file)));
            }
            text = text.replace(mistake.from, mistake.to);
        }
        fs::create_dir_all(here.parent().expect("a file lies in a folder")).and_then(|()| fs::write(&here, text)).map_err(broken)?;
    }
    fs::write(copy.join("Cargo.lock"), &lock).map_err(broken)?;
    let mut command = run::clean("sh");
    command.args(["-c", mode.command()]).current_dir(&copy).env("RUSTUP_TOOLCHAIN", project().pinned_toolchain()?);
    command.env("CARGO_NET_OFFLINE", "true").env("CARGO_TARGET_DIR", &target);
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_TEST_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    let run = run::all_within(COLD, &mut command);
    let lock_after = fs::read_to_string(copy.join("Cargo.lock")).map_err(broken)?;
    fs::remove_dir_all(&copy).ok();
    if lock_after != lock {
        return Err(format!("{package}/Cargo.lock:1: is changed by `{}`; commit what Cargo makes of it", mode.command()));
    }
    match run {
        Ok(run) => Ok(run),
        Err(Failure::TimedOut(_)) => Err(format!("{package}:1: `{}` does not end within {} s", mode.command(), COLD.as_secs())),
        Err(Failure::Broken(why)) => Err(format!("{package}:1: {why}")),
    }
}

/// The command stands on the page, and the tests of the package pass by it without a warning.
fn box_office_holds(mode: Mode) -> Result<(), String> {
    let page = page::load(&project().join(PAGE))?;
    let typed = format!("$ {}", mode.command());
    if !page.fences.iter().filter(|fence| fence.info == "console").any(|fence| fence.body.lines().any(|line| line == typed)) {
        return Err(format!("{PAGE}:1: does not tell its reader `{typed}`; restore it, or change tests/checkers.rs with it"));
    }
    once_for_this_text(BOX_OFFICE, mode, "holds", || {
        let run = try_package(BOX_OFFICE, mode, "holds", None)?;
        if run.code != Some(0) || !run.stdout.contains("test result: ok. 2 passed") || run.stderr.contains("warning:") {
            return Err(format!(
                "{BOX_OFFICE}/src/lib.rs:1: does not pass `{}` in silence; fix it:\n{}{}",
                mode.command(),
                run.stdout,
                run.stderr
            ));
        }
        Ok(())
    })
}

/// A package that has passed, and has not changed since, is not compiled again.
fn once_for_this_text(package: &str, mode: Mode, what: &str, check: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let source = project().join(package);
    let mut text = files::read(&source.join("Cargo.lock"))?;
    for file in package::files(&source) {
        text += &format!("{}\n{}", package::shown(&file), files::read(&file)?);
    }
    let key = Key::new("projects-passed", include_str!("checkers.rs"), &[mode.command(), what, &text])?;
    key.cached(|| check().map(|()| String::new())).map(drop)
}

/// The page's mutex on the system's own wait and wake builds without a warning and passes its test.
fn futex_mutex_holds() -> Result<(), String> {
    once_for_this_text(FUTEX_MUTEX, Mode::Std, "holds", || {
        let run = try_package(FUTEX_MUTEX, Mode::Std, "holds", None)?;
        if run.code != Some(0) || !run.stdout.contains("test result: ok. 1 passed") || run.stderr.contains("warning:") {
            return Err(format!(
                "{FUTEX_MUTEX}/src/lib.rs:1: does not pass `cargo test` in silence; fix it:\n{}{}",
                run.stdout, run.stderr
            ));
        }
        Ok(())
    })
}

/// loom fails a test of the package when it has this mistake, and shuttle does if the page says so.
fn checkers_object(mistake: &'static Mistake, shuttle_too: bool) -> Result<(), String> {
    let purpose = if shuttle_too { "update" } else { "ordering" };
    for (mode, objects) in [(Mode::Loom, true), (Mode::Shuttle, shuttle_too)] {
        once_for_this_text(BOX_OFFICE, mode, &format!("{objects} {} {}", mistake.from, mistake.to), || {
            let run = try_package(BOX_OFFICE, mode, purpose, Some(mistake))?;
            let failed = run.stdout.contains("test result: FAILED. 1 passed; 1 failed");
            if failed == objects && (objects || run.code == Some(0)) {
                return Ok(());
            }
            let what = if objects { "does not object" } else { "objects" };
            Err(format!(
                "{PAGE}:1: `{}` {what} to the {} in the package, and the page says otherwise; correct the page or the tests of the package:\n{}{}",
                mode.command(),
                mistake.name,
                run.stdout,
                run.stderr
            ))
        })?;
    }
    Ok(())
}

/// What the package is built with is what this project is built with: a clone that has fetched for the one can build the other.
fn versions_are_ours(folder: &str) -> Result<(), String> {
    let packages = |file: PathBuf| -> Result<Vec<(usize, String)>, String> {
        let text = files::read(&file)?;
        let mut found: Vec<(usize, String)> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line == "[[package]]" {
                found.push((index + 1, String::new()));
            } else if let Some((_, package)) = found.last_mut()
                && ["name = ", "version = ", "source = ", "checksum = "].iter().any(|key| line.starts_with(key))
            {
                package.push_str(line);
                package.push('\n');
            }
        }
        Ok(found)
    };
    let ours = packages(project().checker().join("Cargo.lock"))?;
    let theirs = packages(project().join(folder).join("Cargo.lock"))?;
    let fetched = theirs.iter().filter(|(_, package)| package.contains("source = "));
    let (mut count, mut wrong) = (0, Vec::new());
    for (line, package) in fetched {
        count += 1;
        if !ours.iter().any(|(_, our)| our == package) {
            let name = package.lines().take(2).collect::<Vec<_>>().join(", ");
            wrong.push(format!(
                "{folder}/Cargo.lock:{line}: {name} is not what Cargo.lock has; run `cargo update NAME --precise VERSION` in {folder}"
            ));
        }
    }
    match count {
        0 => Err(format!("{folder}/Cargo.lock:1: names no dependency; restore it")),
        _ if wrong.is_empty() => Ok(()),
        _ => Err(wrong.join("\n")),
    }
}
