//! Files: read, or reported with the line that is wrong, and listed.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use walkdir::WalkDir;

use crate::diagnostic::Diagnostic;
use crate::project;

/// Reads a text file of the project, or says in one line why it cannot be read.
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

/// Reads a TOML file of the project, or says where it is wrong.
pub fn read_toml<T: DeserializeOwned>(path: &Path, help: &str) -> Result<T, String> {
    parse_toml(path, &read(path)?, help)
}

/// Reads the text of such a file.
pub fn parse_toml<T: DeserializeOwned>(path: &Path, text: &str, help: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        Diagnostic::new(path, line, error.message().trim(), help).to_string()
    })
}

/// Writes a file, with the folders above it.
pub fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<(), String> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, text)).map_err(|error| format!("{}: cannot be written ({error})", project().shown(path)))
}

/// Copies a file, with the folders above the copy.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let bytes = std::fs::read(from).map_err(|error| format!("{}: cannot be read ({error})", project().shown(from)))?;
    write(to, bytes)
}

/// The files directly in a folder that have this ending, sorted.
pub fn with_ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    in_folder(folder).into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

/// The line of a text, counted from 1, on which this byte is.
pub fn line_at(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

/// The files directly in a folder, sorted; none if there is no such folder.
pub fn in_folder(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_file()).collect()
}

/// The folders directly in a folder, sorted; none if there is no such folder.
pub fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_dir()).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Every file below a folder, sorted; none if there is no such folder.
pub fn all_below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    entries.filter(|entry| entry.path().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Every file below a folder with this ending, sorted.
pub fn below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    all_below(folder).into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

/// Files below a folder that an editor, a merge or the system has left there: `.DS_Store`, `mutex.md.orig`, `mutex.rs~`.
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

/// The name of a file without its ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that is not UTF-8 is reported with the line of the first wrong byte, one that is not there with its first.
    #[test]
    fn unreadable_files_are_reported() {
        let file = project().scratch("files-test").join("bytes");
        std::fs::write(&file, b"one\ntwo\n\xff\n\n").unwrap();
        assert_eq!(read(&file), Err(format!("{}:3: is not UTF-8; save the file as UTF-8", project().shown(&file))));
        std::fs::remove_file(&file).unwrap();
        let gone = read(&file).unwrap_err();
        assert!(gone.starts_with(&format!("{}:1: cannot be read (", project().shown(&file))), "{gone}");
    }

    /// What is left behind is found in any folder, and nothing else.
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

    /// The files of a folder are found with their ending, in the order of their names, and a file has none in it.
    #[test]
    fn files_are_listed() {
        let found = below(&project().join("src"), "md");
        assert!(found.is_sorted() && found.iter().any(|file| file.ends_with("src/mutex.md")));
        assert!(in_folder(&project().join("src/mutex.md")).is_empty());
    }
}
