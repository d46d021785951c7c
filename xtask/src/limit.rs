//! A limit for the programs that `mdbook test` runs: rustdoc is made to run each through this program, which kills it when it takes too long.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::project;

/// How long the programs of a page may run together.
const LIMIT: Duration = Duration::from_secs(10);

/// Where the real rustdoc is, for the program that stands in for it.
const RUSTDOC: &str = "GUARDED_RUSTDOC";

/// Makes a folder for PATH in which `rustdoc` is this program, and lets the command find it there first.
pub fn stand_in_for_rustdoc(command: &mut Command) -> Result<(), String> {
    let folder = book::project().target().join("tools/limited");
    let own = std::env::current_exe().map_err(|error| format!("xtask cannot find itself: {error}"))?;
    let stand_in = folder.join(format!("rustdoc{}", std::env::consts::EXE_SUFFIX));
    let copied = std::fs::create_dir_all(&folder).and_then(|()| std::fs::copy(&own, &stand_in));
    copied.map_err(|error| format!("{}: cannot be written: {error}", stand_in.display()))?;
    let sysroot = project::command("rustc").args(["--print", "sysroot"]).stderr(Stdio::inherit()).output();
    let sysroot = sysroot.map_err(|error| format!("rustc cannot start: {error}"))?;
    let rustdoc = Path::new(String::from_utf8_lossy(&sysroot.stdout).trim()).join("bin").join(stand_in.file_name().unwrap_or_default());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path)));
    command.env("PATH", path.map_err(|error| format!("PATH: {error}"))?).env(RUSTDOC, rustdoc);
    Ok(())
}

/// The real rustdoc, if this program stands in for it.
pub fn is_rustdoc() -> Option<PathBuf> {
    let own = std::env::args_os().next().map(PathBuf::from)?;
    std::env::var_os(RUSTDOC).filter(|_| own.file_stem().is_some_and(|name| name == "rustdoc")).map(PathBuf::from)
}

/// Runs the real rustdoc with these arguments; it runs each program by [`within`].
pub fn rustdoc(rustdoc: &Path, arguments: &[String]) -> ExitCode {
    let mut command = Command::new(rustdoc);
    command.args(arguments);
    if let Ok(own) = std::env::current_exe() {
        command.arg("--test-runtool").arg(own).args(["--test-runtool-arg", "limit"]);
    }
    command.env_remove(RUSTDOC);
    exit_code(command.status().map_err(|error| format!("rustdoc cannot start: {error}")))
}

/// Runs a program for at most [`LIMIT`].
pub fn within(program: &[String]) -> ExitCode {
    exit_code(run(program, LIMIT))
}

fn exit_code(status: Result<std::process::ExitStatus, String>) -> ExitCode {
    match status {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(101)),
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(101)
        }
    }
}

fn run(program: &[String], limit: Duration) -> Result<std::process::ExitStatus, String> {
    let (first, arguments) = program.split_first().ok_or("names no program")?;
    let mut child = Command::new(first).args(arguments).spawn().map_err(|error| format!("{first} cannot start: {error}"))?;
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(|error| format!("{first}: {error}"))? {
            return Ok(status);
        }
        if begun.elapsed() > limit {
            child.kill().and_then(|()| child.wait()).map_err(|error| format!("{first}: {error}"))?;
            return Err(format!(
                "a program of this page did not end within {} s: one of those that are not `ok` above; make it end",
                limit.as_secs()
            ));
        }
        thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A program has its own status, and one that does not end is killed.
    #[test]
    fn programs_are_limited() {
        let run = |script: &str| super::run(&["sh", "-c", script].map(str::to_owned), Duration::from_millis(300));
        assert_eq!(run("exit 3").unwrap().code(), Some(3));
        assert!(run("exec sleep 60").unwrap_err().contains("did not end within"));
    }
}
