//! Types that build on types of other files: `use crate::build_a_mutex::wait::wait;` in a type names `listings/src/build_a_mutex/wait.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::{listing, project};

/// How a type names a module of another file.
const USE: &str = "use crate::";

/// Chapter and step of each module that this text uses. A line that a page hides begins with `# `.
fn used(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| {
        let mut words = line.trim_start().trim_start_matches("# ").trim_start().strip_prefix(USE)?.split("::");
        Some((words.next()?, words.next()?))
    })
}

/// A text without its unit tests.
pub fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

/// The modules that a type uses, and those that they use, as modules of one program; `change` gets the file and the text of each.
///
/// # Errors
/// If a module is not a file of `listings/src`, or if `change` fails.
pub fn used_by(text: &str, change: impl Fn(&Path, &str) -> Result<String, String>) -> Result<String, String> {
    let mut chapters: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    let mut texts = vec![text.to_owned()];
    while let Some(text) = texts.pop() {
        for (chapter, step) in used(without_tests(&text)) {
            let path = project().join("listings/src").join(chapter).join(step).with_extension("rs");
            if !seen.insert(path.clone()) {
                continue;
            }
            let whole = listing::read(&path)?;
            let module = format!("pub mod {step} {{\n{}\n}}\n", change(&path, without_tests(&whole))?);
            chapters.entry(chapter.to_owned()).or_default().push_str(&module);
            texts.push(whole);
        }
    }
    Ok(chapters.iter().map(|(chapter, modules)| format!("mod {chapter} {{\n{modules}}}\n")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path into another file is found, on a hidden line too, and unit tests name none.
    #[test]
    fn uses_are_found() {
        let text = "use crate::a::b::{c, d};\n#     use crate::e::f::g;\n#[cfg(test)]\nuse crate::h::i::j;\nuse std::fmt;\n";
        assert_eq!(used(without_tests(text)).collect::<Vec<_>>(), [("a", "b"), ("e", "f")]);
    }

    /// The module of another file comes with its text and without its tests.
    #[test]
    fn modules_come_along() {
        let modules = used_by("use crate::spin_lock::flag::Flag;\n", |_, text| Ok(text.to_owned())).unwrap();
        assert!(modules.starts_with("mod spin_lock {\npub mod flag {\n"));
        assert!(modules.contains("pub struct Flag") && !modules.contains("#[test]"));
        assert!(used_by("use crate::spin_lock::nothing::Flag;\n", |_, text| Ok(text.to_owned())).is_err());
    }
}
