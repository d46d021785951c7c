//! Runs the browser suite, which checks how the built book works in a reader's browser.

use crate::{mdbook, project};

/// Builds the book, installs the suite's dependencies from its lock file, and runs it.
pub fn browser() -> Result<(), String> {
    mdbook::build()?;
    let suite = project::root().join("tests/browser");
    let mut install = project::command("npm");
    install.args(["ci", "--no-audit", "--no-fund"]).current_dir(&suite);
    project::run("npm ci in tests/browser", &mut install).map_err(|why| format!("{why}; it needs Node.js 20.10 with npm"))?;
    let mut tests = project::command("node");
    // Two files at a time: while one waits for its page, the other runs.
    tests.args(["--test", "--test-concurrency=2"]).current_dir(&suite);
    project::run("node --test in tests/browser", &mut tests)
        .map_err(|why| format!("{why}; Chromium is looked for in /usr/bin/chromium, or where CHROMIUM says"))
}
