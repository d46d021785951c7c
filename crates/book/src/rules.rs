//! The rules of this book, as read from `tests/rules.toml`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{files, project};

/// The file of the rules.
pub const RULES: &str = "tests/rules.toml";

/// The rules; the file explains each of them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rules {
    pub columns: usize,
    pub taught: Vec<String>,
    pub everyday: Vec<String>,
    pub without_exercises: Vec<String>,
    pub only_in_2024: BTreeMap<String, String>,
    pub not_under_loom: BTreeMap<String, String>,
    pub answers: Answers,
}

/// The questions under "Check yourself" that no program answers.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Answers {
    /// The reason, by page and the first words of the question.
    pub by_reasoning: BTreeMap<String, BTreeMap<String, String>>,
}

/// The file with the marks of wrong outcomes, by listing.
pub const MARKS: &str = "tests/wrong.toml";

/// The outcome that is marked as wrong in a listing's record.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// What the outcome prints.
    #[serde(default)]
    pub prints: String,
    /// How it ends, unless it ends well: `deadlock`.
    #[serde(default)]
    pub ends: String,
    /// What is wrong with it, in a few words.
    pub remark: String,
}

/// Reads the marks, by listing.
pub fn marks() -> Result<BTreeMap<String, Mark>, String> {
    read(MARKS)
}

/// Returns the first line of a rules file that contains this name.
pub fn line_of(file: &str, name: &str) -> usize {
    line_in(&project().join(file), name)
}

/// Returns the first line of a file that contains these words.
pub fn line_in(file: &Path, words: &str) -> usize {
    let text = files::read(file).unwrap_or_default();
    text.lines().position(|line| line.contains(words)).map_or(1, |index| index + 1)
}

/// Reads the rules of the book that is checked.
pub fn rules() -> Result<&'static Rules, String> {
    static READ: OnceLock<Result<Rules, String>> = OnceLock::new();
    READ.get_or_init(|| read(RULES)).as_ref().map_err(Clone::clone)
}

fn read<T: DeserializeOwned>(file: &str) -> Result<T, String> {
    files::read_toml(&project().join(file), "correct it")
}
