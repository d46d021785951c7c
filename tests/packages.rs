//! Checks the packages below `projects/`: each program prints its record in every run, a refused one is refused where its markers say and with its record's words, and one that a page says never ends gets stuck.
//! Packages with tests pass them with the commands from the chapter on checking, under std, shuttle and loom, and the checkers find mistakes made in them.
//!
//! One test per program, named after its package and its file, and one for each thing that a page says about a package. Cargo fetches what the package's lock file names and the machine lacks.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use book::listing::Listing;
use book::package::{self, Kind};
use book::rules::line_of;
use book::{files, page, project, record, trials};
use explore::cache::Key;
use explore::run::{self, End, Failure, Run};
use explore::{normalize, rustc};

/// A program that waits for itself, and the change to a file of the package that makes it do so.
struct Stuck {
    package: &'static str,
    name: &'static str,
    /// The page that says so.
    page: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
}

const STUCK: &[Stuck] = &[
    Stuck { package: "async_tickets", name: "guard_in_join", page: "src/async.md", file: "refused/guard_in_join.rs", from: "", to: "" },
    Stuck {
        package: "async_tickets",
        name: "blocking_in_a_task",
        page: "src/async.md",
        file: "src/bin/blocking.rs",
        from: "    let heard = task::spawn_blocking(move || rings.recv().unwrap());\n    println!(\"{}\", heard.await.unwrap());\n",
        to: "    println!(\"{}\", rings.recv().unwrap());\n",
    },
];

/// What a package's tests run on, and the page's command for running them.
struct Under {
    name: &'static str,
    command: &'static str,
}

const STD: Under = Under { name: "std", command: "cargo test" };
const SHUTTLE: Under = Under { name: "shuttle", command: "cargo test --features shuttle" };
const LOOM: Under = Under { name: "loom", command: "RUSTFLAGS=\"--cfg loom\" cargo test" };

/// The page with these commands.
const PAGE: &str = "src/checking.md";

/// The packages with tests, what the tests run on, and how many there are.
const TESTED: &[(&str, &[Under], usize)] = &[("checking_box_office", &[STD, SHUTTLE, LOOM], 2), ("build_a_mutex_futex", &[STD], 1)];

/// A mistake in the library of `checking_box_office`: a text that it contains once, and its replacement.
struct Mistake {
    name: &'static str,
    from: &'static str,
    to: &'static str,
    /// Whether shuttle finds it; loom always does.
    is_seen_by_shuttle: bool,
}

const MISTAKES: &[Mistake] = &[
    // Two steps instead of one, as in the listing `checking_lost_update`.
    Mistake {
        name: "lost update",
        from: "        let sold = self.sold.fetch_update(Relaxed, Relaxed, next);\n        sold.map_err(|_| Refusal::SoldOut)\n",
        to: "        let sold = self.sold.load(Relaxed);\n        let more = next(sold).ok_or(Refusal::SoldOut)?;\n        self.sold.store(more, Relaxed);\n        Ok(sold)\n",
        is_seen_by_shuttle: true,
    },
    // The store of `checking_wrong_ordering`.
    Mistake {
        name: "wrong ordering",
        from: "self.open.store(true, Release);",
        to: "self.open.store(true, Relaxed);",
        is_seen_by_shuttle: false,
    },
];

/// How many times a program runs: each run must print the same.
const RUNS: usize = 10;

/// A program that doesn't end within this time is reported.
const LIMIT: Duration = Duration::from_secs(10);

/// Fetching and compiling a package's dependencies takes a minute or two.
const COLD: Duration = Duration::from_secs(600);

fn main() -> ExitCode {
    let mut tests = Vec::new();
    for folder in package::all() {
        for file in package::files(&folder) {
            let (name, of) = (format!("{}_{}", files::stem(&folder), files::stem(&file)), folder.clone());
            match package::kind(&file) {
                Kind::Part => {}
                Kind::Program => tests.push(trials::test(name, move || prints_its_record(&of, &file))),
                Kind::Refused => tests.push(trials::test(name, move || is_refused(&of, &file))),
            }
        }
    }
    if record::proposals().is_none() {
        tests.extend(STUCK.iter().map(|stuck| trials::test(format!("{}_{}_is_stuck", stuck.package, stuck.name), || is_stuck(stuck))));
        for (package, each, count) in TESTED {
            let passes = |under: &'static Under| trials::test(format!("{package}_{}", under.name), || passes(package, under, *count));
            tests.extend(each.iter().map(passes));
            tests.push(trials::test(format!("{package}_versions"), || versions_are_ours(package)));
        }
        let sees = |mistake: &'static Mistake| {
            trials::test(format!("checking_box_office_{}", mistake.name.replace(' ', "_")), || checkers_object(mistake))
        };
        tests.extend(MISTAKES.iter().map(sees));
        tests.push(trials::test("each_test_is_run", each_test_is_run));
    }
    trials::run(&trials::arguments(), tests)
}

