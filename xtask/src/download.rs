//! Packs the published book's downloads: the listings as one Cargo package, and the exercises with their judge as one workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use book::files;

use crate::project;

/// The comment on the index pages that a package's download link replaces; a plain `mdbook build` leaves it as it is.
const OFFER: &str = "<!-- The published site offers the package here. -->";

/// The crates that make up the exercises' judge.
const JUDGE: &[&str] = &["book", "cargo-outcomes", "explore", "outcomes", "practice"];

/// The README of the unpacked exercises.
const README: &str = "\
# Exercises of Guarded

Programs that are wrong or unfinished, and a judge that runs your version under every schedule.
You need Rust, installed with rustup. The first call compiles the judge and needs a network; later ones need none.

    cargo practice                  list the exercises, and which are done
    cargo practice NAME             start one, or judge your answer in practice/NAME.rs
    cargo practice NAME --hint 1    the first hint
    cargo practice NAME --watch     judge it on each save
    cargo practice NAME --reset     start over, after asking you
";

/// Packs the listings and the exercises into `book/`, and links to them on their pages.
pub fn add_to(book: &Path) -> Result<(), String> {
    listings(book)?;
    exercises(book)
}

/// Packs the listings into `book/listings.tar.gz`.
fn listings(book: &Path) -> Result<(), String> {
    let mut package = project::cargo();
    package.args(["package", "--quiet", "--package", "listings", "--allow-dirty", "--no-verify"]);
    project::run("packing the listings", &mut package)?;
    let manifest = book::project().toml("Cargo.toml")?;
    let version = manifest["workspace"]["package"]["version"].as_str().unwrap_or_default();
    let archive = book::project().target().join(format!("package/listings-{version}.crate"));
    files::copy(&archive, &book.join("listings.tar.gz"))?;
    offer(
        &book.join("listings.html"),
        OFFER,
        "listings.tar.gz",
        "All listings as one Cargo package",
        "unpack it and type <code>cargo run --example introduction_sum</code>.",
    )
}

/// Packs the exercises without their answers, and the crates that judge them, into `book/exercises.tar.gz`: a separate workspace with this one's versions.
fn exercises(book: &Path) -> Result<(), String> {
    let above = book::project().fresh("download");
    let folder = above.join("guarded-exercises");
    let root = project::root();
    let crates = JUDGE.iter().map(|name| PathBuf::from("crates").join(name));
    for krate in crates {
        files::copy(&root.join(&krate).join("Cargo.toml"), &folder.join(&krate).join("Cargo.toml"))?;
        let script = Some(root.join(&krate).join("build.rs")).filter(|script| script.is_file());
        for file in files::below(&root.join(&krate).join("src"), "rs").into_iter().chain(script) {
            files::copy(&file, &folder.join(file.strip_prefix(root).unwrap_or(&file)))?;
        }
    }
    for file in ["rs", "md", "toml"].iter().flat_map(|ending| files::below(&root.join("exercises"), ending)) {
        let path = file.strip_prefix(root).unwrap_or(&file);
        if path.components().all(|part| !part.as_os_str().to_string_lossy().starts_with('.')) {
            files::copy(&file, &folder.join(path))?;
        }
    }
    // The judge finds its folder by `book.toml` and the order of the exercises by the summary, and the crate `outcomes` includes its README as its
    // documentation.
    for name in ["Cargo.lock", "book.toml", "src/SUMMARY.md", "crates/outcomes/README.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        files::copy(&root.join(name), &folder.join(name))?;
    }
    files::write(&folder.join("README.md"), README)?;
    files::write(
        &folder.join("rust-toolchain.toml"),
        format!("[toolchain]\nchannel = \"{}\"\nprofile = \"minimal\"\n", project::toolchain()?),
    )?;
    let settings = "[alias]\npractice = \"run --package guarded-practice --\"\n\n[env]\nGUARDED_CHECKOUT = { value = \".\", relative = true, force = true }\n";
    files::write(&folder.join(".cargo/config.toml"), settings)?;
    files::write(&folder.join("Cargo.toml"), manifest("")?)?;
    // Cargo removes from the lock file what only the rest of this workspace uses.
    let mut lock = project::cargo();
    lock.args(["metadata", "--format-version=1", "--offline"]).current_dir(&folder).stdout(Stdio::null());
    project::run("locking the versions of the exercises", &mut lock)?;
    files::write(&folder.join("Cargo.toml"), manifest(&files::read(&folder.join("Cargo.lock"))?)?)?;
    let mut pack = project::command("tar");
    pack.arg("--create").arg("--gzip").arg("--file").arg(book.join("exercises.tar.gz"));
    pack.arg("--directory").arg(&above).arg("guarded-exercises");
    project::run("packing the exercises", &mut pack)?;
    offer(
        &book.join("exercises.html"),
        OFFER,
        "exercises.tar.gz",
        "All exercises with their judge",
        "unpack them and type <code>cargo practice</code>; the first call compiles the judge, which takes a minute or two, and from then on no network is needed.",
    )
}

/// Returns the manifest of the exercises' workspace: this one's, without its tests, its patches, and the profiles of packages that `versions` doesn't name.
fn manifest(versions: &str) -> Result<String, String> {
    let mut all = book::project().toml("Cargo.toml")?;
    for section in ["package", "lints", "dev-dependencies", "test", "patch"] {
        all.remove(section);
    }
    let workspace = all.get_mut("workspace").and_then(|section| section.as_table_mut()).ok_or("Cargo.toml has no workspace")?;
    workspace.remove("exclude");
    workspace.insert("members".to_owned(), vec!["crates/*"].into());
    workspace.insert("default-members".to_owned(), vec!["crates/practice"].into());
    if let Some(profiles) = all.get_mut("profile").and_then(|all| all.get_mut("dev")?.get_mut("package")?.as_table_mut()) {
        profiles.retain(|name, _| name == "*" || versions.contains(&format!("name = \"{name}\"\n")));
    }
    Ok(all.to_string())
}

