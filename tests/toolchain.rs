//! Checks the toolchain: the tests use the compiler, editions and mdBook that the project pins and its readers get.

use book::diagnostic::Report;
use book::instructions::PROCESSORS;
use book::rules::rules;
use book::{files, package, project};
use explore::rustc;

/// The checks run with the pinned compiler, except in the weekly run on newer ones, which says so.
#[test]
fn the_compiler_is_the_pinned_one() -> Result<(), Report> {
    let pinned = project().pinned_toolchain()?;
    let version = rustc::version()?;
    if std::env::var_os("GUARDED_ANY_RUSTC").is_some() {
        println!("SKIPPED: GUARDED_ANY_RUSTC is set, the compiler is {version}");
        return Ok(());
    }
    let found = version.lines().find_map(|line| line.strip_prefix("release: ")).unwrap_or("unknown");
    if found == pinned {
        return Ok(());
    }
    Err(Report(format!(
        "rust-toolchain.toml:2: pins rustc {pinned}, this is {found}; run `rustup toolchain install {pinned}`, and do not override it"
    )))
}

/// `rust-toolchain.toml` names the parts of the toolchain that checks need, so rustup installs them.
#[test]
fn the_parts_of_the_toolchain_are_named() -> Result<(), Report> {
    ["\"rustfmt\"", "\"clippy\"", "\"rust-docs\""].iter().try_for_each(|part| demand("rust-toolchain.toml", "components", part))?;
    PROCESSORS.iter().try_for_each(|processor| demand("rust-toolchain.toml", "targets", &format!("\"{}\"", processor.target)))
}

/// Checks that a file's first line that begins with `key` contains `wanted`.
fn demand(file: &str, key: &str, wanted: &str) -> Result<(), Report> {
    let text = files::read(&project().join(file))?;
    let found = text.lines().position(|line| line.trim_start().starts_with(key));
    match found {
        Some(index) if text.lines().nth(index).is_some_and(|line| line.contains(wanted)) => Ok(()),
        Some(index) => {
            Err(Report(format!("{file}:{}: does not agree with the rest of the project; write {wanted} for `{key}`", index + 1)))
        }
        None => Err(Report(format!("{file}:1: says nothing about `{key}`; write {wanted}"))),
    }
}

/// Pages are tested in the edition that listings are compiled in, and the manifest asks for the pinned compiler.
#[test]
fn editions_and_versions_agree() -> Result<(), Report> {
    demand("book.toml", "edition", "\"2024\"")?;
    demand("Cargo.toml", "edition", "\"2024\"")?;
    demand("listings/Cargo.toml", "edition.workspace", "true")?;
    let pinned = project().pinned_toolchain()?;
    let minor = pinned.rsplit_once('.').map_or(pinned.as_str(), |(minor, _)| minor);
    demand("Cargo.toml", "rust-version", &format!("\"{minor}\""))?;
    for package in package::all() {
        demand(&project().shown(&package.join("Cargo.toml")), "edition", "\"2024\"")?;
    }
    demand("listings/rustfmt.toml", "max_width", &format!("= {}", rules()?.columns))
}

/// The allowed beginnings of lines in book.toml.
const OPTIONS: &[&str] = &[
    "#",
    "[book]",
    "title = ",
    "description = ",
    "authors = ",
    "language = \"en\"",
    "src = \"src\"",
    "[build]",
    "create-missing = false",
    "[rust]",
    "edition = \"2024\"",
    "[output.html]",
    "no-section-label = true",
    "smart-punctuation = true",
    "[output.html.playground]",
    "runnable = false",
];

/// The book is built by stock mdBook and needs nothing else: no plugin, no empty page for a missing one, no request to the playground. It has everything that
/// mdBook offers, such as search.
#[test]
fn the_book_is_stock() -> Result<(), Report> {
    demand("book.toml", "create-missing", "false")?;
    demand("book.toml", "runnable", "false")?;
    let text = files::read(&project().join("book.toml"))?;
    let is_known = |line: &str| line.is_empty() || OPTIONS.iter().any(|option| line.starts_with(option));
    match text.lines().enumerate().find(|(_, line)| !is_known(line)) {
        None => Ok(()),
        Some((index, line)) => Err(Report(format!(
            "book.toml:{}: says `{line}`, and stock mdBook renders the whole book without it; take it out, or name it in OPTIONS of tests/toolchain.rs",
            index + 1
        ))),
    }
}

