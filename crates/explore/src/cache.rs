//! Results that need not be computed again: a file below `target/`, named after everything that the result depends on.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use book::{listing, project};

/// The result of `compute`, from the last time that it was computed from these same `inputs` by the same code: [`code`], and `source`, the text of the file that
/// calls this, `include_str!` of itself.
///
/// Only an `Ok` is kept: a failure is looked at again. Who asks for what another thread is computing waits for it, and does not compute it beside it in the same folder.
pub fn cached(purpose: &str, source: &str, inputs: &[&str], compute: impl FnOnce() -> Result<String, String>) -> Result<String, String> {
    let file = file(purpose, source, inputs);
    let turn = turn(&file);
    let _turn = turn.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Ok(kept) = std::fs::read_to_string(&file) {
        return Ok(kept);
    }
    let result = compute()?;
    // Written aside and moved, so that a test beside this one never reads half a file.
    let aside = file.with_extension(format!("{}", std::process::id()));
    let stored = std::fs::write(&aside, &result).and_then(|()| std::fs::rename(&aside, &file));
    stored.map_err(|error| format!("{}: cannot be written: {error}", file.display()))?;
    Ok(result)
}

/// Whether the result is there already.
pub fn is_known(purpose: &str, source: &str, inputs: &[&str]) -> bool {
    file(purpose, source, inputs).is_file()
}

/// The file that keeps the result.
fn file(purpose: &str, source: &str, inputs: &[&str]) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    (code(), source, inputs).hash(&mut hasher);
    project().scratch(purpose).join(format!("{:016x}", hasher.finish()))
}

/// The crates whose code computes results.
const COMPUTE: &[&str] = &["book", "cargo-outcomes", "explore", "figures", "outcomes", "std-on-loom", "std-on-shuttle"];

/// A hash of all code that can have a part in a result: the checker's crates, and the versions of all others.
fn code() -> u64 {
    static CODE: OnceLock<u64> = OnceLock::new();
    *CODE.get_or_init(|| hash_of_code(project().checker()))
}

/// That hash, of the code in a checkout.
pub fn hash_of_code(project: &Path) -> u64 {
    let mut files = vec![project.join("Cargo.lock"), project.join("Cargo.toml")];
    for folder in COMPUTE.iter().map(|name| project.join("crates").join(name)) {
        files.push(folder.join("Cargo.toml"));
        files.extend(listing::files_below(&folder.join("src"), "rs"));
    }
    let mut hasher = DefaultHasher::new();
    for file in files {
        (file.strip_prefix(project).ok(), std::fs::read(&file).ok()).hash(&mut hasher);
    }
    hasher.finish()
}

/// What the threads that want this file take turns by.
fn turn(file: &Path) -> Arc<Mutex<()>> {
    static TURNS: Mutex<BTreeMap<PathBuf, Arc<Mutex<()>>>> = Mutex::new(BTreeMap::new());
    let mut turns = TURNS.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    Arc::clone(turns.entry(file.to_path_buf()).or_default())
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    use super::*;

    /// The same inputs are computed once, others anew and by other code anew, and a failure is not kept.
    #[test]
    fn only_success_is_kept() {
        let key = format!("{:?}", std::time::SystemTime::now());
        assert_eq!(cached("cache-test", "code", &[&key], || Err("no".to_owned())), Err("no".to_owned()));
        assert_eq!(cached("cache-test", "code", &[&key], || Ok("one".to_owned())), Ok("one".to_owned()));
        assert_eq!(cached("cache-test", "code", &[&key], || Ok("two".to_owned())), Ok("one".to_owned()));
        assert_eq!(cached("cache-test", "other code", &[&key], || Ok("two".to_owned())), Ok("two".to_owned()));
        assert_eq!(cached("cache-test", "code", &[&key, "more"], || Ok("two".to_owned())), Ok("two".to_owned()));
    }

    /// Another text of any file of any of the crates, or another version of one, is other code.
    #[test]
    fn all_code_counts() {
        let scratch = project().scratch("cache-code-test");
        // What a run that failed has left must not be taken for a change.
        std::fs::remove_dir_all(&scratch).ok();
        let mut known = Vec::new();
        for name in COMPUTE {
            let folder = scratch.join("crates").join(name).join("src/below");
            std::fs::create_dir_all(&folder).unwrap();
            for text in ["one", "other"] {
                std::fs::write(folder.join("link.rs"), text).unwrap();
                known.push(hash_of_code(&scratch));
            }
        }
        std::fs::write(scratch.join("Cargo.lock"), "other").unwrap();
        known.push(hash_of_code(&scratch));
        assert!(known.windows(2).all(|pair| pair[0] != pair[1]), "{known:?}");
        let folders = std::fs::read_dir(project().checker().join("crates")).unwrap().flatten();
        let names: Vec<String> = folders.map(|folder| folder.file_name().to_string_lossy().into_owned()).collect();
        let missing: Vec<&String> =
            names.iter().filter(|name| !COMPUTE.contains(&name.as_str()) && !["practice", "skeptic"].contains(&name.as_str())).collect();
        assert!(missing.is_empty(), "COMPUTE does not name {missing:?}");
        std::fs::remove_dir_all(scratch).unwrap();
    }

    /// Threads that ask at the same time compute once.
    #[test]
    fn threads_take_turns() {
        let key = format!("{:?} by turns", std::time::SystemTime::now());
        let (computed, ready) = (AtomicUsize::new(0), Barrier::new(8));
        thread::scope(|s| {
            for _ in 0..8 {
                s.spawn(|| {
                    ready.wait();
                    // The one that computes gives the others time to come in, if they can.
                    let compute = || {
                        let (begun, number) = (Instant::now(), computed.fetch_add(1, Ordering::Relaxed));
                        while computed.load(Ordering::Relaxed) == 1 && begun.elapsed() < Duration::from_millis(100) {
                            thread::yield_now();
                        }
                        Ok(number.to_string())
                    };
                    cached("cache-test", "code", &[&key], compute).unwrap();
                });
            }
        });
        assert_eq!(computed.into_inner(), 1);
    }
}
