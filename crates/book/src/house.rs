//! Where things are in the project.

use std::path::{Path, PathBuf};

/// The project whose book is checked: this one, or the copy that `GUARDED_ROOT` names (`tests/faults.rs` breaks copies).
pub fn root() -> PathBuf {
    match std::env::var_os("GUARDED_ROOT") {
        Some(root) => PathBuf::from(root),
        None => home(),
    }
}

/// The project that holds the checker itself, whatever it checks.
pub fn home() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("crates/book lies two folders below the root").to_path_buf()
}

/// Where the checker keeps what it may lose: below `target/`, one folder for each use.
pub fn scratch(purpose: &str) -> PathBuf {
    let target = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(target) => home().join(target),
        None => home().join("target"),
    };
    let folder = target.join("guarded").join(purpose);
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: cannot be made: {error}", folder.display()));
    folder
}

/// A path as messages show it: relative to the root, with forward slashes.
pub fn shown(path: &Path) -> String {
    let relative = path.strip_prefix(root()).unwrap_or(path);
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The compiler that the project pins, from `rust-toolchain.toml`.
pub fn pinned_toolchain() -> String {
    let file = root().join("rust-toolchain.toml");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("rust-toolchain.toml: {error}"));
    text.lines()
        .find_map(|line| line.strip_prefix("channel = \""))
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or_else(|| panic!("rust-toolchain.toml:1: names no channel; write `channel = \"1.95.0\"`"))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pin is the one that rustup reads.
    #[test]
    fn the_pinned_toolchain_is_read() {
        let text = std::fs::read_to_string(root().join("rust-toolchain.toml")).unwrap();
        assert!(text.contains(&format!("\nchannel = \"{}\"\n", pinned_toolchain())), "{text}");
    }
}
