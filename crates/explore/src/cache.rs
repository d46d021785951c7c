//! Caches results in files below `target/`, each named by a hash of everything the result depends on.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::rustc;
use book::project;

/// A cache key, made from everything a result depends on: the code in [`crate::code`], the compiler, the text of the file that computes it, and its inputs.
#[derive(Debug, Clone)]
pub struct Key {
    /// The file that keeps the result.
    file: PathBuf,
}

impl Key {
    /// Creates the key for what `source` computes from `inputs`; `source` is the calling file, by `include_str!`.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no compiler.
    pub fn new(purpose: &str, source: &str, inputs: &[&str]) -> Result<Self, String> {
        let mut hasher = DefaultHasher::new();
        (env!("CODE"), rustc::version()?, source, inputs).hash(&mut hasher);
        Ok(Self { file: project().scratch(purpose).join(format!("{:016x}", hasher.finish())) })
    }

    /// Returns whether the result is cached.
    pub fn is_known(&self) -> bool {
        self.file.is_file()
    }

    /// Returns the cached result, or calls `compute` and caches what it returns.
    ///
    /// Only an `Ok` is cached; a failure is computed again. If another thread is computing the result, this waits for it, since both would use the same folder.
    ///
    /// # Errors
    ///
    /// Returns the error of `compute`.
    pub fn cached(&self, compute: impl FnOnce() -> Result<String, String>) -> Result<String, String> {
        let file = &self.file;
        let turn = turn(file);
        let _turn = turn.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Ok(kept) = std::fs::read_to_string(file) {
            return Ok(kept);
        }
        let result = compute()?;
        // Written to another file and renamed, so no concurrent test reads half a file.
        let aside = file.with_extension(format!("{}", std::process::id()));
        let stored = std::fs::write(&aside, &result).and_then(|()| std::fs::rename(&aside, file));
        stored.map_err(|error| format!("{}: cannot be written: {error}", file.display()))?;
        Ok(result)
    }
}

/// Returns the lock that threads take turns with for this file.
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

    /// A result is computed once per inputs and code, and a failure isn't cached.
    #[test]
    fn only_success_is_kept() {
        let key = format!("{:?}", std::time::SystemTime::now());
        let cached = |source: &str, inputs: &[&str], result: Result<String, String>| {
            Key::new("cache-test", source, inputs).unwrap().cached(|| result)
        };
        assert_eq!(cached("code", &[&key], Err("no".to_owned())), Err("no".to_owned()));
        assert_eq!(cached("code", &[&key], Ok("one".to_owned())), Ok("one".to_owned()));
        assert_eq!(cached("code", &[&key], Ok("two".to_owned())), Ok("one".to_owned()));
        assert_eq!(cached("other code", &[&key], Ok("two".to_owned())), Ok("two".to_owned()));
        assert_eq!(cached("code", &[&key, "more"], Ok("two".to_owned())), Ok("two".to_owned()));
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
                    // The computing thread gives the others time to get in, if they can.
                    let compute = || {
                        let (begun, number) = (Instant::now(), computed.fetch_add(1, Ordering::Relaxed));
                        while computed.load(Ordering::Relaxed) == 1 && begun.elapsed() < Duration::from_millis(100) {
                            thread::yield_now();
                        }
                        Ok(number.to_string())
                    };
                    Key::new("cache-test", "code", &[&key]).unwrap().cached(compute).unwrap();
                });
            }
        });
        assert_eq!(computed.into_inner(), 1);
    }
}
