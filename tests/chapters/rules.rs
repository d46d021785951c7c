//! Checks that `tests/rules.toml` names only pages, listings and modules that exist: a stale exception would excuse whatever takes that name later.

use std::collections::BTreeSet;

use book::diagnostic::{Diagnostic, Report, report};
use book::listing::{self, Place};
use book::project;
use book::rules::{RULES, line_of, rules};
use explore::std_docs;

use crate::pages;

/// Everything that tests/rules.toml names exists. (tests/outcomes.rs checks the exceptions for loom.)
#[test]
fn rules_name_what_there_is() -> Result<(), Report> {
    let (rules, html) = (rules()?, std_docs::documentation()?);
    let pages: BTreeSet<&str> = pages()?.iter().map(|page| page.slug.as_str()).collect();
    let refused: BTreeSet<String> = listing::all(Place::CompileFail).into_iter().map(|listing| listing.name).collect();
    let is_module = |name: &str| html.join("std").join(name).join("index.html").is_file();
    let chapters = rules.without_exercises.iter().chain(rules.answers.by_reasoning.keys());
    let named = chapters.map(|name| (name, "a page", pages.contains(name.as_str())));
    let named = named.chain(rules.only_in_2024.keys().map(|name| (name, "a listing that is refused", refused.contains(name))));
    let named = named.chain(rules.taught.iter().map(|name| (name, "a module of std", is_module(name))));
    let unknown = named.filter(|(.., exists)| !exists);
    let file = project().join(RULES);
    report(
        unknown
            .map(|(name, what, _)| {
                Diagnostic::new(&file, line_of(RULES, name), format!("names {name}, which is not {what}"), "take it out")
            })
            .collect(),
    )
}
