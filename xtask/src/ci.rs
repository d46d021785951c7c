//! `cargo xtask ci`: all that `.ci/run` checks, in its order.

use std::path::Path;
use std::process::Command;

use crate::{browser, download, epub, limit, mdbook, project};

/// Format, lints, all tests as the README says them, more random programs for the explorer, the faults, the example of a project that uses it, the stock mdBook in a clean environment, the pages in a browser, the EPUB, and the package to download.
pub fn run() -> Result<(), String> {
    project::run("cargo fmt --check", project::cargo().args(["fmt", "--all", "--check"]))?;
    // `faults`, which a plain `cargo test` leaves out, is a target that `--all-targets` leaves out too.
    let clippy = ["clippy", "--quiet", "--workspace", "--all-targets", "--test", "faults", "--", "--deny", "warnings"];
    project::run("cargo clippy", project::cargo().args(clippy))?;
    project::run("cargo test", project::cargo().arg("test"))?;
    let model = ["test", "--package", "outcomes", "--test", "model"];
    project::run("cargo test --test model", project::cargo().args(model).env("GUARDED_PROGRAMS", "2000"))?;
    // The faults are put into copies of the whole book, not of a small one.
    let faults = ["test", "--test", "faults"];
    project::run("cargo test --test faults", project::cargo().args(faults).env("GUARDED_FAULTS", "real"))?;
    // A project that knows nothing of the book, and tests itself with the explorer.
    let example = ["test", "--quiet", "--manifest-path", "crates/outcomes/example/Cargo.toml"];
    project::run(
        "cargo test, of the example of outcomes",
        project::cargo().args(example).env("CARGO_TARGET_DIR", book::project().target().join("example")),
    )?;
    stock_mdbook()?;
    browser::browser()?;
    // The site is the one that the browser has just shown.
    epub::of_site()?;
    download::builds_as_it_is(&project::root().join("book"))
}

/// `mdbook build` and `mdbook test`, as a reader runs them who has only the released mdBook.
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
    let mut test = clean(&mdbook)?;
    limit::stand_in_for_rustdoc(&mut test)?;
    project::run("mdbook test", test.arg("test"))
}

/// An environment with nothing of this session but the paths and the pinned compiler, which rustdoc would otherwise not find from its temporary folder.
fn clean(mdbook: &Path) -> Result<Command, String> {
    let mut command = project::command(mdbook);
    command.env_clear().env("RUSTUP_TOOLCHAIN", project::toolchain()?);
    for kept in ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "SystemRoot", "TEMP", "TMP", "TMPDIR", "USERPROFILE"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    Ok(command)
}

/// mdBook publishes an include that it cannot resolve as it stands, and exits well.
fn no_directive_is_published(book: &Path) -> Result<(), String> {
    let pages = book::listing::files_below(book, "html");
    for page in &pages {
        if std::fs::read_to_string(page).map_err(|error| format!("{}: {error}", page.display()))?.contains("{{#") {
            return Err(format!("{} publishes a directive; correct the include", page.display()));
        }
    }
    if pages.is_empty() { Err(format!("{} holds no page", book.display())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An include that mdBook left standing is found on any page, and a book without pages is none.
    #[test]
    fn directives_are_found() {
        let book = std::env::temp_dir().join(format!("guarded-directives-{}", std::process::id()));
        std::fs::create_dir_all(book.join("below")).unwrap();
        std::fs::write(book.join("a.txt"), "{{#include x}}").unwrap();
        assert!(no_directive_is_published(&book).unwrap_err().ends_with("holds no page"));
        std::fs::write(book.join("below/a.html"), "<p>a</p>").unwrap();
        assert_eq!(no_directive_is_published(&book), Ok(()));
        std::fs::write(book.join("below/b.html"), "<p>{{#include x}}</p>").unwrap();
        assert!(no_directive_is_published(&book).unwrap_err().contains("below/b.html publishes a directive"));
        std::fs::remove_dir_all(book).unwrap();
    }
}
