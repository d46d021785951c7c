//! The rules of this book, as `tests/rules.toml` gives them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{files, project};

/// Where they are.
pub const RULES: &str = "tests/rules.toml";

/// The rules; the file says what each is.
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
    /// By page and the first words of the question, why not.
    pub by_reasoning: BTreeMap<String, BTreeMap<String, String>>,
}

/// Where the outcomes that are wrong have their marks, by the listing.
pub const MARKS: &str = "tests/wrong.toml";

/// What is marked as wrong in the record of a listing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// What the outcome prints.
    #[serde(default)]
    pub prints: String,
    /// How it ends, if not well: `deadlock`.
    #[serde(default)]
    pub ends: String,
    /// What is wrong with it, in a few words.
    pub remark: String,
}

/// The marks, by the listing.
pub fn marks() -> Result<BTreeMap<String, Mark>, String> {
    read(MARKS)
}

/// The first line of a file of rules that names something.
pub fn line_of(file: &str, name: &str) -> usize {
    line_in(&project().join(file), name)
}

/// The first line of a file that has these words in it.
pub fn line_in(file: &Path, words: &str) -> usize {
    let text = files::read(file).unwrap_or_default();
    text.lines().position(|line| line.contains(words)).map_or(1, |index| index + 1)
}

/// The rules of the book that is checked.
pub fn rules() -> Result<&'static Rules, String> {
    static READ: OnceLock<Result<Rules, String>> = OnceLock::new();
    READ.get_or_init(|| read(RULES)).as_ref().map_err(Clone::clone)
}

fn read<T: DeserializeOwned>(file: &str) -> Result<T, String> {
    files::read_toml(&project().join(file), "correct it")
}
