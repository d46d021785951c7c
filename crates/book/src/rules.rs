//! The rules of this book, as `tests/rules.toml` gives them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::project;
use crate::project::toml_of;

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

/// The rules of the book that is checked.
pub fn rules() -> Result<&'static Rules, String> {
    static READ: OnceLock<Result<Rules, String>> = OnceLock::new();
    let read = || {
        let table = toml_of(project().root(), RULES)?;
        table.try_into().map_err(|error: toml::de::Error| format!("{RULES}:1: does not say all rules ({}); restore them", error.message()))
    };
    READ.get_or_init(read).as_ref().map_err(Clone::clone)
}