/// Replaces `place` in a page with a download link to a file in `book/`.
pub fn offer(page: &Path, place: &str, file: &str, what: &str, how: &str) -> Result<(), String> {
    let size = page.with_file_name(file).metadata().map_err(|error| format!("book/{file}: {error}"))?.len().div_ceil(1024);
    let text = files::read(page)?;
    if !text.contains(place) {
        return Err(format!("{}: has no place for {file}; restore the comment in its source: {place}", page.display()));
    }
    files::write(page, text.replace(place, &format!("<p><a href=\"{file}\" download>{what}</a> ({size} kB): {how}</p>")))
}

/// Unpacks the downloads outside this workspace and builds them as they are; the judge must refuse a start and accept a solution.
pub fn builds_as_it_is(book: &Path) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("guarded-download-{}", std::process::id()));
    let built = listings_build(book, &folder.join("listings")).and_then(|()| exercises_build(book, &folder.join("exercises")));
    fs::remove_dir_all(&folder).ok();
    built
}

fn listings_build(book: &Path, folder: &Path) -> Result<(), String> {
    unpack(&book.join("listings.tar.gz"), folder)?;
    // Ignore any workspace above the temporary folder.
    let manifest = folder.join("Cargo.toml");
    files::write(&manifest, files::read(&manifest)? + "\n[workspace]\n")?;
    project::run("compiling the listings to download", cargo_in(folder)?.args(["check", "--quiet", "--examples"]))?;
    // Linking all of them takes three times as long, and programs that use only std all link alike.
    project::run("running one of them", cargo_in(folder)?.args(["run", "--quiet", "--example", "introduction_sum"]))
}

/// The exercise that the download is tried with.
const TRIED: &str = "threads_wait";

fn exercises_build(book: &Path, folder: &Path) -> Result<(), String> {
    unpack(&book.join("exercises.tar.gz"), folder)?;
    if let Some(answer) = files::below(folder, "rs").into_iter().find(|file| file.to_string_lossy().contains(".answers")) {
        return Err(format!("{}: an answer is among the exercises to download; leave it out", answer.display()));
    }
    let said = |words: &[&str], wanted: &str| {
        println!("xtask: {}, in the exercises to download", [&["cargo", "practice"], words].concat().join(" "));
        let output = cargo_in(folder)?.arg("practice").args(words).output().map_err(|error| format!("cargo cannot start ({error})"))?;
        let all = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
        if all.contains(wanted) { Ok(all) } else { Err(format!("the download does not say `{wanted}`, but:\n{all}")) }
    };
    said(&[], "0 of ")?;
    is_compiled_once(&said(&[TRIED], "Not yet: ")?)?;
    files::copy(&project::root().join(format!("exercises/.answers/{TRIED}/solution.rs")), &folder.join(format!("practice/{TRIED}.rs")))?;
    is_compiled_once(&said(&[TRIED], &format!("{TRIED} is done. "))?)
}

/// Checks that a later call doesn't recompile the judge: judging takes two seconds, and compiling takes longer.
fn is_compiled_once(said: &str) -> Result<(), String> {
    match said.lines().find(|line| line.trim_start().starts_with("Compiling ")) {
        Some(line) => Err(format!(
            "the download recompiles its judge at each call (`{}`); look for a build script that names a file which the download doesn't have:\n{said}",
            line.trim()
        )),
        None => Ok(()),
    }
}

fn unpack(archive: &Path, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut unpack = project::command("tar");
    unpack.arg("--extract").arg("--strip-components=1").arg("--file").arg(archive).arg("--directory").arg(folder);
    project::run("unpacking the download", &mut unpack)
}

/// Returns Cargo in the folder of a download, with only the compiler from this workspace.
fn cargo_in(folder: &Path) -> Result<Command, String> {
    let mut cargo = project::cargo();
    cargo.current_dir(folder).env("RUSTUP_TOOLCHAIN", project::toolchain()?);
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    for own in ["CARGO_TARGET_DIR", "CARGO_MANIFEST_DIR", "GUARDED_CHECKOUT", "GUARDED_ROOT"] {
        cargo.env_remove(own);
    }
    Ok(cargo)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exercises' workspace has none of this one's tests, and only its own packages' profiles.
    #[test]
    fn the_exercises_have_their_own_manifest() {
        let text = manifest("[[package]]\nname = \"outcomes\"\nversion = \"0.1.0\"\n").unwrap();
        for kept in [
            "members = [\"crates/*\"]",
            "default-members = [\"crates/practice\"]",
            "[profile.dev.package.outcomes]",
            "[profile.dev.package.\"*\"]",
            "rust-version",
        ] {
            assert!(text.contains(kept), "{text}");
        }
        for other in ["dev-dependencies", "[[test]]", "patch", "shuttle", "xtask", "exclude"] {
            assert!(!text.contains(other), "{other}: {text}");
        }
    }

    /// A judge that's compiled at each call is refused, and one that's already built isn't.
    #[test]
    fn the_judge_is_compiled_once() {
        assert_eq!(is_compiled_once("    Finished `dev` profile\nNot yet: practice/a.rs says Compiling\n"), Ok(()));
        let why = is_compiled_once("   Compiling guarded-explore v0.1.0\nNot yet: x").unwrap_err();
        assert!(why.starts_with("the download recompiles its judge at each call (`Compiling guarded-explore v0.1.0`); "), "{why}");
    }
}
