//! Hashes all code that can affect a result: the crates that compute it, and the versions of all others. The build script does this, so results are cached under the code
//! that computed them, even if files have been saved since.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The crates whose code computes results.
pub const COMPUTE: &[&str] = &["book", "cargo-outcomes", "explore", "outcomes", "practice", "std-on-loom", "std-on-shuttle"];

/// Returns the files and folders in a checkout that are hashed.
pub fn parts(checkout: &Path) -> Vec<PathBuf> {
    let crates = COMPUTE.iter().map(|name| checkout.join("crates").join(name));
    let parts = crates.flat_map(|folder| [folder.join("Cargo.toml"), folder.join("src")]);
    ["Cargo.lock", "Cargo.toml"].map(|file| checkout.join(file)).into_iter().chain(parts).collect()
}

/// Hashes the code in a checkout.
pub fn hash(checkout: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts(checkout).iter().for_each(|part| add(checkout, part, &mut hasher));
    hasher.finish()
}

fn add(checkout: &Path, path: &Path, hasher: &mut DefaultHasher) {
    let mut below: Vec<PathBuf> = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    below.sort();
    below.iter().for_each(|path| add(checkout, path, hasher));
    (path.strip_prefix(checkout).ok(), fs::read(path).ok()).hash(hasher);
}
