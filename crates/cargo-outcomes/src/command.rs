//! `cargo outcomes FILE`: compiles a program against the doubles in the crate `outcomes`, runs it so it explores itself, and prints the outcomes.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::protocol::{self, Exploration};
use crate::record::Method;
use crate::rewrite::{self, Doubles, Refusal};
use crate::source::Source;
use crate::{refuse, steps};

/// The age at which a leftover program is deleted.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The usage message.
pub const USAGE: &str = "\
usage: cargo outcomes FILE [--edition 2024] [--replay K]

Prints every outcome of a program with threads, and how many schedules lead to each.
FILE is a whole program that needs nothing but std.

  --edition E   the edition of the program: 2015, 2018, 2021 or 2024 (default: 2024)
  --replay K    run a schedule that leads to the K-th outcome again, step by step
";

/// A parsed command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The program's file.
    pub file: PathBuf,
    /// Its edition.
    pub edition: String,
    /// The number of the outcome to replay, counted from 1.
    pub replay: Option<usize>,
}

impl Asked {
    /// Parses the arguments that follow the command's name.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the command line.
    pub fn read(arguments: &[String]) -> Result<Self, String> {
        let (mut file, mut edition, mut replay) = (None, "2024".to_owned(), None);
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().cloned().ok_or_else(|| format!("`{argument}` needs a value\n{USAGE}"));
            match argument.as_str() {
                "--edition" => edition = value()?,
                "--replay" => {
                    let number = value()?;
                    replay = Some(
                        number
                            .parse()
                            .ok()
                            .filter(|number| *number > 0)
                            .ok_or_else(|| format!("`{number}` isn't the number of an outcome; count from 1"))?,
                    );
                }
                option if option.starts_with('-') => return Err(format!("`{option}` isn't an option\n{USAGE}")),
                name if file.is_none() => file = Some(PathBuf::from(name)),
                name => return Err(format!("`{name}` is one file too many\n{USAGE}")),
            }
        }
        if !["2015", "2018", "2021", "2024"].contains(&edition.as_str()) {
            return Err(format!("`{edition}` isn't an edition; use 2015, 2018, 2021 or 2024"));
        }
        Ok(Self { file: file.ok_or_else(|| USAGE.to_owned())?, edition, replay })
    }
}

/// Runs the command and returns the text to print.
///
/// # Errors
///
/// Returns why it failed, with file and line if the program is the reason.
pub fn run(explorer: &Explorer, asked: &Asked) -> Result<String, String> {
    let shown = asked.file.display().to_string();
    let text = fs::read_to_string(&asked.file)
        .map_err(|error| format!("{shown}:1: cannot be read ({error}); name a file with a whole program"))?;
    let refused = |refusal: Refusal| format!("{shown}:{}: {}; {}", refusal.line, refusal.what, refusal.help);
    if let Some(refusal) = refuse::out_of_sight(&text) {
        return Err(refused(refusal));
    }
    let rewritten = rewrite::program(&text, Doubles::Outcomes, "child::main").map_err(refused)?;
    let program = compile(explorer, asked, &text, &rewritten)?;
    let unread = || format!("{shown}:1: gave a result that cannot be read; report this as a bug");
    let found = protocol::read_exploration(&said_by(&program, None, &shown)?, &rewritten).ok_or_else(unread)?;
    let Some(number) = asked.replay else {
        let mut record = outcomes(&text, &found);
        if let Method::Sampled(_) = found.outcomes.method
            && let Some(longest) = found.schedules.iter().max_by_key(|schedule| schedule.len())
            && let Some(replay) = protocol::read_replay(&said_by(&program, Some(longest), &shown)?, &rewritten)
        {
            record.push_str(&format!(
                "\nThere are too many schedules to run them all; {}.\nThere are fewer if it starts fewer threads, or runs these lines less often.\n",
                steps::busiest(&replay)
            ));
        }
        return Ok(record);
    };
    let count = found.schedules.len();
    let schedule = found
        .schedules
        .get(number - 1)
        .ok_or_else(|| format!("{shown}:1: has no outcome {number}; give `--replay` a number from 1 to {count}"))?;
    let replay = protocol::read_replay(&said_by(&program, Some(schedule), &shown)?, &rewritten).ok_or_else(unread)?;
    let (share, total) = (found.outcomes.each[number - 1].schedules, found.outcomes.schedules());
    Ok(format!("Outcome {number} of {count}, to which {share} of {total} schedules lead; one of them:\n\n{}", steps::step_by_step(&replay)))
}

