//! Finds the project's root and runs its commands.

use std::path::Path;
use std::process::Command;

use cargo_outcomes::command::{Asked, Explorer, run as explore};

/// Returns the root of the project.
pub fn root() -> &'static Path {
    book::project().root()
}

/// Returns a command that runs in the root of the project.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Returns the Cargo that runs this task.
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

/// Like [`run`], but shows the command's output only if it fails.
pub fn run_quietly(what: &str, command: &mut Command) -> Result<(), String> {
    println!("xtask: {what}");
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
            Err(format!("{what} failed ({}):\n{said}", output.status))
        }
        Err(error) => Err(format!("{what} cannot start ({error}); is {:?} installed?", command.get_program())),
    }
}

/// Explores a program, a listing or one of your own, as `cargo outcomes` does.
pub fn outcomes(asked: &[&str]) -> Result<(), String> {
    let asked = Asked::read(&asked.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())?;
    let sources = root().join("crates/outcomes");
    let explorer =
        Explorer { folder: book::project().target().join("outcomes"), sources: Some(sources), versions: Some(root().join("Cargo.lock")) };
    print!("{}", explore(&explorer, &asked)?);
    Ok(())
}

/// Lists the exercises or judges one, in a separate program, which Cargo builds along with the crates that the judge links.
pub fn practice(words: &[&str]) -> Result<(), String> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "guarded-practice", "--"]).args(words);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => std::process::exit(1),
        Err(error) => Err(format!("cargo cannot start ({error})")),
    }
}

/// Returns the version that the root manifest pins a dependency to: `name = "=1.2.3"`.
pub fn pinned(name: &str) -> Result<String, String> {
    let manifest = book::project().toml("Cargo.toml")?;
    let version = manifest.get("dev-dependencies").and_then(|table| table.get(name)?.as_str()?.strip_prefix('='));
    version.map(str::to_owned).ok_or_else(|| format!("Cargo.toml pins no version of {name}; write `{name} = \"=…\"`"))
}

/// Returns the compiler version that `rust-toolchain.toml` pins.
pub fn toolchain() -> Result<String, String> {
    book::project().pinned_toolchain()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pins are found, and a missing one is named.
    #[test]
    fn pins_are_read() {
        assert!(pinned("mdbook-driver").unwrap().starts_with("0."));
        assert!(pinned("no-such-crate").unwrap_err().contains("no-such-crate"));
        assert!(toolchain().unwrap().starts_with("1."));
    }
}
