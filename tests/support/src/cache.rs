//! Results that need not be computed again: a file below `target/`, named after everything that the result depends on.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::house;

/// The result of `compute`, from the last time that it was computed from these same `inputs`.
///
/// Only an `Ok` is kept: a failure is looked at again.
pub fn cached(purpose: &str, inputs: &[&str], compute: impl FnOnce() -> Result<String, String>) -> Result<String, String> {
    let mut hasher = DefaultHasher::new();
    inputs.hash(&mut hasher);
    let file = house::scratch(purpose).join(format!("{:016x}", hasher.finish()));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The same inputs are computed once, others anew, and a failure is not kept.
    #[test]
    fn only_success_is_kept() {
        let key = format!("{:?}", std::time::SystemTime::now());
        assert_eq!(cached("cache-test", &[&key], || Err("no".to_owned())), Err("no".to_owned()));
        assert_eq!(cached("cache-test", &[&key], || Ok("one".to_owned())), Ok("one".to_owned()));
        assert_eq!(cached("cache-test", &[&key], || Ok("two".to_owned())), Ok("one".to_owned()));
        assert_eq!(cached("cache-test", &[&key, "more"], || Ok("two".to_owned())), Ok("two".to_owned()));
    }
}
