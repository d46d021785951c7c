//! Checks the formatting of what Cargo doesn't compile: `cargo fmt` skips refused programs, models and exercises, so rustfmt checks them here, along with all listings.

use std::path::PathBuf;
use std::time::Duration;

use book::diagnostic::{Diagnostic, Report, report};
use book::listing::{self, Listing, Place};
use book::{files, instructions, package, project};
use explore::{run, rustc};

/// Returns the files to check: all but listings with a syntax error, which rustfmt can't parse.
fn files() -> Result<Vec<PathBuf>, Report> {
    let mut files = Vec::new();
    for listing in [Place::Examples, Place::CompileFail].into_iter().flat_map(listing::all) {
        let is_syntax = Listing::marked_errors(&listing.text()?).iter().any(|(_, code)| code == listing::SYNTAX);
        files.extend(Some(listing.path).filter(|_| !is_syntax));
    }
    files.extend(files::below(&project().join("listings/src"), "rs"));
    files.extend(files::below(&project().join("listings/answers"), "rs"));
    files.extend(files::below(&project().join("tests/orderings/models"), "rs"));
    let of_packages = package::all().into_iter().flat_map(|package| package::files(&package));
    files.extend(of_packages.filter(|file| file.extension().is_some_and(|ending| ending == "rs")));
    files.extend(instructions::all());
    files.extend(files::below(&project().join("exercises"), "rs"));
    Ok(files)
}

/// rustfmt wouldn't change any of them.
#[test]
fn listings_and_models_are_formatted() -> Result<(), Report> {
    let rustfmt = rustc::sysroot()?.join("bin").join(format!("rustfmt{}", std::env::consts::EXE_SUFFIX));
    if !rustfmt.is_file() {
        return Err(Report("rust-toolchain.toml:3: names rustfmt, and it is not installed; run `rustup component add rustfmt`".to_owned()));
    }
    let mut command = run::clean(rustfmt);
    command.args(["--check", "--color=never", "--edition", "2024"]).args(files()?);
    let said = run::within(Duration::from_secs(60), &mut command)
        .map_err(|failure| Report(format!("listings:1: rustfmt: {failure:?}; run it by hand")))?;
    let mut wrong = Vec::new();
    // `Diff in /home/me/guarded/listings/examples/mutex_counter.rs:4:`
    for place in said.stdout.lines().filter_map(|line| line.strip_prefix("Diff in ")) {
        let mut parts = place.trim_end_matches(':').rsplitn(2, ':');
        let line = parts.next().and_then(|line| line.parse().ok()).unwrap_or(1);
        let file = PathBuf::from(parts.next().unwrap_or(place));
        let help = format!("run `rustfmt --edition 2024 {}`", project().shown(&file));
        wrong.push(Diagnostic::new(&file, line, "is not formatted", help));
    }
    if wrong.is_empty() && said.code != Some(0) {
        return Err(Report(format!("listings:1: rustfmt cannot read them; fix what it says:\n{}", said.stderr)));
    }
    report(wrong)
}
