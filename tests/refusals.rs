//! Checks the refusals: the compiler refuses each program under `listings/compile_fail` with the codes and lines that its markers name and the messages in its record; in edition 2021, with the same codes and lines.
//!
//! One test per listing, named after it.

use std::collections::BTreeSet;
use std::process::ExitCode;

use book::listing::{self, Listing, Place};
use book::page::{self, Fence};
use book::rules::rules;
use book::{files, project, record, trials};
use explore::rustc;

fn main() -> ExitCode {
    let tests = listing::all(Place::CompileFail).into_iter().map(|listing| trials::test(listing.name.clone(), move || check(&listing)));
    let doc_tests = trials::test("each_doc_test_is_refused_as_it_says", each_doc_test_is_refused_as_it_says);
    let doc_tests = Some(doc_tests).filter(|_| record::proposals().is_none());
    trials::run(&trials::arguments(), tests.chain(trials::shown(Place::CompileFail)).chain(doc_tests))
}

/// A type's doc test runs, or is refused with the code that it names: stable rustdoc accepts any error.
fn each_doc_test_is_refused_as_it_says() -> Result<(), String> {
    let folder = project().join("listings/src");
    for file in files::below(&folder, "rs") {
        let (text, shown) = (files::read(&file)?, project().shown(&file));
        let modules: Vec<String> =
            file.with_extension("").strip_prefix(&folder).into_iter().flatten().map(|part| part.to_string_lossy().into_owned()).collect();
        let doc = |line: &str| Some(line.strip_prefix("//!").or(line.strip_prefix("///"))?.to_owned());
        let docs: Vec<String> = text.lines().map(|line| doc(line.trim_start()).unwrap_or_default()).collect();
        let docs: Vec<&str> = docs.iter().map(|doc| doc.strip_prefix(' ').unwrap_or(doc)).collect();
        for Fence { line, info, body } in page::parse(&file, &docs.join("\n")).fences.iter().filter(|fence| !fence.info.is_empty()) {
            let Some(code) = info.strip_prefix("compile_fail,") else {
                return Err(format!(
                    "{shown}:{line}: has a doc test that is `{info}`; let it run, or name the code by which it is refused: `compile_fail,E0277`"
                ));
            };
            let program: Vec<&str> = body.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
            let inside = modules.iter().rev().fold(text.clone(), |text, module| format!("pub mod {module} {{\n{text}\n}}"));
            let whole = format!("extern crate self as listings;\n{inside}\nfn main() {{\n{}\n}}\n", program.join("\n"));
            let said = rustc::check(&modules.join("-"), &whole, "2024").map_err(|why| format!("{shown}:{line}: {why}"))?;
            let found: BTreeSet<&str> = said.iter().filter(|message| message.is_error()).map(rustc::Message::name).collect();
            if found != BTreeSet::from([code]) {
                return Err(format!(
                    "{shown}:{line}: should be refused with {code}, but rustc says {found:?}; correct the doc test or its code"
                ));
            }
        }
    }
    Ok(())
}

fn check(listing: &Listing) -> Result<(), String> {
    let shown = project().shown(&listing.path);
    let text = listing.text()?;
    let marked = Listing::marked_errors(&text);
    let said = rustc::check(&listing.name, &text, "2024").map_err(|why| format!("{shown}:1: {why}"))?;
    if marked.is_empty() {
        let errors: Vec<String> = said
            .iter()
            .filter(|message| message.is_error())
            .map(|message| format!("line {} with `// error[{}]`", first_line(message), message.name()))
            .collect();
        let help = if errors.is_empty() { "rustc refuses nothing in it".to_owned() } else { format!("end {}", errors.join(", ")) };
        return Err(format!("{shown}:1: marks no line; {help}"));
    }
    agrees_with_markers(&shown, "2024", &marked, &said)?;
    needs_no_crate(&shown, &said)?;
    let said_in_2021 = rustc::check(&listing.name, &text, "2021").map_err(|why| format!("{shown}:1: {why}"))?;
    let in_2021 = agrees_with_markers(&shown, "2021", &marked, &said_in_2021);
    if !rules()?.only_in_2024.contains_key(&listing.name) {
        in_2021?;
    } else if in_2021.is_ok() {
        return Err(format!(
            "{shown}:1: edition 2021 refuses it as well, though `only-in-2024` of tests/rules.toml excuses it; take it out there"
        ));
    }
    let rendered: Vec<&str> = said.iter().map(|message| message.rendered.as_str()).collect();
    record::compare(&listing.record("stderr"), &format!("{}\n", rendered.join("\n\n")))
}

/// Checks that the errors are the marked ones, each at its line, and that there are no warnings.
fn agrees_with_markers(shown: &str, edition: &str, marked: &[(usize, String)], said: &[rustc::Message]) -> Result<(), String> {
    let mut expected: Vec<(usize, String)> = marked.to_vec();
    let mut found = Vec::new();
    for message in said {
        if !message.is_error() {
            return Err(format!(
                "{shown}:{}: a {} besides the refusal in edition {edition}; fix it:\n{}",
                first_line(message),
                message.level,
                message.rendered
            ));
        }
        found.push((first_line(message), message.name().to_owned()));
    }
    expected.sort();
    found.sort();
    if expected == found {
        return Ok(());
    }
    if found.is_empty() {
        return Err(format!(
            "{shown}:{}: compiles in edition {edition}, though marked {}; a refusal must be refused",
            expected[0].0, expected[0].1
        ));
    }
    let line = found.iter().find(|error| !expected.contains(error)).or(expected.first()).map_or(1, |error| error.0);
    Err(format!(
        "{shown}:{line}: edition {edition} refuses {}, the markers say {}; fix the listing or its markers",
        list(&found),
        list(&expected)
    ))
}

/// Checks that a refusal isn't due to a missing crate, which would show nothing about the language.
fn needs_no_crate(shown: &str, said: &[rustc::Message]) -> Result<(), String> {
    let missing = said.iter().find(|message| ["unlinked crate", "can't find crate"].iter().any(|words| message.rendered.contains(words)));
    match missing {
        None => Ok(()),
        Some(message) => Err(format!(
            "{shown}:{}: is refused because a crate is missing; write what is refused with std alone:\n{}",
            first_line(message),
            message.rendered
        )),
    }
}

fn first_line(message: &rustc::Message) -> usize {
    message.lines.first().copied().unwrap_or(1)
}

fn list(errors: &[(usize, String)]) -> String {
    let each: Vec<String> = errors.iter().map(|(line, code)| format!("{code} in line {line}")).collect();
    each.join(", ")
}
