//! Checks that the suite is complete: each file of `tests/` is named here, holds tests, runs with the right harness, and leaves nothing out.
//!
//! `tests/faults` proves what the checks find; this file proves that all of them run, including `tests/faults`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use book::diagnostic::{Diagnostic, Report, report};
use book::{files, project};

/// The files of `tests/`, or the folders with a `main.rs`, by name.
const CHECKS: &[&str] = &[
    "answers",
    "auto_traits",
    "chapters",
    "checkers",
    "commands",
    "cost",
    "exercises",
    "faults",
    "figures",
    "format",
    "indexes",
    "instructions",
    "links",
    "orderings",
    "outcomes",
    "packages",
    "policy",
    "programs",
    "refusals",
    "seats",
    "suite",
    "toolchain",
    "types",
];

/// The files of `tests/browser` that Node.js runs.
const IN_A_BROWSER: &[&str] = &["desk", "lighthouse", "page", "phone", "search", "seat"];

/// Returns the file of a check.
fn file(name: &str) -> PathBuf {
    let tests = project().join("tests");
    let folder = tests.join(name).join("main.rs");
    if folder.is_file() { folder } else { tests.join(format!("{name}.rs")) }
}

/// Returns the names of the checks in `tests/`.
fn present() -> Vec<String> {
    let tests = project().join("tests");
    let paths = std::fs::read_dir(tests).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_check = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs") || path.join("main.rs").is_file();
    paths.filter(is_check).map(|path| files::stem(&path)).collect()
}

/// Returns the code of a file: its lines without comments.
fn code(file: &Path) -> Result<Vec<(usize, String)>, Report> {
    let text = files::read(file)?;
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim().to_owned()));
    Ok(lines.filter(|(_, line)| !line.starts_with("//")).collect())
}

/// Every check exists and tests something, and there are no others.
#[test]
fn every_check_asks_something() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for name in CHECKS {
        let file = file(name);
        if !file.is_file() {
            wrong.push(Diagnostic::new(&file, 1, "is missing", "restore it, or take its name out of CHECKS in tests/suite.rs"));
        } else if !code(&file)?.iter().any(|(_, line)| line == "#[test]" || line.contains("trials::run(")) {
            wrong.push(Diagnostic::new(&file, 1, "tests nothing", "restore it"));
        }
    }
    for name in IN_A_BROWSER {
        let file = project().join(format!("tests/browser/{name}.test.js"));
        if !code(&file)?.iter().any(|(_, line)| ["test(", "tour("].iter().any(|call| line.starts_with(call))) {
            wrong.push(Diagnostic::new(&file, 1, "tests nothing", "restore it"));
        }
    }
    for name in present().iter().filter(|name| !CHECKS.contains(&name.as_str())) {
        wrong.push(Diagnostic::new(&file(name), 1, "is not in CHECKS", "name it there, in tests/suite.rs"));
    }
    report(wrong)
}

/// Every file of a check is compiled: a module that no `mod` names never runs.
#[test]
fn every_module_of_a_check_is_compiled() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for main in CHECKS.iter().map(|name| file(name)).filter(|file| file.ends_with("main.rs")) {
        let folder = main.parent().unwrap_or(&main);
        for module in files::below(folder, "rs").into_iter().filter(|module| *module != main && !module.starts_with(folder.join("models")))
        {
            let name = files::stem(&module);
            let above = module.parent().filter(|parent| *parent != folder).map(|parent| parent.with_extension("rs"));
            let parent = above.unwrap_or_else(|| main.clone());
            let declares = |line: &str| line == format!("mod {name};") || line == format!("pub mod {name};");
            if !code(&parent).unwrap_or_default().iter().any(|(_, line)| declares(line)) {
                let help = format!("write `mod {name};` in {}", project().shown(&parent));
                wrong.push(Diagnostic::new(&module, 1, "is not compiled", help));
            }
        }
    }
    report(wrong)
}