/// Returns the record with the notes that a reader needs.
fn outcomes(text: &str, found: &Exploration) -> String {
    let mut shown = found.outcomes.render();
    let source = Source::parse(text).ok();
    if source.as_ref().is_some_and(|source| !source.can_start_threads()) {
        shown.push_str("\nIt starts no threads.\n");
    }
    if source.as_ref().is_some_and(|source| source.names("available_parallelism")) {
        shown.push_str("\n`available_parallelism` is 2 here, whatever the machine has.\n");
    }
    if let Some(line) = found.lost_panic {
        shown.push_str(&format!("\nA thread started at line {line} can panic, and nobody joins it: its message goes to standard error unless `main` ends first.\n"));
    }
    if !found.with_freedoms {
        shown.push_str("\nThere may be more: there are too many schedules to search everything that weaker orderings, spurious wake-ups and std's other freedoms add.\n");
    }
    if found.schedules.len() > 1 {
        shown.push_str("\nTo see a schedule that leads to the K-th of these step by step, add `--replay K`.\n");
    }
    shown
}

/// A compiled program, deleted when it is dropped.
struct Program(PathBuf);

impl Drop for Program {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
    }
}

/// The explorer, which Cargo compiles once.
#[derive(Debug, Clone)]
pub struct Explorer {
    /// The folder to compile in.
    pub folder: PathBuf,
    /// The sources of the crate `outcomes`; if `None`, the published crate of this version is used.
    pub sources: Option<PathBuf>,
    /// A lock file that pins the versions.
    pub versions: Option<PathBuf>,
}

impl Explorer {
    /// Returns the installed command's explorer: in `OUTCOMES_DIR` if that is set, otherwise in a subfolder of Cargo's home.
    ///
    /// # Errors
    ///
    /// Returns an error if no such folder can be found.
    pub fn installed() -> Result<Self, String> {
        let named = std::env::var_os("OUTCOMES_DIR").map(PathBuf::from);
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let user = || std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(|user| Path::new(&user).join(".cargo"));
        let folder = named.or_else(|| home.or_else(user).map(|home| home.join("cargo-outcomes")));
        let folder = folder.ok_or("no home folder found; set OUTCOMES_DIR to a folder to compile in")?;
        // `cargo install --path` leaves the sources where they are.
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../outcomes").canonicalize().ok();
        let sources = beside.filter(|path| path.join("Cargo.toml").is_file());
        let versions = sources.as_ref().map(|sources| sources.join("../../Cargo.lock")).filter(|lock| lock.is_file());
        Ok(Self { folder, sources, versions })
    }

    /// Returns the manifest of the project that a program is compiled in.
    fn manifest(&self, edition: &str) -> String {
        let library = match &self.sources {
            Some(sources) => format!("{{ path = {:?} }}", sources.display().to_string()),
            None => format!("\"={}\"", env!("CARGO_PKG_VERSION")),
        };
        format!(
            "[package]\nname = \"explored\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n[workspace]\n\n[dependencies]\noutcomes = {library}\n\n\
             [profile.dev]\ndebug = \"line-tables-only\"\nincremental = false\n\n[profile.dev.package.\"*\"]\nopt-level = 3\ndebug-assertions = false\n"
        )
    }
}

/// Adapts a rewritten program to its edition: in 2015, paths to another crate start at the program's own root.
fn in_edition<'a>(edition: &str, rewritten: &'a str) -> Cow<'a, str> {
    match edition {
        "2015" => Cow::from(format!(
            "{}\nextern crate outcomes;\n",
            rewritten.replace("outcomes::", "::outcomes::").replace("::::outcomes::", "::outcomes::")
        )),
        _ => Cow::from(rewritten),
    }
}

/// Compiles the rewritten program with Cargo, one at a time because all share the compiled explorer.
fn compile(explorer: &Explorer, asked: &Asked, text: &str, rewritten: &str) -> Result<Program, String> {
    let (folder, shown) = (&explorer.folder, asked.file.display().to_string());
    let broken = |error: io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder.join("src")).map_err(broken)?;
    let lock = File::create(folder.join("lock")).map_err(broken)?;
    lock.lock().map_err(broken)?;
    forget_old_programs(folder);
    fs::write(folder.join("Cargo.toml"), explorer.manifest(&asked.edition)).map_err(broken)?;
    fs::write(folder.join("src/main.rs"), &*in_edition(&asked.edition, rewritten)).map_err(broken)?;
    if let Some(versions) = explorer.versions.as_ref().filter(|_| !folder.join("Cargo.lock").is_file()) {
        fs::copy(versions, folder.join("Cargo.lock")).map_err(broken)?;
    }
    let target = folder.join("target");
    if !target.is_dir() {
        eprintln!("compiling the explorer, once, in {}", folder.display());
    }
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--color=never"]).current_dir(folder);
    cargo.env("CARGO_TARGET_DIR", &target).env("RUSTFLAGS", "--cap-lints=allow").env_remove("CARGO_ENCODED_RUSTFLAGS");
    let output = cargo.output().map_err(|error| format!("cargo cannot start: {error}"))?;
    if !output.status.success() {
        return Err(not_compiled(asked, text, &String::from_utf8_lossy(&output.stderr)));
    }
    let own = folder.join(format!("explored-{}{}", std::process::id(), std::env::consts::EXE_SUFFIX));
    let built = target.join("debug").join(format!("explored{}", std::env::consts::EXE_SUFFIX));
    fs::copy(built, &own)
        .map_err(|error| format!("{shown}:1: was compiled, but its executable cannot be copied to {}: {error}", own.display()))?;
    Ok(Program(own))
}

