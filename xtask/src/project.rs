//! Where the project is, and how its commands are run.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root").to_path_buf()
}

/// A command in the root of the project.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The Cargo that runs this task.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command to its end; `what` names it if it fails.
pub fn run(what: &str, command: &mut Command) -> Result<(), String> {
    println!("xtask: {what}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{what} failed ({status})")),
        Err(error) => Err(format!("{what} cannot start ({error}); is {:?} installed?", command.get_program())),
    }
}

/// Prints one explored schedule of a listing step by step.
pub fn replay(name: &str, outcome: &str) -> Result<(), String> {
    let number: usize = outcome.parse().map_err(|_| format!("`{outcome}` is no number; count the outcomes of {name}.outcomes from 1"))?;
    let mut test = cargo();
    test.args(["test", "--quiet", "--test", "schedules", "--", "--exact", name, "--nocapture"]).env("GUARDED_REPLAY", number.to_string());
    run(&format!("outcome {number} of {name}"), &mut test)
}

/// A version that the root manifest pins as `name = "=1.2.3"` or `name = { version = "=1.2.3", … }`.
pub fn pinned(name: &str) -> Result<String, String> {
    let file = root().join("Cargo.toml");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("Cargo.toml cannot be read: {error}"))?;
    let line = text.lines().find(|line| line.starts_with(&format!("{name} = ")));
    let version = line.and_then(|line| line.split("\"=").nth(1)).and_then(|rest| rest.split('"').next());
    version.map(str::to_owned).ok_or_else(|| format!("Cargo.toml pins no version of {name}; write `{name} = \"=…\"`"))
}

/// The compiler that `rust-toolchain.toml` pins.
pub fn toolchain() -> Result<String, String> {
    let text = std::fs::read_to_string(root().join("rust-toolchain.toml"))
        .map_err(|error| format!("rust-toolchain.toml cannot be read: {error}"))?;
    let channel = text.lines().find_map(|line| line.strip_prefix("channel = \""));
    channel.map(|rest| rest.trim_end_matches('"').to_owned()).ok_or_else(|| "rust-toolchain.toml names no channel".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pins are found where they stand, and a missing one is told by name.
    #[test]
    fn pins_are_read() {
        assert!(pinned("mdbook-driver").unwrap().starts_with("0."));
        assert!(pinned("no-such-crate").unwrap_err().contains("no-such-crate"));
        assert!(toolchain().unwrap().starts_with("1."));
    }
}
