//! The listings as one Cargo package to download, beside the published book.

use std::fs;
use std::path::{Path, PathBuf};

use crate::project;

/// Where the index of listings offers the package, once there is one: a plain `mdbook build` leaves this comment as it is.
const OFFER: &str = "<!-- The published site offers the package here. -->";

/// Packs the listings into `book/listings.tar.gz` and offers them on the index page.
pub fn add_to(book: &Path) -> Result<(), String> {
    let mut package = project::cargo();
    package.args(["package", "--quiet", "--package", "listings", "--allow-dirty", "--no-verify"]);
    project::run("packing the listings", &mut package)?;
    let archive = packed(&book::project().target().join("package"))?;
    let size = fs::metadata(&archive).map_err(|error| format!("{}: {error}", archive.display()))?.len().div_ceil(1024);
    fs::copy(&archive, book.join("listings.tar.gz")).map_err(|error| format!("book/listings.tar.gz: {error}"))?;
    let index = book.join("listings.html");
    let page = fs::read_to_string(&index).map_err(|error| format!("{}: {error}", index.display()))?;
    if !page.contains(OFFER) {
        return Err(format!("{}: has no place for the package; restore the comment in tests/indexes.rs", index.display()));
    }
    let offer = format!(
        "<p><a href=\"listings.tar.gz\" download>All listings as one Cargo package</a> ({size} kB): unpack it and type <code>cargo run --example introduction_sum</code>.</p>"
    );
    fs::write(&index, page.replace(OFFER, &offer)).map_err(|error| format!("{}: {error}", index.display()))
}

/// What `cargo package` has written last.
fn packed(folder: &Path) -> Result<PathBuf, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let archives = entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ending| ending == "crate"));
    archives
        .max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok())
        .ok_or_else(|| format!("{}: holds no package", folder.display()))
}

/// Unpacks the download far from this workspace and builds it as it is.
pub fn builds_as_it_is(book: &Path) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("guarded-download-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut unpack = project::command("tar");
    unpack.arg("--extract").arg("--strip-components=1").arg("--file").arg(book.join("listings.tar.gz")).arg("--directory").arg(&folder);
    project::run("unpacking the download", &mut unpack)?;
    // A workspace above the temporary folder is none of its.
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(|error| format!("{}: {error}", manifest.display()))?;
    fs::write(&manifest, format!("{text}\n[workspace]\n")).map_err(|error| format!("{}: {error}", manifest.display()))?;
    let mut build = project::cargo();
    build.args(["build", "--quiet", "--examples"]).current_dir(&folder).env("RUSTUP_TOOLCHAIN", project::toolchain()?);
    build.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0").env_remove("CARGO_TARGET_DIR");
    let built = project::run("building the download as it is", &mut build);
    fs::remove_dir_all(&folder).ok();
    built
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The package is the newest one; what lies beside it is none.
    #[test]
    fn the_newest_package_is_taken() {
        let folder = std::env::temp_dir().join(format!("guarded-packages-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert!(packed(&folder).unwrap_err().ends_with("holds no package"));
        for (name, age) in [("old.crate", 20), ("new.crate", 10), ("newer.txt", 0)] {
            let file = fs::File::create(folder.join(name)).unwrap();
            file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(age)).unwrap();
        }
        assert_eq!(packed(&folder), Ok(folder.join("new.crate")));
        fs::remove_dir_all(folder).unwrap();
    }
}