/// Checks that every run prints the record, and nothing on standard error.
fn prints_its_record(package: &Path, file: &Path) -> Result<(), String> {
    let (name, shown) = (files::stem(file), project().shown(file));
    let printed = once_for_this_text(package, &name, || {
        let program = copied(package)?.program(&name)?;
        let mut printed: Option<String> = None;
        for number in 1..=RUNS {
            let run = ended(&shown, run::within(LIMIT, &mut run::clean(&program)))?;
            if run.code != Some(0) || !run.stderr.is_empty() {
                let stderr = normalize::standard_error(&run.stderr, &shown);
                return Err(format!("{shown}:1: fails in run {number}; fix it:\n{stderr}"));
            }
            if let Some(first) = printed.replace(run.stdout.clone()).filter(|first| *first != run.stdout) {
                return Err(format!(
                    "{shown}:1: prints something else in run {number}; leave nothing to chance:\n{first}\nand\n{}",
                    run.stdout
                ));
            }
        }
        Ok(printed.unwrap_or_default())
    })?;
    record::compare(&file.with_extension("stdout"), &printed)
}

/// Checks that the compiler, or Clippy if the program denies one of its lints, refuses it at the marked lines and nowhere else.
fn is_refused(package: &Path, file: &Path) -> Result<(), String> {
    let (name, shown, text) = (files::stem(file), project().shown(file), files::read(file)?);
    let tool = if package::is_for_clippy(&text) { "clippy" } else { "check" };
    let json = once_for_this_text(package, &format!("{tool} {name}"), || {
        let run =
            copied(package)?.cargo(&[tool, "--quiet", "--locked", "--features", "refused", "--bin", &name, "--message-format=json"])?;
        Ok(run.stdout)
    })?;
    let said = rustc::said_by_cargo(&json)?;
    let name_of = |message: &rustc::Message| {
        let name = message.name().trim_start_matches("clippy::");
        if message.is_error() { name.to_owned() } else { format!("{name}, a {}", message.level) }
    };
    let found: Vec<(usize, String)> = said.iter().map(|message| (message.lines.first().copied().unwrap_or(1), name_of(message))).collect();
    let marked = Listing::marked_errors(&text);
    if found != marked {
        let line = marked.first().or(found.first()).map_or(1, |error| error.0);
        return Err(format!("{shown}:{line}: marks {marked:?}, and `cargo {tool}` refuses {found:?}; correct the markers or the program"));
    }
    let rendered: Vec<&str> = said.iter().map(|message| message.rendered.as_str()).collect();
    record::compare(&file.with_extension("stderr"), &format!("{}\n", rendered.join("\n\n")))
}

/// Checks that the program compiles, runs, and reaches a point where all its threads sleep.
fn is_stuck(stuck: &Stuck) -> Result<(), String> {
    let package = named(stuck.package);
    once_for_this_text(&package, &format!("stuck {}", stuck.name), || {
        let program = copied(&package)?.program(&format!("stuck_{}", stuck.name))?;
        match run::until_stuck(LIMIT, &mut run::clean(program)) {
            Ok(End::Stuck(_)) => Ok(String::new()),
            other => Err(format!(
                "{}:1: says that {} never ends, and its run says {other:?}; correct the page, or STUCK in tests/packages.rs",
                stuck.page, stuck.name
            )),
        }
    })
    .map(drop)
}

/// Checks that a package's tests pass without a warning, with a command from the page.
fn passes(package: &str, under: &Under, count: usize) -> Result<(), String> {
    let typed = format!("$ {}", under.command);
    let page = page::load(&project().join(PAGE))?;
    if !page.fences.iter().filter(|fence| fence.info == "console").any(|fence| fence.body.lines().any(|line| line == typed)) {
        return Err(format!("{PAGE}:1: does not tell its reader `{typed}`; restore it, or change tests/packages.rs with it"));
    }
    let package = named(package);
    once_for_this_text(&package, &typed, || {
        let run = tested(&package, under, None)?;
        if run.code == Some(0) && run.stdout.contains(&format!("test result: ok. {count} passed")) && !run.stderr.contains("warning:") {
            return Ok(String::new());
        }
        let shown = project().shown(&package);
        Err(format!("{shown}/src/lib.rs:1: does not pass `{}` without a warning; fix it:\n{}{}", under.command, run.stdout, run.stderr))
    })
    .map(drop)
}