/// A file with its own `main` runs without libtest's harness, which would never call it; every other file runs with it.
#[test]
fn every_check_is_run_as_what_it_is() -> Result<(), Report> {
    let manifest = project().toml("Cargo.toml")?;
    let tests = manifest.get("test").and_then(|tests| tests.as_array()).into_iter().flatten();
    let own = tests.filter(|test| test.get("harness").and_then(|harness| harness.as_bool()) == Some(false));
    let own: Vec<&str> = own.filter_map(|test| test.get("name")?.as_str()).collect();
    let mut wrong = Vec::new();
    for name in CHECKS {
        let file = file(name);
        let has_main = code(&file).unwrap_or_default().iter().any(|(_, line)| line.starts_with("fn main()"));
        let mut tell = |what: &str, help: String| wrong.push(Diagnostic::new(&file, 1, what, help));
        if has_main && !own.contains(name) {
            let help = format!("write `[[test]]`, `name = \"{name}\"` and `harness = false` in Cargo.toml");
            tell("has a `main` that is never called", help);
        } else if !has_main && own.contains(name) {
            tell("has no `main`, and no harness runs its tests", "take it out of Cargo.toml's `[[test]]`".to_owned());
        }
    }
    report(wrong)
}

/// The packages that `cargo test` tests by default, besides this one.
const MEMBERS: &[&str] = &[
    "crates/book",
    "crates/cargo-outcomes",
    "crates/explore",
    "crates/figures",
    "crates/outcomes",
    "crates/practice",
    "crates/skeptic",
    "xtask",
];

/// `cargo test` runs the tests of every package that has any, and no manifest prevents that.
#[test]
fn every_package_is_tested() -> Result<(), Report> {
    let root = project().root();
    let mut wrong = Vec::new();
    let manifest = root.join("Cargo.toml");
    let defaults = code(&manifest)?.into_iter().find(|(_, line)| line.starts_with("default-members = ["));
    let (line, defaults) = defaults.unwrap_or((1, String::new()));
    let named = defaults.split('#').next().unwrap_or_default();
    for member in [&["."], MEMBERS].concat() {
        if !named.contains(&format!("\"{member}\"")) {
            wrong.push(Diagnostic::new(&manifest, line, format!("lets `cargo test` leave {member} out"), "name it in `default-members`"));
        }
    }
    // `tests/types.rs` runs the tests of `listings`; Miri and readers run them with Cargo.
    for manifest in [MEMBERS, &[".", "listings"]].concat().iter().map(|member| root.join(member).join("Cargo.toml")) {
        let mut target = String::new();
        for (number, line) in code(&manifest)? {
            if line.starts_with("name = ") {
                target.clone_from(&line);
            }
            // It takes longer than all the others together, and `.ci/run` runs it by name.
            if line == "test = false" && target == "name = \"faults\"" && asked_for_in_ci("faults")? {
                continue;
            }
            let is_of_listings = manifest.starts_with(root.join("listings"));
            if ["test = false", "autotests = false"].contains(&line.as_str()) || is_of_listings && line == "doctest = false" {
                wrong.push(Diagnostic::new(&manifest, number, "keeps a test from being run", "take the line out"));
            }
        }
    }
    report(wrong)
}

/// Whether `cargo xtask ci` runs this test.
fn asked_for_in_ci(test: &str) -> Result<bool, Report> {
    let asked = format!("[\"test\", \"--test\", \"{test}\"]");
    Ok(code(&project().join("xtask/src/ci.rs"))?.iter().any(|(_, line)| line.contains(&asked)))
}

/// The lines that run the checks on a change: each a file and the line's end.
const ON_A_CHANGE: &[(&str, &str)] = &[
    (".github/workflows/test.yml", "- run: bash .ci/run"),
    (".github/workflows/publish.yml", "- run: bash .ci/run"),
    (".ci/run", "cargo xtask ci"),
    ("xtask/src/ci.rs", "run_cargo(&[\"test\"], &[])"),
    ("xtask/src/ci.rs", "browser::browser)"),
];

/// All checks run on a change, and before the book is published.
#[test]
fn every_change_is_checked() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for (name, line) in ON_A_CHANGE {
        let file = project().join(name);
        // Nothing may follow on that line, such as `|| true`.
        let says = |said: &str| said.split_once(line).is_some_and(|(_, rest)| rest.trim_matches([')', ',', ' ']).is_empty());
        if !files::read(&file)?.lines().any(|said| says(said) && !said.trim_start().starts_with(['#', '/'])) {
            wrong.push(Diagnostic::new(&file, 1, format!("does not say `{line}`"), "restore that: it runs the checks"));
        }
    }
    report(wrong)
}

