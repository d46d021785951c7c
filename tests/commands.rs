//! Checks that the commands in pages, documents and workflows name what exists: listings, tasks, exercises, tests, packages and files.
//! Of these commands, it runs only the introduction's first three.

use std::path::{Path, PathBuf};
use std::process::Command;

use book::diagnostic::{Diagnostic, Report, report};
use book::page::{self, Page};
use book::{files, project};
use explore::{run, rustc};

/// A command that a reader is told to type, or that a workflow runs, with its place.
struct Typed {
    path: PathBuf,
    line: usize,
    command: String,
}

/// The documents besides the book.
const DOCUMENTS: &[&str] = &[
    "README.md",
    "CONTRIBUTING.md",
    "docs/ARCHITECTURE.md",
    "figures/README.md",
    "crates/outcomes/README.md",
    "crates/cargo-outcomes/README.md",
];

/// Returns the commands in the documents, all pages and the workflows, where every line is read as one.
fn all_typed() -> Result<Vec<Typed>, Report> {
    let mut all = Vec::new();
    for path in DOCUMENTS.iter().map(|document| project().join(document)).chain(page::files()) {
        let page = page::load(&path)?;
        let inline = page.codes.iter().map(|code| (code.line, code.text.clone()));
        all.extend(commands(&page).into_iter().chain(inline).map(|(line, command)| Typed { path: path.clone(), line, command }));
    }
    for path in files::below(&project().join(".github"), "yml").into_iter().chain([project().join(".ci/run")]) {
        let text = files::read(&path)?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#'));
        all.extend(lines.map(|(index, line)| Typed { path: path.clone(), line: index + 1, command: line.to_owned() }));
    }
    Ok(all)
}

/// Returns the commands on a page, with their lines.
fn commands(page: &Page) -> Vec<(usize, String)> {
    let fences = page.fences.iter().filter(|fence| fence.info == "console");
    let typed = fences.flat_map(|fence| {
        fence.body.lines().enumerate().map(|(offset, line)| (fence.line + 1 + offset, line.trim_start_matches("$ ").to_owned()))
    });
    typed.collect()
}

/// Cargo's built-in and installed commands that the documents mention.
const OF_CARGO: &[&str] = &["+nightly", "doc", "fmt", "install", "miri", "mutants", "new", "outcomes", "run", "test"];

/// Everything that a command names exists: a listing, a task, an exercise, a test, a package. `NAME` stands for any.
#[test]
fn what_commands_name_exists() -> Result<(), Report> {
    let root = project().root();
    let usage = files::read(&project().join("xtask/src/main.rs"))?;
    let (lock, config) = (files::read(&project().join("Cargo.lock"))?, project().toml(".cargo/config.toml")?);
    let is_alias = |name: &str| config.get("alias").is_some_and(|aliases| aliases.get(name).is_some());
    let packages: Vec<PathBuf> = files::folders(&root.join("crates")).into_iter().chain([root.to_path_buf()]).collect();
    let is_test =
        |name: &str| packages.iter().any(|of| [".rs", "/main.rs"].iter().any(|end| of.join(format!("tests/{name}{end}")).is_file()));
    let mut wrong = Vec::new();
    let mut seen = 0;
    for Typed { path, line, command } in all_typed()? {
        let words: Vec<&str> = command.split_whitespace().collect();
        if !words.contains(&"cargo") {
            continue;
        }
        seen += usize::from(path == root.join("README.md"));
        for pair in words.windows(2).filter(|pair| !pair[1].bytes().all(|byte| byte.is_ascii_uppercase())) {
            let name = pair[1];
            let (what, exists) = match pair[0] {
                "cargo" => ("Cargo command", OF_CARGO.contains(&name) || is_alias(name)),
                "listing" => ("example", root.join(format!("listings/examples/{name}.rs")).is_file()),
                "practice" => ("exercise", root.join("exercises").join(name).is_dir()),
                "xtask" => ("task", usage.contains(&format!("\n  {name} "))),
                "--test" => ("test", is_test(name)),
                "--package" => ("package", lock.contains(&format!("name = \"{name}\"\n"))),
                _ => ("file", !["listings/", "crates/"].iter().any(|folder| name.starts_with(folder)) || root.join(name).exists()),
            };
            if !exists {
                wrong.push(Diagnostic::new(&path, line, format!("names the {what} {name}, which does not exist"), "correct the name"));
            }
        }
    }
    if seen == 0 {
        return Err(Report("README.md:1: tells no command; restore its two commands".to_owned()));
    }
    report(wrong)
}

/// A listing that's copied into an empty project runs there, with the introduction's own commands.
#[test]
fn a_copied_listing_runs_in_an_empty_project() -> Result<(), Report> {
    let path = project().join("src/introduction.md");
    let introduction = page::load(&path)?;
    let typed: Vec<String> = commands(&introduction).into_iter().map(|(_, command)| command).take(3).collect();
    if typed != ["cargo new tryout", "cd tryout", "cargo run"] {
        return Err(Report("src/introduction.md:1: no longer begins with `cargo new tryout`, `cd tryout`, `cargo run`; restore them, or change this test with them".to_owned()));
    }
    // Outside this workspace, like a reader's project.
    let base = std::env::temp_dir().join(format!("guarded-{}", std::process::id()));
    let printed = try_out(&base);
    std::fs::remove_dir_all(&base).ok();
    let (printed, expected) = (printed?, files::read(&project().join("listings/examples/introduction_sum.stdout"))?);
    if printed == expected {
        Ok(())
    } else {
        Err(Report(format!(
            "listings/examples/introduction_sum.rs:1: prints {printed:?} in an empty project, {expected:?} here; fix the listing"
        )))
    }
}

/// Returns what a copied listing prints in a new project in this folder, regardless of the folders around it.
fn try_out(base: &Path) -> Result<String, Report> {
    let reported = |error: std::io::Error| Report(format!("{}: {error}", base.display()));
    std::fs::create_dir_all(base).map_err(reported)?;
    // Cargo looks for a workspace in all parent folders, and adds a new project to it.
    std::fs::write(base.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = []\n").map_err(reported)?;
    cargo(base, base, &["new", "--quiet", "--vcs", "none", "tryout"])?;
    let tryout = base.join("tryout");
    std::fs::copy(project().join("listings/examples/introduction_sum.rs"), tryout.join("src/main.rs")).map_err(reported)?;
    cargo(base, &tryout, &["run", "--quiet"])
}

/// Runs Cargo in a folder, with environment variables that override what settings in parent folders could change.
fn cargo(base: &Path, folder: &Path, arguments: &[&str]) -> Result<String, Report> {
    let mut command: Command = run::clean("cargo");
    command.args(arguments).current_dir(folder).env("RUSTUP_TOOLCHAIN", project().pinned_toolchain()?);
    command.env("RUSTFLAGS", "").env("RUSTC", rustc::program()?).env("CARGO_TARGET_DIR", base.join("target"));
    match run::all_within(std::time::Duration::from_secs(60), &mut command) {
        Ok(run) if run.code == Some(0) => Ok(run.stdout),
        other => {
            Err(Report(format!("src/introduction.md:1: `cargo {}` fails; fix the commands or the listing: {other:?}", arguments.join(" "))))
        }
    }
}