/// Every test of a package is run.
fn each_test_is_run() -> Result<(), String> {
    for folder in package::all() {
        let name = files::stem(&folder);
        let (mut count, run) = (0, TESTED.iter().find(|(package, ..)| *package == name).map_or(0, |(.., count)| *count));
        for file in package::files(&folder) {
            let text = files::read(&file)?;
            let opens = |line: &&str| ["/// ```", "//! ```"].iter().any(|fence| line.trim_start().starts_with(fence));
            // If a package's tests are run, so are its doc tests.
            let in_docs = if run == 0 { text.lines().filter(opens).count().div_ceil(2) } else { 0 };
            count += text.matches("#[test]").count() + in_docs;
        }
        if count != run {
            let shown = project().shown(&folder);
            return Err(format!("{shown}/Cargo.toml:1: has {count} tests, and {run} are run; name them in TESTED of tests/packages.rs"));
        }
    }
    Ok(())
}

/// Checks that this mistake makes a test of the package fail under loom, and under shuttle if and only if `is_seen_by_shuttle`.
fn checkers_object(mistake: &Mistake) -> Result<(), String> {
    let package = named("checking_box_office");
    for (under, objects) in [(&LOOM, true), (&SHUTTLE, mistake.is_seen_by_shuttle)] {
        once_for_this_text(&package, &format!("{} {objects} {} {}", under.name, mistake.from, mistake.to), || {
            let run = tested(&package, under, Some(mistake))?;
            let failed = run.stdout.contains("test result: FAILED. 1 passed; 1 failed");
            if failed == objects && (objects || run.code == Some(0)) {
                return Ok(String::new());
            }
            let what = if objects { "does not object" } else { "objects" };
            Err(format!(
                "{PAGE}:1: `{}` {what} to the {} in the package, and the page says otherwise; correct the page or the tests of the package:\n{}{}",
                under.command, mistake.name, run.stdout, run.stderr
            ))
        })?;
    }
    Ok(())
}

/// Runs the page's command in a copy of the package, without network access.
fn tested(package: &Path, under: &Under, mistake: Option<&Mistake>) -> Result<Run, String> {
    let copied = Copied::new(package, under.name)?;
    if let Some(Mistake { from, to, .. }) = mistake {
        let text = files::read(&package.join("src/lib.rs"))?;
        if text.matches(from).count() != 1 {
            return Err(format!("{}/src/lib.rs:1: no longer holds what tests/packages.rs breaks; change both together", copied.shown));
        }
        copied.write("src/lib.rs", &text.replace(from, to))?;
    }
    let run = copied.run(run::clean("sh").args(["-c", under.command]).env("CARGO_NET_OFFLINE", "true"))?;
    if fs::read_to_string(copied.folder.join("Cargo.lock")).ok() != Some(files::read(&package.join("Cargo.lock"))?) {
        return Err(format!("{}/Cargo.lock:1: is changed by `{}`; commit what Cargo makes of it", copied.shown, under.command));
    }
    Ok(run)
}

