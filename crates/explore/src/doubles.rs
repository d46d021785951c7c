//! The crates of doubles of std as Cargo has built them, and how rustc links a program with one.

use std::path::{Path, PathBuf};

use book::listing::Listing;
use book::project;
use cargo_outcomes::rewrite::Refusal;

/// The compiled library of a double, beside the running test or in the folder `deps` beside the running program: Cargo has built it before, since both depend on it.
pub fn library(name: &str) -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| format!("the program's own path is unknown: {error}"))?;
    let beside = own.parent().ok_or("the program lies in no folder")?;
    let folder = if beside.ends_with("deps") { beside.to_path_buf() } else { beside.join("deps") };
    newest(&folder, name)
}

/// The newest build of a double in a folder.
fn newest(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let prefix = format!("lib{name}-");
    let is_library = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        file.starts_with(&prefix) && file.ends_with(".rlib")
    };
    let libraries = entries.flatten().map(|entry| entry.path()).filter(is_library);
    // Older builds lie beside the newest; Cargo builds anew whenever a source changes, so the newest is the right one.
    let newest = libraries.max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    newest.ok_or_else(|| format!("{}: holds no lib{name}; run `cargo test` from the root", folder.display()))
}

/// What tells one build of a double from another.
pub fn stamp(library: &Path) -> Result<String, String> {
    let data = library.metadata().map_err(|error| format!("{}: {error}", library.display()))?;
    Ok(format!("{} {:?}", data.len(), data.modified().ok()))
}

/// The arguments by which rustc links a program with a double: nothing is optimized, as `cargo run` has it, for compiling takes longer than searching.
pub fn link(library: &Path) -> Vec<String> {
    let folder = library.parent().unwrap_or(Path::new("."));
    let file = library.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = file.trim_start_matches("lib").split('-').next().unwrap_or_default().to_owned();
    vec![format!("--extern={name}={}", library.display()), format!("-Ldependency={}", folder.display())]
}

/// What is said of a listing that cannot be rewritten for its doubles, or explored.
pub fn refused(listing: &Listing, refusal: &Refusal) -> String {
    format!("{}:{}: {}; {}", project().shown(&listing.path), refusal.line, refusal.what, refusal.help)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The newest build of a double is taken, and nothing that lies beside it; another build has another stamp.
    #[test]
    fn the_newest_double_is_taken() {
        let folder = book::project().scratch("doubles-test");
        for (name, age, text) in
            [("libone-1.rlib", 30, "a"), ("libone-2.rlib", 20, "b"), ("libone-3.rmeta", 10, "c"), ("libother-4.rlib", 5, "d")]
        {
            let file = folder.join(name);
            std::fs::write(&file, text).unwrap();
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000 - age);
            std::fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
        }
        let double = newest(&folder, "one").unwrap();
        assert_eq!(double, folder.join("libone-2.rlib"));
        assert_ne!(stamp(&double), stamp(&folder.join("libone-1.rlib")));
        assert!(newest(&folder, "two").unwrap_err().contains("holds no libtwo; run `cargo test`"));
        let arguments = link(&double);
        assert_eq!(arguments[..2], [format!("--extern=one={}", double.display()), format!("-Ldependency={}", folder.display())]);
        assert!(library("no_such_double").unwrap_err().contains("holds no libno_such_double"));
    }
}