/// Deletes programs that interrupted calls left behind; no search takes a day.
fn forget_old_programs(folder: &Path) {
    let is_old =
        |file: &fs::DirEntry| file.metadata().and_then(|about| about.modified()).is_ok_and(|at| at.elapsed().is_ok_and(|age| age > DAY));
    let programs =
        fs::read_dir(folder).into_iter().flatten().flatten().filter(|file| file.file_name().to_string_lossy().starts_with("explored-"));
    for file in programs.filter(is_old) {
        fs::remove_file(file.path()).ok();
    }
}

/// Returns why compilation failed: the program doesn't compile on its own, or it uses something that has no double.
fn not_compiled(asked: &Asked, text: &str, said: &str) -> String {
    let shown = asked.file.display().to_string();
    let line = |said: &str| {
        let arrow = said.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
        arrow.and_then(|place| place.rsplit(':').nth(1)).unwrap_or("1").to_owned()
    };
    let alone = std::env::temp_dir().join(format!("outcomes-{}", std::process::id()));
    let checked = fs::create_dir_all(&alone).and_then(|()| fs::write(alone.join("main.rs"), text)).and_then(|()| {
        Command::new("rustc")
            .args(["--emit=metadata", "--cap-lints=allow", "--edition", &asked.edition, "main.rs"])
            .current_dir(&alone)
            .output()
    });
    fs::remove_dir_all(&alone).ok();
    if let Ok(output) = checked
        && !output.status.success()
    {
        let said = String::from_utf8_lossy(&output.stderr).replace("--> main.rs", &format!("--> {shown}"));
        return format!("{shown}:{}: does not compile; correct what rustc says:\n{said}", line(&said));
    }
    let said =
        said.replace("outcomes::uncounted::std", "std").replace("outcomes::std", "std").replace("--> src/main.rs", &format!("--> {shown}"));
    if !said.contains(&format!("--> {shown}")) {
        return format!("the explorer cannot be compiled; cargo says:\n{said}");
    }
    format!(
        "{shown}:{}: uses something from std that has no double; rewrite it without that. In terms of the doubles, rustc says:\n{said}",
        line(&said)
    )
}

/// Runs the program that explores itself and returns its result, showing progress on a terminal.
fn said_by(program: &Program, schedule: Option<&String>, shown: &str) -> Result<String, String> {
    let mut child = Command::new(&program.0);
    child.args(schedule).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().map_err(|error| format!("{shown}:1: cannot be started: {error}"))?;
    let (lines, errors) = (child.stdout.take().expect("it is piped"), child.stderr.take().expect("it is piped"));
    let errors = thread::spawn(move || io::read_to_string(errors).unwrap_or_default());
    let shows = io::stderr().is_terminal();
    let (mut runs, mut said) = ("no".to_owned(), String::new());
    for line in BufReader::new(lines).lines().map_while(Result::ok) {
        match line.strip_prefix("progress ") {
            Some(so_far) => {
                runs = so_far.to_owned();
                if shows {
                    eprint!("\r{runs} executions so far");
                    io::stderr().flush().ok();
                }
            }
            None => said = line,
        }
    }
    if shows {
        eprint!("\r{:40}\r", "");
    }
    let status = child.wait().map_err(|error| format!("{shown}:1: {error}"))?;
    if !status.success() {
        let errors = errors.join().unwrap_or_default();
        return Err(format!(
            "{shown}:1: ends the explorer ({status}) after {runs} executions; let it end by returning from `main`, and recurse less\n{errors}"
        ));
    }
    match protocol::failure(&said) {
        Some(failure) => Err(format!("{shown}:{}: {}", failure.line.unwrap_or(1), failure.what)),
        None => Ok(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only programs that are more than a day old are deleted.
    #[test]
    fn old_programs_are_forgotten() {
        let folder = std::env::temp_dir().join(format!("outcomes-old-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, age) in [("explored-1", 2 * DAY), ("explored-2", DAY / 2), ("lock", 2 * DAY)] {
            File::create(folder.join(name)).unwrap().set_modified(std::time::SystemTime::now() - age).unwrap();
        }
        forget_old_programs(&folder);
        assert_eq!(["explored-1", "explored-2", "lock"].map(|name| folder.join(name).exists()), [false, true, true]);
        fs::remove_dir_all(folder).unwrap();
    }

    /// Arguments are parsed in any order, and unknown ones are refused.
    #[test]
    fn command_lines_are_read() {
        let read = |line: &str| Asked::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let asked = read("--replay 2 a.rs --edition 2021").unwrap();
        assert_eq!(asked, Asked { file: "a.rs".into(), edition: "2021".to_owned(), replay: Some(2) });
        assert_eq!(read("a.rs").unwrap().edition, "2024");
        for wrong in ["", "a.rs b.rs", "a.rs --replay", "a.rs --replay 0", "a.rs --edition 2016", "a.rs --verbose"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
