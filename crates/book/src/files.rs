//! Reads, writes and lists files, and reports the line that is wrong.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use walkdir::WalkDir;

use crate::diagnostic::Diagnostic;
use crate::project;

/// Reads a text file of the project; the error says in one line why it can't be read.
pub fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}:1: cannot be read ({error}); restore the file", project().shown(path)))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(format!("{}:{line}: is not UTF-8; save the file as UTF-8", project().shown(path)))
        }
    }
}

/// Reads a TOML file of the project; the error says where it's wrong.
pub fn read_toml<T: DeserializeOwned>(path: &Path, help: &str) -> Result<T, String> {
    parse_toml(path, &read(path)?, help)
}

/// Parses the text of a TOML file.
pub fn parse_toml<T: DeserializeOwned>(path: &Path, text: &str, help: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        Diagnostic::new(path, line, error.message().trim(), help).to_string()
    })
}

/// Writes a file, and creates its parent folders.
pub fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<(), String> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, text)).map_err(|error| format!("{}: cannot be written ({error})", project().shown(path)))
}

/// Copies a file, and creates the copy's parent folders.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let bytes = std::fs::read(from).map_err(|error| format!("{}: cannot be read ({error})", project().shown(from)))?;
    write(to, bytes)
}

/// Returns the files directly in a folder that have this extension, sorted.
pub fn with_ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    in_folder(folder).into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

/// Returns the line of a text, counted from 1, that holds this byte.
pub fn line_at(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

/// Returns the files directly in a folder, sorted; none if it doesn't exist.
pub fn in_folder(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_file()).collect()
}

/// Returns the folders directly in a folder, sorted; none if it doesn't exist.
pub fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_dir()).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Returns every file below a folder, sorted; none if it doesn't exist.
pub fn all_below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    entries.filter(|entry| entry.path().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Returns every file with this extension below a folder, sorted.
pub fn below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    all_below(folder).into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

/// Returns files that an editor, a merge or the system has left below a folder: `.DS_Store`, `mutex.md.orig`, `mutex.rs~`.
pub fn droppings(folder: &Path) -> Vec<PathBuf> {
    let is_dropped = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let of_the_system = [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&name.as_str()) || name.starts_with("._");
        let of_an_editor = name.ends_with('~') || name.starts_with(".#") || (name.starts_with('#') && name.ends_with('#'));
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        of_the_system || of_an_editor || ["orig", "rej", "bak", "swp", "swo", "tmp"].contains(&ending.as_str())
    };
    all_below(folder).into_iter().filter(is_dropped).collect()
}

/// Returns the name of a file without its extension.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that isn't UTF-8 is reported at the line of the first wrong byte, a missing one at its first line.
    #[test]
    fn unreadable_files_are_reported() {
        let file = project().scratch("files-test").join("bytes");
        std::fs::write(&file, b"one\ntwo\n\xff\n\n").unwrap();
        assert_eq!(read(&file), Err(format!("{}:3: is not UTF-8; save the file as UTF-8", project().shown(&file))));
        std::fs::remove_file(&file).unwrap();
        let gone = read(&file).unwrap_err();
        assert!(gone.starts_with(&format!("{}:1: cannot be read (", project().shown(&file))), "{gone}");
    }

    /// Leftover files are found in any folder, and nothing else is.
    #[test]
    fn droppings_are_found() {
        let folder = project().scratch("droppings-test");
        std::fs::create_dir_all(folder.join("below")).unwrap();
        for file in ["mutex.md", ".DS_Store", "below/mutex.md.orig", "below/mutex.rs~", "orig", "._mutex.md"] {
            std::fs::write(folder.join(file), "").unwrap();
        }
        let found: Vec<String> = droppings(&folder).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(found, [".DS_Store", "._mutex.md", "mutex.md.orig", "mutex.rs~"]);
        std::fs::remove_dir_all(folder).unwrap();
    }

    /// Files are found by their extension, sorted by name; a file contains none.
    #[test]
    fn files_are_listed() {
        let found = below(&project().join("src"), "md");
        assert!(found.is_sorted() && found.iter().any(|file| file.ends_with("src/mutex.md")));
        assert!(in_folder(&project().join("src/mutex.md")).is_empty());
    }
}