/// The table in ARCHITECTURE.md lists exactly the checks' environment variables.
#[test]
fn variables_are_documented() -> Result<(), Report> {
    let architecture = project().join(ARCHITECTURE);
    let document = files::read(&architecture)?;
    let mut sources = files::read(&project().join(".cargo/config.toml"))?;
    let mut wrong = Vec::new();
    for file in ["crates", "tests", "xtask"].iter().flat_map(|folder| files::below(&project().join(folder), "rs")) {
        for (number, line) in code(&file)? {
            let is_name = |text: &&str| text.starts_with("GUARDED_") && text.bytes().all(|b| b == b'_' || b.is_ascii_uppercase());
            for name in line.split('"').filter(is_name) {
                if !document.contains(&format!("\n| `{name}` |")) && name != "GUARDED_" {
                    let help = format!("add it to the table of variables in {ARCHITECTURE}");
                    wrong.push(Diagnostic::new(&file, number, format!("reads {name}"), help));
                }
            }
        }
        sources.push_str(&files::read(&file)?);
    }
    for (index, line) in document.lines().enumerate() {
        if let Some((name, _)) = line.strip_prefix("| `GUARDED_").and_then(|rest| rest.split_once('`'))
            && !sources.contains(&format!("GUARDED_{name}"))
        {
            let what = format!("lists GUARDED_{name}, which nothing reads");
            wrong.push(Diagnostic::new(&architecture, index + 1, what, "take the row out"));
        }
    }
    report(wrong)
}

const ARCHITECTURE: &str = "docs/ARCHITECTURE.md";

/// Packages use each other as the table of packages allows, and each is listed in it.
#[test]
fn packages_use_each_other_one_way() -> Result<(), Report> {
    let document = files::read(&project().join(ARCHITECTURE))?;
    // `| `crates/book` | `guarded-book` | … | nothing |`, keyed by folder.
    let row = |line: &str| {
        let cells: Vec<String> = line.split(" | ").map(|cell| cell.trim_matches(['|', ' ', '`']).to_owned()).collect();
        <[String; 4]>::try_from(cells).ok().map(|[folder, name, _, uses]| (folder, (name, uses)))
    };
    let rows: BTreeMap<String, (String, String)> = document.lines().filter_map(row).collect();
    let workspace = project().toml("Cargo.toml")?;
    let members = workspace["workspace"]["members"].as_array().into_iter().flatten().filter_map(|member| member.as_str());
    let folders = members.flat_map(|member| match member.strip_suffix("/*") {
        Some(above) => files::folders(&project().join(above)).iter().map(|folder| project().shown(folder)).collect(),
        None => vec![member.to_owned()],
    });
    let inherited = |name: &str| workspace["workspace"].get("dependencies")?.get(name)?.get("path");
    let mut wrong = Vec::new();
    for folder in folders.chain([".".to_owned()]) {
        let file = project().join(&folder).join("Cargo.toml");
        let manifest = project().toml(&project().shown(&file))?;
        let name = &manifest["package"]["name"];
        let Some((_, uses)) = rows.get(&folder).filter(|(known, _)| Some(known.as_str()) == name.as_str()) else {
            let what = format!("has no row for {folder}, which is the package {name}");
            wrong.push(Diagnostic::new(&project().join(ARCHITECTURE), 1, what, "add it to the table of packages"));
            continue;
        };
        let text = files::read(&file)?;
        let of_targets = manifest.get("target").and_then(|targets| targets.as_table()).into_iter().flat_map(|targets| targets.values());
        let used = of_targets.filter_map(|target| target.as_table()).chain([&manifest]).flat_map(|table| {
            let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
            let used = kinds.into_iter().filter_map(|kind| table.get(kind)?.as_table()).flatten();
            used.filter(|(name, used)| used.get("path").is_some() || inherited(name).is_some())
        });
        // A dependency's name may differ from its package's.
        let used: BTreeMap<&str, &str> =
            used.map(|(name, used)| (used.get("package").and_then(|package| package.as_str()).unwrap_or(name), name.as_str())).collect();
        let allowed = uses.split(", ").map(|allowed| allowed.trim_matches('`')).filter(|allowed| *allowed != "nothing");
        let allowed: BTreeSet<&str> = allowed.collect();
        let line_of = |text: &str, words: &str| text.lines().position(|line| line.starts_with(words)).map_or(1, |index| index + 1);
        for name in allowed.iter().filter(|name| !used.contains_key(*name)) {
            let what = format!("says that {folder} uses {name}, and its manifest doesn't");
            let line = line_of(&document, &format!("| `{folder}` |"));
            wrong.push(Diagnostic::new(&project().join(ARCHITECTURE), line, what, "take it out of the row"));
        }
        for (name, alias) in used.iter().filter(|(name, _)| !allowed.contains(*name)) {
            let help = format!("take it out, or allow it in {ARCHITECTURE} if the direction stays one");
            wrong.push(Diagnostic::new(&file, line_of(&text, alias), format!("uses {name}, which {folder} may not"), help));
        }
    }
    report(wrong)
}

