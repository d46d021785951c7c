//! The environment of the programs that the checks run.

use std::ffi::OsStr;
use std::process::Command;

/// Returns a command that inherits only the variables every machine has: no `RUST_BACKTRACE`, no locale, no colors.
pub fn clean(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_clear();
    for kept in ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "SystemRoot", "TEMP", "TMP", "TMPDIR", "USERPROFILE"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
}
