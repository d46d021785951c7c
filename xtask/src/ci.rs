//! `cargo xtask ci`: everything that `.ci/run` checks, in order.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::{browser, download, epub, mdbook, project};

/// A step: what it's called, and what it does.
type Step = (&'static str, fn() -> Result<(), String>);

/// Format, lints, the engine's documentation, all tests as in the README, more random programs for the engine, the faults, the example project that uses the engine, stock mdBook in a clean environment, the pages in a browser, the EPUB, and the downloads.
const STEPS: &[Step] = &[
    ("cargo fmt --check", || run_cargo(&["fmt", "--all", "--check"], &[])),
    // A plain `cargo test` leaves `faults` out, and so does `--all-targets`.
    ("cargo clippy", || {
        run_cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--test", "faults", "--", "--deny", "warnings"], &[])
    }),
    // Checks the links in the documentation of `outcomes`, which other projects use as a library.
    ("cargo doc", || run_cargo(&["doc", "--quiet", "--no-deps", "--package", "outcomes"], &[("RUSTDOCFLAGS", "--deny warnings")])),
    ("cargo test", || run_cargo(&["test"], &[])),
    ("cargo test --test model", || run_cargo(&["test", "--package", "outcomes", "--test", "model"], &[("GUARDED_PROGRAMS", "2000")])),
    ("cargo test --test memory", || run_cargo(&["test", "--package", "outcomes", "--test", "memory"], &[("GUARDED_PROGRAMS", "100")])),
    ("cargo test --test faults", || run_cargo(&["test", "--test", "faults"], &[])),
    // A project that knows nothing about the book and tests itself with the engine.
    ("cargo test, of the example of outcomes", || {
        let target = book::project().target().join("example");
        let target = target.to_str().ok_or("the path of target/ is not Unicode")?;
        run_cargo(
            &["test", "--quiet", "--manifest-path", "crates/outcomes/example/Cargo.toml"],
            &[("CARGO_TARGET_DIR", target), ("CARGO_PROFILE_DEV_DEBUG", "0")],
        )
    }),
    ("the stock mdBook", stock_mdbook),
    ("the browser", browser::browser),
    // From the site that the browser step has just built.
    ("the EPUB", epub::of_site),
    ("the downloads", || download::builds_as_it_is(&project::root().join("book"))),
];

/// Runs the steps up to the first that fails, and prints how long each took.
pub fn run() -> Result<(), String> {
    let mut took = Vec::new();
    let ended = STEPS.iter().try_for_each(|(what, step)| {
        let begun = Instant::now();
        let ended = step();
        took.push(format!("{:>7} s  {what}", begun.elapsed().as_secs()));
        ended
    });
    println!("xtask: the steps took\n{}", took.join("\n"));
    ended
}

fn run_cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Result<(), String> {
    let mut cargo = project::cargo();
    cargo.args(arguments).envs(environment.iter().copied());
    project::run(&format!("cargo {}", arguments.join(" ")), &mut cargo)
}

/// Runs `mdbook build` and `mdbook test` like a reader who has only the released mdBook.
fn stock_mdbook() -> Result<(), String> {
    let mdbook = mdbook::stock()?;
    println!("xtask: mdbook build");
    let output = clean(&mdbook)?.arg("build").output().map_err(|error| format!("mdbook build cannot start ({error})"))?;
    let log = String::from_utf8_lossy(&output.stderr);
    print!("{log}");
    if !output.status.success() || ["WARN", "ERROR"].iter().any(|word| log.contains(word)) {
        return Err("mdbook build warns or fails; fix what its log says".to_owned());
    }
    no_directive_is_published(&project::root().join("book"))?;
    // mdBook doesn't limit the programs that it runs; the stand-in for rustdoc does.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(project::root().join(".ci/limited")).chain(std::env::split_paths(&path)));
    project::run("mdbook test", clean(&mdbook)?.arg("test").env("PATH", path.map_err(|error| format!("PATH: {error}"))?))
}

/// Returns stock mdBook in a clean environment, with the pinned compiler, which rustdoc wouldn't otherwise find from its temporary folder.
fn clean(mdbook: &Path) -> Result<Command, String> {
    let mut command = book::environment::clean(mdbook);
    command.current_dir(project::root()).env("RUSTUP_TOOLCHAIN", project::toolchain()?);
    Ok(command)
}

/// Finds unresolved includes: mdBook publishes them literally, and exits successfully.
fn no_directive_is_published(book: &Path) -> Result<(), String> {
    let pages = book::files::below(book, "html");
    for page in &pages {
        if book::files::read(page)?.contains("{{#") {
            return Err(format!("{} publishes a directive; correct the include", page.display()));
        }
    }
    if pages.is_empty() { Err(format!("{} holds no page", book.display())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page's program keeps its exit status, and one that doesn't end is killed.
    #[test]
    fn programs_are_limited() {
        let limited = |script: &str| {
            let mut command = Command::new(book::project().checker().join(".ci/limited/rustdoc"));
            command.args(["limit", "0.3", "sh", "-c", script]).output().unwrap()
        };
        assert_eq!(limited("exit 3").status.code(), Some(3));
        assert!(String::from_utf8(limited("exec sleep 60").stderr).unwrap().contains("did not end within 0.3 s"));
    }

    /// An unresolved include is found on any page, and a book without pages is refused.
    #[test]
    fn directives_are_found() {
        let book = book::project().fresh("directives-test");
        let write = |page: &str, text: &str| book::files::write(&book.join(page), text).unwrap();
        write("a.txt", "{{#include x}}");
        assert!(no_directive_is_published(&book).unwrap_err().ends_with("holds no page"));
        write("below/a.html", "<p>a</p>");
        assert_eq!(no_directive_is_published(&book), Ok(()));
        write("below/b.html", "<p>{{#include x}}</p>");
        assert!(no_directive_is_published(&book).unwrap_err().contains("below/b.html publishes a directive"));
    }
}
