//! `cargo xtask new`: writes the first version of a listing, and prints the next steps.

use crate::project;

const PROGRAM: &str = "fn main() {\n    let answer = 42;\n    assert_eq!(answer, 42);\n    println!(\"{answer}\");\n}\n";

const REFUSED: &str =
    "fn main() {\n    let word = String::from(\"moved\");\n    drop(word);\n    println!(\"{word}\"); // error[E0382]\n}\n";

/// Writes a first version of the listing and says what comes next.
pub fn listing(name: &str, refused: bool) -> Result<(), String> {
    let chapter = chapter_of(name)?;
    let folder = if refused { "listings/compile_fail" } else { "listings/examples" };
    let file = project::root().join(folder).join(format!("{name}.rs"));
    for other in ["listings/examples", "listings/compile_fail"] {
        if project::root().join(other).join(format!("{name}.rs")).exists() {
            return Err(format!("{other}/{name}.rs exists; choose another name"));
        }
    }
    book::files::write(&file, if refused { REFUSED } else { PROGRAM })?;
    println!("xtask: {folder}/{name}.rs is yours to write; then");
    println!("  cargo xtask bless {name}     records what it does");
    println!("  cargo test --test chapters   prints the block to put into {chapter}");
    println!("  cargo xtask bless {name}     again lists it on the index pages");
    println!("  cargo test {name}            checks it and its block");
    Ok(())
}

/// Returns the chapter whose name the listing's name begins with.
fn chapter_of(name: &str) -> Result<String, String> {
    let plain = name.chars().all(|c| c == '_' || c.is_ascii_lowercase());
    match book::page::owner(name) {
        Some(page) if plain => Ok(book::project().shown(&page)),
        None if plain && name.contains('_') => {
            Err(format!("`{name}` doesn't begin with a chapter's name; write its chapter first, src/<chapter>.md, or rename it"))
        }
        _ => Err(format!("`{name}` is not a name for a listing; write <chapter>_<slug> in lowercase with underscores: mutex_counter")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name begins with its chapter's, followed by an underscore and lowercase letters.
    #[test]
    fn names_have_chapters() {
        for (name, chapter) in [
            ("mutex_counter", Some("src/mutex.md")),
            ("spin_lock_by_hand", Some("src/spin-lock.md")),
            ("mutex_a", Some("src/mutex.md")),
            ("mutex_", None),
            ("mutex", None),
            ("mutexes_counter", None),
            ("mutex_Counter", None),
            ("mutex_counter2", None),
            ("nowhere_counter", None),
        ] {
            assert_eq!(chapter_of(name).ok().as_deref(), chapter, "{name}");
        }
        assert!(chapter_of("nowhere_counter").unwrap_err().contains("write its chapter first"));
        assert!(chapter_of("mutex_Counter").unwrap_err().starts_with("`mutex_Counter` is not a name for a listing; "));
    }
}