/// Checks that the package's dependencies are among this project's, so a clone that has fetched the project's can build the package.
fn versions_are_ours(package: &str) -> Result<(), String> {
    // A package from a registry begins with its name, version, source and checksum.
    let fetched = |lock: &Path| -> Result<Vec<String>, String> {
        let text = files::read(lock)?;
        let packages = text.split("[[package]]\n").map(|package| package.lines().take(4).collect::<Vec<_>>().join(", "));
        Ok(packages.filter(|package| package.contains("source = ")).collect())
    };
    let lock = named(package).join("Cargo.lock");
    let (ours, theirs, shown) = (fetched(&project().checker().join("Cargo.lock"))?, fetched(&lock)?, project().shown(&lock));
    if theirs.is_empty() {
        return Err(format!("{shown}:1: names no dependency; restore it"));
    }
    let others = theirs.iter().filter(|package| !ours.contains(package)).filter_map(|package| package.split_once(", source = "));
    let wrong: Vec<String> = others
        .map(|(name, _)| {
            let line = line_of(&shown, name.split(", ").next().unwrap_or_default());
            format!("{shown}:{line}: {name} is not what Cargo.lock has; run `cargo update NAME --precise VERSION` in projects/{package}")
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// Returns the folder of a package.
fn named(package: &str) -> PathBuf {
    project().join("projects").join(package)
}

/// Caches a result until the package changes.
fn once_for_this_text(package: &Path, what: &str, compute: impl FnOnce() -> Result<String, String>) -> Result<String, String> {
    let mut text = files::read(&package.join("Cargo.lock"))?;
    for file in package::files(package) {
        text += &format!("{}\n{}", package::shown(&file), files::read(&file)?);
    }
    Key::new("packages", include_str!("packages.rs"), &[what, &text])?.cached(compute)
}

/// A copy of a package, outside this workspace.
struct Copied {
    /// The package itself, as messages name it.
    shown: String,
    folder: PathBuf,
    target: PathBuf,
    /// A lock that allows one copy at a time, because Cargo identifies a copy by its name alone and compiles only what's newer than its last build.
    _turn: fs::File,
}

impl Copied {
    /// Makes a copy that's compiled in the build folder with this name.
    fn new(package: &Path, name: &str) -> Result<Self, String> {
        let shown = project().shown(package);
        let target = project().scratch("projects").join(name);
        let turn = fs::create_dir_all(&target).and_then(|()| fs::File::create(target.join("turn")));
        let turn = turn.and_then(|turn| turn.lock().map(|()| turn)).map_err(|error| format!("{}: {error}", target.display()))?;
        let folder = std::env::temp_dir().join(format!("guarded-{name}-{}", std::process::id()));
        let copied = Self { shown, folder, target, _turn: turn };
        for file in package::files(package).into_iter().chain([package.join("Cargo.lock")]) {
            copied.write(file.strip_prefix(package).unwrap_or(&file), &files::read(&file)?)?;
        }
        Ok(copied)
    }

    fn write(&self, file: impl AsRef<Path>, text: &str) -> Result<(), String> {
        let file = self.folder.join(file);
        let written = fs::create_dir_all(file.parent().expect("a file has a folder")).and_then(|()| fs::write(&file, text));
        written.map_err(|error| format!("{}:1: cannot be copied: {error}", self.shown))
    }

    /// Compiles one of its programs, and returns the path.
    fn program(&self, name: &str) -> Result<PathBuf, String> {
        let run = self.cargo(&["build", "--quiet", "--locked", "--bin", name])?;
        if run.code == Some(0) && run.stderr.is_empty() {
            return Ok(self.target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)));
        }
        // ` --> src/bin/tasks.rs:7:5`, if it's the compiler that reports an error.
        let place = run.stderr.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
        let place = place.and_then(|place| place.rsplit_once(':')).map_or("Cargo.toml:1", |(place, _)| place);
        Err(format!("{}/{place}: does not compile without a warning; fix it:\n{}", self.shown, run.stderr))
    }

    fn cargo(&self, arguments: &[&str]) -> Result<Run, String> {
        self.run(run::clean("cargo").args(arguments))
    }

    fn run(&self, command: &mut Command) -> Result<Run, String> {
        command.current_dir(&self.folder).env("RUSTUP_TOOLCHAIN", project().pinned_toolchain()?);
        command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
        ended(&self.shown, run::all_within(COLD, command))
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// Returns the run of a command, or a message that says why there's none.
fn ended(shown: &str, run: Result<Run, Failure>) -> Result<Run, String> {
    run.map_err(|failure| match failure {
        Failure::TimedOut(printed) => format!("{shown}:1: does not end; make it end. It had said:\n{printed}"),
        Failure::Broken(why) => format!("{shown}:1: {why}"),
    })
}

/// Returns this process's copy of the package with its programs; it's deleted when the last test is done with it.
fn copied(package: &Path) -> Result<Arc<Copied>, String> {
    static ALL: Mutex<BTreeMap<PathBuf, Weak<Copied>>> = Mutex::new(BTreeMap::new());
    let mut all = ALL.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(copied) = all.get(package).and_then(Weak::upgrade) {
        return Ok(copied);
    }
    let copied = Arc::new(with_programs(package)?);
    all.insert(package.to_path_buf(), Arc::downgrade(&copied));
    Ok(copied)
}

/// Makes a copy whose manifest also names the programs that are refused and those that get stuck.
fn with_programs(package: &Path) -> Result<Copied, String> {
    let name = files::stem(package);
    let copied = Copied::new(package, &name)?;
    let mut manifest = files::read(&package.join("Cargo.toml"))? + "\n[features]\nrefused = []\n";
    for file in package::files(package).iter().filter(|file| package::kind(file) == Kind::Refused) {
        let name = files::stem(file);
        manifest += &format!("\n[[bin]]\nname = \"{name}\"\npath = \"refused/{name}.rs\"\nrequired-features = [\"refused\"]\n");
    }
    for stuck in STUCK.iter().filter(|stuck| stuck.package == name) {
        let text = files::read(&package.join(stuck.file))?;
        if !text.contains(stuck.from) {
            return Err(format!("{}/{}:1: no longer holds what tests/packages.rs changes; change both together", copied.shown, stuck.file));
        }
        copied.write(format!("stuck/{}.rs", stuck.name), &text.replacen(stuck.from, stuck.to, 1))?;
        manifest += &format!("\n[[bin]]\nname = \"stuck_{0}\"\npath = \"stuck/{0}.rs\"\n", stuck.name);
    }
    copied.write("Cargo.toml", &manifest)?;
    Ok(copied)
}
