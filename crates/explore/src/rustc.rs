//! Runs rustc on one program, as if it were `src/main.rs` in an empty project.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
#[cfg(unix)]
use std::os::unix::fs::symlink;
#[cfg(windows)]
use std::os::windows::fs::symlink_dir as symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::Value;

use crate::cache::Key;
use crate::normalize;
use crate::run::{self, Failure, Run};
use crate::together;
use book::listing::SYNTAX;
use book::project;

/// One message of the compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// `error`, `warning` …
    pub level: String,
    /// `E0382` or a lint's name, if any.
    pub code: Option<String>,
    /// The lines that the message's primary spans point to.
    pub lines: Vec<usize>,
    /// The message as a reader sees it, without what differs from machine to machine.
    pub rendered: String,
}

impl Message {
    /// Returns the code as markers and captions show it.
    pub fn name(&self) -> &str {
        self.code.as_deref().unwrap_or(SYNTAX)
    }

    /// Returns whether the message stops the compilation.
    pub fn is_error(&self) -> bool {
        self.level.starts_with("error")
    }
}

/// Returns the path of rustc itself, found once: rustup's proxy would add some 30 ms to every call.
pub fn program() -> Result<&'static Path, String> {
    static FOUND: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let found = FOUND.get_or_init(|| sysroot().map(|sysroot| sysroot.join("bin").join(format!("rustc{}", std::env::consts::EXE_SUFFIX))));
    found.as_deref().map_err(Clone::clone)
}

/// Returns the sysroot of the toolchain that runs the checks.
pub fn sysroot() -> Result<PathBuf, String> {
    let mut command = run::clean("rustc");
    command.args(["--print", "sysroot"]).current_dir(project().checker());
    if let Some(toolchain) = std::env::var_os("RUSTUP_TOOLCHAIN") {
        command.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    answer(&mut command, "no rustc to ask").map(|sysroot| PathBuf::from(sysroot.trim()))
}

/// Returns rustc's answer about itself.
fn answer(command: &mut Command, lacking: &str) -> Result<String, String> {
    match run::within(Duration::from_secs(60), command) {
        Ok(run) if run.code == Some(0) => Ok(run.stdout),
        other => Err(format!(
            "rust-toolchain.toml:2: {lacking}; run `rustup toolchain install {}` ({other:?})",
            project().pinned_toolchain().unwrap_or_default()
        )),
    }
}

/// Returns a sysroot without std's sources. With the component rust-src, rustc quotes them in its messages, and records would differ from machine to machine.
pub fn bare_sysroot() -> Result<&'static Path, String> {
    static BARE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let bare = BARE.get_or_init(|| without_sources(&sysroot()?, &project().scratch("sysroot")));
    bare.as_deref().map_err(Clone::clone)
}

/// Fills `bare` with links to everything in `sysroot` except its sources.
fn without_sources(sysroot: &Path, bare: &Path) -> Result<PathBuf, String> {
    let rustlib = bare.join("lib/rustlib");
    let broken = |error: std::io::Error| format!("{}: {error}", rustlib.display());
    std::fs::create_dir_all(&rustlib).map_err(broken)?;
    for entry in std::fs::read_dir(sysroot.join("lib/rustlib")).map_err(broken)?.flatten() {
        let link = rustlib.join(entry.file_name());
        if entry.path().is_dir() && entry.file_name() != "src" && std::fs::read_link(&link).ok() != Some(entry.path()) {
            std::fs::remove_file(&link).ok();
            symlink(entry.path(), &link).or_else(|error| if link.exists() { Ok(()) } else { Err(error) }).map_err(broken)?;
        }
    }
    Ok(bare.to_path_buf())
}

/// Returns the output of `rustc --version --verbose`, which identifies a compiler exactly.
pub fn version() -> Result<&'static str, String> {
    static VERSION: OnceLock<Result<String, String>> = OnceLock::new();
    let version = VERSION.get_or_init(|| answer(run::clean(program()?).args(["--version", "--verbose"]), "rustc does not answer"));
    version.as_deref().map_err(Clone::clone)
}

/// Returns all of rustc's messages on this program, without generating code.
pub fn check(name: &str, text: &str, edition: &str) -> Result<Vec<Message>, String> {
    let raw = key(text, edition)?
        .cached(|| if silent(edition).contains(text) { Ok(String::new()) } else { messages(name, text, edition, bare_sysroot()?) })?;
    raw.lines().filter_map(diagnostic).collect()
}

fn key(text: &str, edition: &str) -> Result<Key, String> {
    Key::new("refusals", include_str!("rustc.rs"), &[edition, text])
}

