//! Packages for readers to copy: folders below `projects`, whose files the pages show in full.

use std::path::{Path, PathBuf};

use crate::{files, project};

/// The folder of the packages, relative to the root.
const FOLDER: &str = "projects";

/// Returns the folders of the packages, sorted.
pub fn all() -> Vec<PathBuf> {
    files::folders(&project().join(FOLDER))
}

/// Returns the files of a package that a page shows: its TOML, Rust, Markdown and text files, except those in `target`.
pub fn files(package: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = ["toml", "rs", "md", "txt"].iter().flat_map(|ending| files::below(package, ending)).collect();
    found.retain(|file| !file.starts_with(package.join("target")));
    found.sort();
    found
}

/// How the checks treat a file of a package, depending on its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A part of the package.
    Part,
    /// `src/bin`: a program of its own, with a record of what it prints.
    Program,
    /// `refused`: a program that the compiler or Clippy refuses, with a record of what they say. The manifest doesn't name it.
    Refused,
}

/// Returns the kind of a file.
pub fn kind(file: &Path) -> Kind {
    let folder = file.parent().unwrap_or(file);
    match file.extension() {
        Some(ending) if ending == "rs" && folder.ends_with("src/bin") => Kind::Program,
        Some(ending) if ending == "rs" && folder.ends_with("refused") => Kind::Refused,
        _ => Kind::Part,
    }
}

/// Returns the path of a file's record, if its kind has one.
pub fn record(file: &Path) -> Option<PathBuf> {
    match kind(file) {
        Kind::Part => None,
        Kind::Program => Some(file.with_extension("stdout")),
        Kind::Refused => Some(file.with_extension("stderr")),
    }
}

/// Whether Clippy refuses a program, judging by the lint that it denies; otherwise the compiler does.
pub fn is_for_clippy(text: &str) -> bool {
    text.contains("#![deny(clippy::")
}

/// Returns the name of a file in captions: its path below the folder of the packages.
pub fn shown(file: &Path) -> String {
    let shown = project().shown(file);
    shown.strip_prefix(FOLDER).unwrap_or(&shown).trim_start_matches('/').to_owned()
}

/// Returns a file's address on the page: `checking_box_office/src/lib.rs` is `checking_box_office_src_lib_rs`.
pub fn id(file: &Path) -> String {
    shown(file).to_lowercase().replace(['/', '-', '.'], "_")
}

/// Returns the info string of a file's fence. `rs` is colored like `rust`, but no tool takes the block for a whole program.
pub fn fence(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => "toml",
        Some("rs") => "rs",
        _ => "text",
    }
}
