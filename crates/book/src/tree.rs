//! Reads and writes all files below a folder; writing leaves the times of unchanged files alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Folders and files that no check looks at.
const LEFT_OUT: &[&str] = &[".git", "target", "book", "node_modules"];

/// What is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Nothing, or something that is not a file.
    Nothing,
    /// A file with these bytes.
    Text(Vec<u8>),
    /// A symbolic link to this.
    Link(PathBuf),
}

/// The files and links below a folder, by their paths in it.
pub type Entries = BTreeMap<PathBuf, Entry>;

impl Entry {
    /// Reads what is at a path now.
    pub fn at(path: &Path) -> Self {
        match (fs::read_link(path), fs::read(path)) {
            (Ok(target), _) => Self::Link(target),
            (Err(_), Ok(bytes)) => Self::Text(bytes),
            (Err(_), Err(_)) => Self::Nothing,
        }
    }

    /// Writes it, and creates its parent folders; a file gets a new time, which Cargo looks at, even if its text stays the same.
    pub fn put(&self, path: &Path) -> Result<(), String> {
        let put = || {
            if *self != Self::Nothing {
                fs::create_dir_all(path.parent().unwrap_or(path))?;
            }
            match self {
                Self::Nothing => Ok(()),
                Self::Text(bytes) => {
                    if path.is_symlink() {
                        fs::remove_file(path)?;
                    }
                    fs::write(path, bytes)
                }
                Self::Link(target) => {
                    fs::remove_file(path).ok();
                    link_to_folder(target, path)
                }
            }
        };
        put().map_err(|error: std::io::Error| format!("{}: {error}", path.display()))
    }

    /// Returns the text of a file; for anything else, it's empty.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(bytes) => std::str::from_utf8(bytes).unwrap_or_default(),
            _ => "",
        }
    }
}

/// Removes a file, and the parent folders that this leaves empty.
pub fn remove(path: &Path) -> Result<(), String> {
    fs::remove_file(path).map_err(|error| format!("{}: {error}", path.display()))?;
    path.ancestors().skip(1).take_while(|folder| fs::remove_dir(folder).is_ok()).for_each(drop);
    Ok(())
}

/// Reads everything below a project's root, except what is built or installed there.
pub fn read(root: &Path) -> Result<Entries, String> {
    // mdBook writes `book/`, but not `crates/book`.
    let is_left_out = |entry: &walkdir::DirEntry| {
        LEFT_OUT.iter().any(|name| entry.file_name() == *name) && !entry.path().starts_with(root.join("crates"))
    };
    let mut found = Entries::new();
    for entry in WalkDir::new(root).min_depth(1).into_iter().filter_entry(|entry| !is_left_out(entry)) {
        let entry = entry.map_err(|error| error.to_string())?;
        if !entry.file_type().is_dir() {
            found.insert(entry.path().strip_prefix(root).unwrap_or(entry.path()).to_path_buf(), Entry::at(entry.path()));
        }
    }
    Ok(found)
}

/// Makes a folder hold these files and no others.
pub fn write(root: &Path, entries: &Entries) -> Result<(), String> {
    fs::create_dir_all(root).map_err(|error| format!("{}: {error}", root.display()))?;
    let present = read(root)?;
    for relative in present.keys().filter(|relative| !entries.contains_key(*relative)) {
        remove(&root.join(relative))?;
    }
    entries
        .iter()
        .filter(|(relative, entry)| present.get(*relative) != Some(entry))
        .try_for_each(|(relative, entry)| entry.put(&root.join(relative)))
}

/// Creates a symbolic link to a folder.
pub fn link_to_folder(folder: &Path, link: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::symlink(folder, link);
    #[cfg(windows)]
    return std::os::windows::fs::symlink_dir(folder, link);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{files, project};

    /// A tree is written as it was read; files that aren't in it are removed, except those that no check looks at.
    #[test]
    fn a_tree_is_written_as_it_was_read() {
        let root = project().scratch("tree-test");
        fs::remove_dir_all(&root).unwrap();
        for file in ["a/b.rs", "crates/book/c.rs", "gone/d", "target/e", "book/f"] {
            Entry::Text(file.as_bytes().to_vec()).put(&root.join(file)).unwrap();
        }
        let mut tree = read(&root).unwrap();
        assert_eq!(tree.keys().map(|path| path.to_str().unwrap()).collect::<Vec<_>>(), ["a/b.rs", "crates/book/c.rs", "gone/d"]);
        assert_eq!(tree[Path::new("a/b.rs")].text(), "a/b.rs");
        tree.remove(Path::new("gone/d"));
        tree.insert("a/b.rs".into(), Entry::Text(b"other".to_vec()));
        write(&root, &tree).unwrap();
        assert_eq!(read(&root).unwrap(), tree);
        assert!(!root.join("gone").exists() && root.join("target/e").exists());
        assert_eq!(files::all_below(&root.join("a")), [root.join("a/b.rs")]);
        assert_eq!(Entry::at(&root.join("gone/d")), Entry::Nothing);
    }
}