/// Returns the texts of [expected](together::expect) programs that rustc has no messages on, all compiled together.
fn silent(edition: &str) -> Arc<BTreeSet<String>> {
    static SILENT: Mutex<BTreeMap<String, Arc<BTreeSet<String>>>> = Mutex::new(BTreeMap::new());
    let mut silent = SILENT.lock().unwrap_or_else(PoisonError::into_inner);
    let of_edition = silent.entry(edition.to_owned()).or_insert_with(|| {
        let texts: BTreeSet<String> = together::expected().into_iter().map(|program| program.text).collect();
        let unknown = texts.into_iter().filter(|text| !key(text, edition).is_ok_and(|key| key.is_known()));
        Arc::new(together::silent(unknown.collect(), edition))
    });
    Arc::clone(of_edition)
}

/// Parses the messages of rustc or Clippy from the output of `cargo check --message-format=json`.
pub fn said_by_cargo(stdout: &str) -> Result<Vec<Message>, String> {
    let lines = stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let said = lines.filter(|line| line["reason"] == "compiler-message");
    said.filter_map(|line| diagnostic(&line["message"].to_string())).collect()
}

/// Returns the JSON lines that rustc prints for this program.
fn messages(name: &str, text: &str, edition: &str, sysroot: &Path) -> Result<String, String> {
    let sysroot = format!("--sysroot={}", sysroot.display());
    let arguments = ["--emit=metadata", "--error-format=json", "-o", "main.rmeta", &sysroot];
    let run = Project::new(&format!("{name}-{edition}"), text)?.rustc(edition, arguments, Duration::from_secs(30))?;
    if run.code == Some(0) || run.code == Some(1) {
        return Ok(run.stderr);
    }
    Err(format!("rustc stopped with {:?}; this is a bug in the compiler or a fault of the machine:\n{}", run.code, run.stderr))
}

/// Compiles a program to an executable, with `extra` arguments; the executable exists as long as its project.
pub fn compile(name: &str, text: &str, edition: &str, extra: &[String]) -> Result<Project, String> {
    Project::new(&format!("{name}-{edition}-run"), text)?
        .compiled(edition, ["-o", "main"].into_iter().chain(extra.iter().map(String::as_str)))
}

/// Returns the line that the first error points to, in rustc's human-readable output.
pub fn first_error_line(said: &str) -> Option<usize> {
    let arrow = said.lines().find_map(|line| line.trim_start().strip_prefix("--> src/main.rs:"))?;
    arrow.split(':').next()?.parse().ok()
}

/// An empty project with one program in it, deleted when it is dropped.
///
/// Its folder's name is short, because rustc writes long type names to a file when the path is long, and unique, because several tests or test runs may compile the same listing at once.
#[derive(Debug)]
pub struct Project {
    folder: PathBuf,
}

impl Project {
    pub(crate) fn new(name: &str, text: &str) -> Result<Self, String> {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let folder = project().scratch("projects").join(format!("{name}-{}-{}", std::process::id(), MADE.fetch_add(1, Relaxed)));
        let source = folder.join("src");
        let written = std::fs::create_dir_all(&source).and_then(|()| std::fs::write(source.join("main.rs"), text));
        written.map_err(|error| format!("{}: cannot be written: {error}", folder.display()))?;
        Ok(Self { folder })
    }

    /// Runs rustc on the program with these arguments.
    pub(crate) fn rustc(
        &self,
        edition: &str,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
        limit: Duration,
    ) -> Result<Run, String> {
        let mut command = run::clean(program()?);
        command.current_dir(&self.folder).args(["--crate-name=main", "--crate-type=bin"]);
        command.arg(format!("--edition={edition}")).args(arguments).arg("src/main.rs");
        run::within(limit, &mut command).map_err(|failure| match failure {
            Failure::TimedOut(_) => format!("rustc did not end within {} s; make the listing smaller", limit.as_secs()),
            Failure::Broken(why) => format!("rustc: {why}"),
        })
    }

