//! The programs of the packages below `projects/`: each prints what its record says, in every run; each that is refused is refused where its markers say, in the words of its record; and one of which a page says that it never ends is stuck.
//!
//! One test a program, named after its package and its file. Cargo fetches what the package's lock file names and the machine has not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use book::listing::Listing;
use book::package::{self, Kind};
use book::{files, project, record, trials};
use explore::cache::Key;
use explore::run::{self, End, Failure, Run};
use explore::{normalize, rustc};
use libtest_mimic::{Failed, Trial};

/// A program that waits for itself, and what was changed in a file of the package to make it so.
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

/// How often a program is run: each run must print the same.
const RUNS: usize = 10;

/// A program ends within this time, or is named.
const LIMIT: Duration = Duration::from_secs(10);

/// To fetch and compile what a package depends on takes a minute or two.
const COLD: Duration = Duration::from_secs(600);

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let mut trials = Vec::new();
    let mut test = |name: String, run: Box<dyn FnOnce() -> Result<(), String> + Send>| {
        trials.push(Trial::test(name, move || run().map_err(Failed::from)));
    };
    for folder in package::all() {
        for file in package::files(&folder) {
            let (name, of) = (format!("{}_{}", files::stem(&folder), files::stem(&file)), folder.clone());
            match package::kind(&file) {
                Kind::Part => {}
                Kind::Program => test(name, Box::new(move || prints_its_record(&of, &file))),
                Kind::Refused => test(name, Box::new(move || is_refused(&of, &file))),
            }
        }
    }
    if record::proposals().is_none() {
        for stuck in STUCK {
            test(format!("{}_{}_is_stuck", stuck.package, stuck.name), Box::new(move || is_stuck(stuck)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Every run prints the record, and nothing on standard error.
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

/// The compiler refuses it, or Clippy if it denies a lint of hers, at the lines that are marked and nowhere else.
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
        return Err(format!(
            "{shown}:{line}: marks {marked:?}, and `cargo {tool}` refuses {found:?}; correct the markers, or make it what is refused"
        ));
    }
    let rendered: Vec<&str> = said.iter().map(|message| message.rendered.as_str()).collect();
    record::compare(&file.with_extension("stderr"), &format!("{}\n", rendered.join("\n\n")))
}

/// The program compiles, runs, and comes to a point where all its threads sleep.
fn is_stuck(stuck: &Stuck) -> Result<(), String> {
    let package = project().join("projects").join(stuck.package);
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

/// What a package says that has not changed is not computed again.
fn once_for_this_text(package: &Path, what: &str, compute: impl FnOnce() -> Result<String, String>) -> Result<String, String> {
    let mut text = files::read(&package.join("Cargo.lock"))?;
    for file in package::files(package) {
        text += &format!("{}\n{}", package::shown(&file), files::read(&file)?);
    }
    Key::new("packages", include_str!("packages.rs"), &[what, &text])?.cached(compute)
}

/// A copy of a package, far from this workspace, whose manifest also names what is refused and what gets stuck.
struct Copied {
    /// The package itself, as messages call it.
    shown: String,
    folder: PathBuf,
    target: PathBuf,
    /// No other process compiles there while this one uses what it has compiled.
    _turn: fs::File,
}

impl Copied {
    /// One of its programs, compiled.
    fn program(&self, name: &str) -> Result<PathBuf, String> {
        let run = self.cargo(&["build", "--quiet", "--locked", "--bin", name])?;
        if run.code == Some(0) && run.stderr.is_empty() {
            return Ok(self.target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)));
        }
        // ` --> src/bin/tasks.rs:7:5`, where it is the compiler that objects.
        let place = run.stderr.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
        let place = place.and_then(|place| place.rsplit_once(':')).map_or("Cargo.toml:1", |(place, _)| place);
        Err(format!("{}/{place}: is not compiled in silence; fix it:\n{}", self.shown, run.stderr))
    }

    fn cargo(&self, arguments: &[&str]) -> Result<Run, String> {
        let mut command: Command = run::clean("cargo");
        command.args(arguments).current_dir(&self.folder).env("RUSTUP_TOOLCHAIN", project().pinned_toolchain()?);
        command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
        ended(&self.shown, run::all_within(COLD, &mut command))
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// The run of a command, or one line why there is none.
fn ended(shown: &str, run: Result<Run, Failure>) -> Result<Run, String> {
    run.map_err(|failure| match failure {
        Failure::TimedOut(printed) => format!("{shown}:1: does not end; make it end. It had said:\n{printed}"),
        Failure::Broken(why) => format!("{shown}:1: {why}"),
    })
}

/// The copies that this process has made, deleted when the last test is done with them.
fn copied(package: &Path) -> Result<Arc<Copied>, String> {
    static ALL: Mutex<BTreeMap<PathBuf, Weak<Copied>>> = Mutex::new(BTreeMap::new());
    let mut all = ALL.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(copied) = all.get(package).and_then(Weak::upgrade) {
        return Ok(copied);
    }
    let copied = Arc::new(copy(package)?);
    all.insert(package.to_path_buf(), Arc::downgrade(&copied));
    Ok(copied)
}

fn copy(package: &Path) -> Result<Copied, String> {
    let (shown, name) = (project().shown(package), files::stem(package));
    let broken = |error: std::io::Error| format!("{shown}:1: cannot be copied: {error}");
    let target = project().scratch("projects").join(&name);
    let turn = fs::create_dir_all(&target).and_then(|()| fs::File::create(target.join("turn"))).map_err(broken)?;
    turn.lock().map_err(broken)?;
    let folder = std::env::temp_dir().join(format!("guarded-{name}-{}", std::process::id()));
    let copied = Copied { shown: shown.clone(), folder, target, _turn: turn };
    let write = |file: &str, text: &str| {
        let file = copied.folder.join(file);
        fs::create_dir_all(file.parent().expect("a file lies in a folder")).and_then(|()| fs::write(file, text)).map_err(broken)
    };
    let mut more = "\n[features]\nrefused = []\n".to_owned();
    for file in package::files(package) {
        let relative = file.strip_prefix(package).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        write(&relative, &files::read(&file)?)?;
        if package::kind(&file) == Kind::Refused {
            let name = files::stem(&file);
            more += &format!("\n[[bin]]\nname = \"{name}\"\npath = \"{relative}\"\nrequired-features = [\"refused\"]\n");
        }
    }
    for stuck in STUCK.iter().filter(|stuck| stuck.package == name) {
        let text = files::read(&package.join(stuck.file))?;
        if !text.contains(stuck.from) {
            return Err(format!("{shown}/{}:1: no longer holds what tests/packages.rs changes; change both together", stuck.file));
        }
        write(&format!("stuck/{}.rs", stuck.name), &text.replacen(stuck.from, stuck.to, 1))?;
        more += &format!("\n[[bin]]\nname = \"stuck_{0}\"\npath = \"stuck/{0}.rs\"\n", stuck.name);
    }
    write("Cargo.toml", &(files::read(&package.join("Cargo.toml"))? + &more))?;
    write("Cargo.lock", &files::read(&package.join("Cargo.lock"))?)?;
    Ok(copied)
}