/// The listings are compiled as a reader's empty project compiles them: nothing silences the compiler or changes what it checks.
#[test]
fn listings_are_compiled_as_by_a_reader() -> Result<(), Report> {
    let what = |word: &str| format!("makes the listings differ from those that a reader compiles, by `{word}`; take the line out");
    forbid(".cargo/config.toml", "", &["rustflags", "RUST", "CARGO_", "[profile", "[target", "[unstable]"], what)?;
    forbid("listings/Cargo.toml", "[lints.rust]", &["\"allow\"", "\"warn\""], what)?;
    forbid("Cargo.toml", "[profile.dev]", &["overflow-checks", "debug-assertions", "panic", "opt-level", "lto"], what)
}

/// Cargo knows where the checkout is and recompiles the checker when that changes; what it compiles stays with the sources.
#[test]
fn the_checker_is_compiled_for_its_checkout() -> Result<(), Report> {
    demand(".cargo/config.toml", "GUARDED_CHECKOUT", "{ value = \".\", relative = true, force = true }")?;
    demand(".cargo/config.toml", "build-dir", "\"{workspace-root}/target\"")
}

/// Checks that a file, or a section of it, has none of these words.
fn forbid(file: &str, section: &str, words: &[&str], what: impl Fn(&str) -> String) -> Result<(), Report> {
    let text = files::read(&project().join(file))?;
    let mut is_in = section.is_empty();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('[') && !section.is_empty() {
            is_in = line == section;
        }
        if let Some(word) = words.iter().find(|word| is_in && !line.starts_with('#') && line.contains(**word)) {
            return Err(Report(format!("{file}:{}: {}", index + 1, what(word))));
        }
    }
    Ok(())
}

/// The listings need only std, so a reader can copy them.
#[test]
fn listings_have_no_dependencies() -> Result<(), Report> {
    let what = |_: &str| "has dependencies; take them out: a listing is std only".to_owned();
    forbid("listings/Cargo.toml", "", &["dependencies"], what)
}

/// Returns the version of mdBook that the manifest pins.
fn pinned_mdbook() -> Result<String, Report> {
    let manifest = files::read(&project().join("Cargo.toml"))?;
    let pinned = manifest.lines().find_map(|line| line.strip_prefix("mdbook-driver = \"=")).and_then(|rest| rest.split('"').next());
    pinned.map(str::to_owned).ok_or_else(|| Report("Cargo.toml:1: pins no mdBook; write `mdbook-driver = \"=…\"`".to_owned()))
}

/// Everything that renders the book uses one version of mdBook: the one that `cargo xtask serve` installs.
#[test]
fn one_mdbook_renders_the_book() -> Result<(), Report> {
    let (pin, lock) = (pinned_mdbook()?, files::read(&project().join("Cargo.lock"))?);
    for part in ["core", "driver", "html", "markdown", "preprocessor", "renderer", "summary"] {
        let Some((before, rest)) = lock.split_once(&format!("name = \"mdbook-{part}\"\nversion = \"")) else { continue };
        let version = rest.split('"').next().unwrap_or_default();
        if version != pin {
            return Err(Report(format!(
                "Cargo.lock:{}: mdbook-{part} is {version}, Cargo.toml pins mdBook {pin}; run `cargo update mdbook-{part} --precise {pin}`",
                before.matches('\n').count() + 2
            )));
        }
    }
    Ok(())
}

/// The template was written for the data that this mdBook gives it.
#[test]
fn the_template_is_for_the_pinned_mdbook() -> Result<(), Report> {
    let pin = pinned_mdbook()?;
    if files::read(&project().join("theme/index.hbs"))?.contains(&format!("mdBook {pin} ")) {
        return Ok(());
    }
    Err(Report(format!(
        "theme/index.hbs:2: is not written for mdBook {pin}, which Cargo.toml pins; compare it with that version's own index.hbs, then name the version in line 2"
    )))
}