    /// Compiles the program with these arguments; the returned project holds the output.
    pub(crate) fn compiled(self, edition: &str, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Self, String> {
        let run = self.rustc(edition, arguments, Duration::from_secs(60))?;
        if run.code == Some(0) { Ok(self) } else { Err(format!("does not compile in edition {edition}; fix it:\n{}", run.stderr)) }
    }

    /// Returns its folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the path of the compiled program.
    pub fn program(&self) -> PathBuf {
        self.folder.join("main")
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

/// Parses a line of rustc's JSON, unless it's only a summary of other messages.
fn diagnostic(line: &str) -> Option<Result<Message, String>> {
    let Ok(json) = serde_json::from_str::<Value>(line) else {
        return Some(Err(format!("rustc printed a line that is not JSON: {line}")));
    };
    let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    let level = text("level");
    let message = text("message");
    let counts = message.starts_with("aborting due to") || message.ends_with("emitted");
    if json["$message_type"] != "diagnostic" || level == "failure-note" || counts {
        return None;
    }
    let spans = json["spans"].as_array().cloned().unwrap_or_default();
    let first = |span: &&Value| span["is_primary"] == true;
    let lines = spans.iter().filter(first).filter_map(|span| span["line_start"].as_u64()).map(|line| line as usize).collect();
    let code = json["code"]["code"].as_str().map(str::to_owned);
    Some(Ok(Message { level, code, lines, rendered: normalize::compiler_message(&text("rendered")).trim_end().to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code and line are read from rustc's messages, in any edition.
    #[test]
    fn code_and_line_are_read() {
        for edition in ["2021", "2024"] {
            let said = check("code-and-line", "fn main() {\n    let n: u8 = \"x\";\n    drop(n);\n}\n", edition).unwrap();
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].is_error());
            assert_eq!((said[0].name(), said[0].lines.as_slice()), ("E0308", &[2][..]));
            assert!(said[0].rendered.contains("--> src/main.rs:2:17"), "{}", said[0].rendered);
        }
    }

    /// A good program gets no message, a lint is named, and a syntax error has no code.
    #[test]
    fn silence_lints_and_syntax() {
        assert_eq!(check("silence", "fn main() {}\n", "2024"), Ok(Vec::new()));
        let lint = check("lint", "fn main() {\n    let n = 1;\n}\n", "2024").unwrap();
        assert_eq!((lint[0].name(), lint[0].is_error()), ("unused_variables", false));
        let syntax = check("syntax", "fn main() {\n    let\n}\n", "2024").unwrap();
        assert_eq!((syntax[0].name(), syntax[0].is_error()), (SYNTAX, true));
    }

    /// The compiler's messages are found among Cargo's own lines.
    #[test]
    fn messages_come_through_cargo() {
        let message = r#"{"$message_type":"diagnostic","level":"error","code":null,"message":"no","spans":[],"rendered":"error: no\n"}"#;
        let stdout = format!("{{\"reason\":\"compiler-message\",\"message\":{message}}}\n{{\"reason\":\"build-finished\"}}\nplain\n");
        let said = said_by_cargo(&stdout).unwrap();
        assert_eq!(said.iter().map(|message| message.rendered.as_str()).collect::<Vec<_>>(), ["error: no"]);
    }

    /// The version identifies the compiler exactly.
    #[test]
    fn the_compiler_is_named() {
        let version = version().unwrap();
        assert!(version.starts_with("rustc 1.") && version.contains("\ncommit-hash: ") && version.contains("\nhost: "), "{version}");
    }

    /// A program exists only as long as its project, and no other project or process shares it.
    #[test]
    fn projects_are_deleted() {
        let project = compile("deleted", "fn main() {}\n", "2024", &[]).unwrap();
        let program = project.program();
        assert_ne!(compile("deleted", "fn main() {}\n", "2024", &[]).unwrap().program(), program);
        assert!(program.is_file() && program.to_string_lossy().contains(&format!("-{}", std::process::id())));
        drop(project);
        assert!(!program.parent().unwrap().exists());
    }

    /// With the component rust-src, rustc names and quotes the machine's files; with the bare sysroot, it doesn't.
    #[test]
    fn messages_are_the_same_with_and_without_rust_src() {
        // An earlier run may have left files there.
        let afresh = |folder: &str| std::fs::remove_dir_all(project().scratch(folder)).map(|()| project().scratch(folder)).unwrap();
        let with = afresh("sysroot-with-sources");
        without_sources(&sysroot().unwrap(), &with).unwrap();
        let sources = with.join("lib/rustlib/src/rust/library/std/src");
        std::fs::create_dir_all(&sources).unwrap();
        std::fs::write(sources.join("lib.rs"), "// stands for the component rust-src\n").unwrap();
        let text = "fn main() {\n    let n = 1;\n    std::thread::spawn(|| println!(\"{n}\"));\n    let r = std::rc::Rc::new(1);\n    std::thread::spawn(move || drop(r));\n}\n";
        let bare = without_sources(&with, &afresh("sysroot-without-sources")).unwrap();
        assert!(bare.join("lib/rustlib").is_dir() && !bare.join("lib/rustlib/src").exists());
        let messages = |sysroot: &Path| messages("rust-src", text, "2024", sysroot).unwrap();
        assert_ne!(messages(&with), messages(&bare), "without a difference, this test checks nothing");
        assert_eq!(messages(&bare), messages(bare_sysroot().unwrap()));
    }
}
