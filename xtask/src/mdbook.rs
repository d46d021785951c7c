//! Runs the pinned version of stock mdBook, found on PATH or installed below `target/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{download, project, site};

/// Builds the book, opens it in a browser, and rebuilds it on each change.
pub fn serve() -> Result<(), String> {
    let mdbook = stock()?;
    say_settings();
    project::run("serving the book at http://localhost:3000 (end with Ctrl-C)", project::command(mdbook).args(["serve", "--open"]))
}

/// Builds the site in `book/`, with the listings and the exercises to download; `epub` adds the EPUB that the published site has.
pub fn build() -> Result<(), String> {
    let mdbook = stock()?;
    say_settings();
    project::run("building the book into book/", project::command(mdbook).args(["build", "--dest-dir", "book"]))?;
    let book = project::root().join("book");
    // mdBook copies everything in `src/`.
    for file in book::files::droppings(&book) {
        std::fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    download::add_to(&book)?;
    site::complete(project::root(), &book)
}

/// Prints which of mdBook's own variables are set: it obeys them, and the book's checks don't.
fn say_settings() {
    for (name, value) in std::env::vars().filter(|(name, _)| name.starts_with("MDBOOK_")) {
        println!("xtask: {name}={value} is set, and mdBook obeys it; the checks do not");
    }
}

/// Returns the mdBook program in the version that the tests use as a library.
pub fn stock() -> Result<PathBuf, String> {
    let version = project::pinned("mdbook-driver")?;
    let tools = book::project().target().join("tools");
    let own = tools.join("bin").join(format!("mdbook{}", std::env::consts::EXE_SUFFIX));
    if let Some(found) = [PathBuf::from("mdbook"), own.clone()].into_iter().find(|program| is_version(program, &version)) {
        return Ok(found);
    }
    println!("xtask: no mdbook {version} on PATH; compiling it into target/tools (once, one to two minutes)");
    let mut install = project::cargo();
    // A debug build compiles in half the time, and renders the book fast enough for any reader.
    install.args(["install", "mdbook", "--debug", "--locked", "--force", "--version", &version, "--root"]).arg(&tools);
    // Without a folder here, Cargo would compile into a temporary one and lose it when interrupted.
    install.env("CARGO_TARGET_DIR", book::project().target().join("tools/build")).env("CARGO_PROFILE_DEV_DEBUG", "0");
    project::run(&format!("cargo install mdbook --version {version}"), &mut install)
        .map_err(|why| format!("{why}; without network, put mdbook {version} on PATH"))?;
    Ok(own)
}

fn is_version(program: &Path, version: &str) -> bool {
    let reported = Command::new(program).arg("--version").output();
    reported.is_ok_and(|reported| String::from_utf8_lossy(&reported.stdout).trim() == format!("mdbook v{version}"))
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// Only a program that reports exactly this version is accepted.
    #[test]
    fn versions_are_exact() {
        let program = std::env::temp_dir().join(format!("guarded-mdbook-{}", std::process::id()));
        fs::write(&program, "#!/bin/sh\necho mdbook v0.5.4\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(is_version(&program, "0.5.4") && !is_version(&program, "0.5.5"));
        fs::remove_file(&program).unwrap();
        assert!(!is_version(&program, "0.5.4"));
    }
}