/// The engine and its command don't know about the book: nothing in them names a file of the project, a setting of the checks, or a part of a book.
#[test]
fn the_engine_knows_no_book() -> Result<(), Report> {
    let mut wrong = Vec::new();
    let folders = ["crates/outcomes/src", "crates/cargo-outcomes/src"].map(|folder| project().join(folder));
    for file in folders.iter().flat_map(|folder| files::below(folder, "rs")) {
        for (index, line) in files::read(&file)?.lines().enumerate() {
            let line = line.to_lowercase();
            let words = ["guarded", "listing", "chapter", "its seat", "book.toml"];
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                let what = format!("says `{word}`, which is the book's");
                wrong.push(Diagnostic::new(&file, index + 1, what, "say it of any program, or let the caller say it"));
            }
        }
    }
    report(wrong)
}

/// Every cache key includes the text of the file that computes the result, and the compiler's version.
#[test]
fn caches_know_what_computes() -> Result<(), Report> {
    let mut wrong = Vec::new();
    let mut lacks = |file: &Path, line: usize, what: &str| {
        wrong.push(Diagnostic::new(file, line, format!("keeps a result without `{what}` in its key"), "add it to the arguments"));
    };
    for file in ["crates", "tests"].iter().flat_map(|folder| files::below(&project().join(folder), "rs")) {
        let own = format!("include_str!(\"{}\")", file.file_name().unwrap_or_default().to_string_lossy());
        let lines = code(&file)?;
        let makes_keys = lines.iter().any(|(_, line)| line.contains("cache::Key") || line.contains("struct Key"));
        for (number, line) in lines.into_iter().filter(|_| makes_keys) {
            let makes_one = [concat!("Key::", "new("), concat!(".key_of", "(")].iter().any(|call| line.contains(call));
            if makes_one && ![own.as_str(), "(purpose, source, ", "\"cache-test\""].iter().any(|known| line.contains(known)) {
                lacks(&file, number, &own);
            }
            if line.contains(concat!("env!(\"", "CODE\")")) && !line.contains("rustc::version()?") {
                lacks(&file, number, "rustc::version()?");
            }
        }
    }
    report(wrong)
}

/// No test is ignored or skipped.
#[test]
fn nothing_is_ignored() -> Result<(), Report> {
    let mut wrong = Vec::new();
    let folders = ["benches", "crates", "listings", "projects", "tests", "xtask"].map(|folder| project().join(folder));
    for file in folders.iter().flat_map(|folder| files::below(folder, "rs")) {
        for (number, line) in code(&file)? {
            if line.starts_with("#[ignore") || line.contains(concat!("with_ignored_", "flag(")) {
                wrong.push(Diagnostic::new(&file, number, "leaves a test out", "run it, or delete it"));
            }
        }
    }
    for file in files::with_ending(&project().join("tests/browser"), "js") {
        for (number, line) in code(&file)? {
            if [".skip(", ".only(", ".todo(", "skip: "].iter().any(|word| line.contains(word)) {
                wrong.push(Diagnostic::new(&file, number, "leaves a test out", "run it, or delete it"));
            }
        }
    }
    report(wrong)
}

/// CONTRIBUTING.md explains each kind of mutant that cargo-mutants leaves out.
#[test]
fn what_nobody_notices_is_explained() -> Result<(), Report> {
    let (config, table) = (project().join(".cargo/mutants.toml"), files::read(&project().join("CONTRIBUTING.md"))?);
    let mut wrong = Vec::new();
    let mut reason = None;
    for (index, line) in files::read(&config)?.lines().enumerate().skip_while(|(_, line)| !line.starts_with("exclude_re")) {
        if let Some(said) = line.trim_start().strip_prefix("# ") {
            reason = Some(said.to_owned());
            if !table.contains(&format!("\n| {said} | ")) {
                let what = format!("`{said}` is explained nowhere");
                wrong.push(Diagnostic::new(&config, index + 1, what, "explain it in the table of CONTRIBUTING.md"));
            }
        } else if line.trim_start().starts_with('"') && reason.is_none() {
            wrong.push(Diagnostic::new(&config, index + 1, "leaves out a mutant without a reason", "write one above it, as a comment"));
            // Those below it have the same reason, or will.
            reason = Some(String::new());
        }
    }
    report(wrong)
}
