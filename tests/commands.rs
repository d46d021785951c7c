//! Commands that the book tells its reader to type name what exists: the listing of each `cargo listing` and the task of each `cargo xtask`, on the pages, in README.md and
//! in CONTRIBUTING.md. Of all these commands, the test runs only the first three of the introduction.

use std::path::Path;
use std::process::Command;

use book::diagnostic::{Diagnostic, Report, report};
use book::listing::{self, Place};
use book::page::{self, Page};
use book::{files, project};
use explore::{run, rustc};

/// The README, what contributors read, and all pages.
fn documents() -> Result<Vec<Page>, Report> {
    let mut documents = vec![page::load(&project().join("README.md"))?, page::load(&project().join("CONTRIBUTING.md"))?];
    for path in page::files() {
        documents.push(page::load(&path)?);
    }
    Ok(documents)
}

/// The commands of a page, with their lines.
fn commands(page: &Page) -> Vec<(usize, String)> {
    let fences = page.fences.iter().filter(|fence| fence.info == "console");
    let typed = fences.flat_map(|fence| {
        fence.body.lines().enumerate().map(|(offset, line)| (fence.line + 1 + offset, line.trim_start_matches("$ ").to_owned()))
    });
    typed.collect()
}

/// An example that a command runs exists, and a task that it names does.
#[test]
fn examples_and_tasks_exist() -> Result<(), Report> {
    let examples: Vec<String> = listing::all(Place::Examples).into_iter().map(|listing| listing.name).collect();
    let usage = files::read(&project().join("xtask/src/main.rs"))?;
    let mut wrong = Vec::new();
    let mut seen = 0;
    for page in documents()? {
        for (line, command) in commands(&page) {
            seen += 1;
            let mut tell = |what: String, help: &str| wrong.push(Diagnostic::new(&page.path, line, what, help));
            if let Some(name) = command.strip_prefix("cargo listing ") {
                if !examples.iter().any(|example| example == name) {
                    tell(format!("runs the example {name}, which does not exist"), "correct the name");
                }
            } else if let Some(task) = command.strip_prefix("cargo xtask ") {
                let task = task.split(' ').next().unwrap_or_default();
                if !usage.contains(&format!("\n  {task} ")) {
                    tell(format!("names the task {task}, which xtask does not know"), "correct the task");
                }
            }
        }
    }
    if seen == 0 {
        return Err(Report("README.md:1: tells no command; restore its two commands".to_owned()));
    }
    report(wrong)
}

/// A listing that is copied into an empty project runs there, by the very commands of the introduction.
#[test]
fn a_copied_listing_runs_in_an_empty_project() -> Result<(), Report> {
    let path = project().join("src/introduction.md");
    let introduction = page::load(&path)?;
    let typed: Vec<String> = commands(&introduction).into_iter().map(|(_, command)| command).take(3).collect();
    if typed != ["cargo new tryout", "cd tryout", "cargo run"] {
        return Err(Report("src/introduction.md:1: no longer begins with `cargo new tryout`, `cd tryout`, `cargo run`; restore them, or change this test with them".to_owned()));
    }
    // Outside of this workspace, as a reader's project is.
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

/// What a copied listing prints in a new project in this folder, whatever folders lie around it.
fn try_out(base: &Path) -> Result<String, Report> {
    let reported = |error: std::io::Error| Report(format!("{}: {error}", base.display()));
    std::fs::create_dir_all(base).map_err(reported)?;
    // Cargo looks for a workspace in all folders above, and enters a new project there.
    std::fs::write(base.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = []\n").map_err(reported)?;
    cargo(base, base, &["new", "--quiet", "--vcs", "none", "tryout"])?;
    let tryout = base.join("tryout");
    std::fs::copy(project().join("listings/examples/introduction_sum.rs"), tryout.join("src/main.rs")).map_err(reported)?;
    cargo(base, &tryout, &["run", "--quiet"])
}

/// A workspace, settings and a toolchain file above the new project neither change what it does nor are changed.
#[test]
fn a_new_project_is_led_by_no_folder_above_it() -> Result<(), Report> {
    let above = project().scratch("commands").join(std::process::id().to_string());
    let reported = |error: std::io::Error| Report(format!("{}: {error}", above.display()));
    std::fs::create_dir_all(above.join(".cargo")).map_err(reported)?;
    let files = [
        ("Cargo.toml", "[workspace]\nmembers = []\n"),
        (".cargo/config.toml", "[build]\nrustflags = [\"--no-such-flag\"]\ntarget-dir = \"elsewhere\"\n"),
        ("rust-toolchain.toml", "[toolchain]\nchannel = \"no-such-channel\"\n"),
    ];
    for (file, text) in files {
        std::fs::write(above.join(file), text).map_err(reported)?;
    }
    let printed = try_out(&above.join("below"));
    let changed = files.iter().find(|(file, text)| std::fs::read_to_string(above.join(file)).ok().as_deref() != Some(text));
    let elsewhere = above.join("elsewhere").exists();
    std::fs::remove_dir_all(&above).map_err(reported)?;
    printed?;
    match changed {
        Some((file, _)) => Err(Report(format!("tests/commands.rs:1: changes {file} above its folder; let `try_out` keep to its own"))),
        None if elsewhere => {
            Err(Report("tests/commands.rs:1: compiles where a folder above says; let `try_out` keep to its own".to_owned()))
        }
        None => Ok(()),
    }
}

/// Runs Cargo in a folder, with what settings of folders above could change set by the environment, which comes first.
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
