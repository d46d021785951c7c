//! Packages for readers to copy: folders below `projects`, whose files the pages show whole.

use std::path::{Path, PathBuf};

use crate::{files, project};

/// Where the packages lie, relative to the root.
const FOLDER: &str = "projects";

/// The folders of the packages, sorted.
pub fn all() -> Vec<PathBuf> {
    files::folders(&project().join(FOLDER))
}

/// The files of a package that a page shows: all but the lock file and the folder `target`, which Cargo writes.
pub fn files(package: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = ["toml", "rs", "md", "txt"].iter().flat_map(|ending| files::below(package, ending)).collect();
    found.retain(|file| !file.starts_with(package.join("target")));
    found.sort();
    found
}

/// What a file of a package is to the checks, by the folder that it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A part of the package.
    Part,
    /// `src/bin`: a program of its own; beside it lies a record of what it prints.
    Program,
    /// `refused`: what the compiler or Clippy refuses; beside it lies a record of what they say. The manifest does not name it.
    Refused,
}

/// What a file is.
pub fn kind(file: &Path) -> Kind {
    let folder = file.parent().unwrap_or(file);
    match file.extension() {
        Some(ending) if ending == "rs" && folder.ends_with("src/bin") => Kind::Program,
        Some(ending) if ending == "rs" && folder.ends_with("refused") => Kind::Refused,
        _ => Kind::Part,
    }
}

/// The record beside a file, if its kind has one.
pub fn record(file: &Path) -> Option<PathBuf> {
    match kind(file) {
        Kind::Part => None,
        Kind::Program => Some(file.with_extension("stdout")),
        Kind::Refused => Some(file.with_extension("stderr")),
    }
}

/// Whether Clippy refuses a program, by the lint that it denies; otherwise the compiler does.
pub fn is_for_clippy(text: &str) -> bool {
    text.contains("#![deny(clippy::")
}

/// A file as captions call it: its path below the folder of the packages.
pub fn shown(file: &Path) -> String {
    let shown = project().shown(file);
    shown.strip_prefix(FOLDER).unwrap_or(&shown).trim_start_matches('/').to_owned()
}

/// Its address on the page: `checking_box_office/src/lib.rs` is `checking_box_office_src_lib_rs`.
pub fn id(file: &Path) -> String {
    shown(file).to_lowercase().replace(['/', '-', '.'], "_")
}

/// The fence in which a page shows it. `rs` is colored like `rust`, and no tool takes it for a program by itself.
pub fn fence(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => "toml",
        Some("rs") => "rs",
        _ => "text",
    }
}
