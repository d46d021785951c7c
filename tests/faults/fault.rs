//! A fault: an edit of the book, the check that must fail, and the line that it must print.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, io};

use book::files::{self, line_at};
use book::tree::{self, Entry, link_to_folder};
use serde::Deserialize;

/// One row of the table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What the mistake is in: the name of its table's file, without the extension.
    #[serde(skip)]
    pub kind: String,
    /// The test binary, and the test in it, that must fail.
    #[serde(skip)]
    pub check: (String, String),
    /// The mistake, in a few words; with its kind, it is the name of the test.
    pub name: String,
    /// The edits that make it. The place of the first one is `HERE`.
    pub done: Vec<Edit>,
    /// What exactly one line must say: place, fault and what to do. `HERE` is the file and the line of the first edit, `…` stands for any words.
    pub says: String,
}

impl Fault {
    /// Returns the environment variables for its check.
    pub fn environment(&self) -> Vec<(&str, &Path)> {
        self.done
            .iter()
            .filter_map(|edit| if let Set(name, value) = edit { Some((name.as_str(), Path::new(value))) } else { None })
            .collect()
    }
}

/// A change to a file of the project, or to the check's environment.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Edit {
    /// Replaces the first occurrence of a text in the file.
    Replace(String, String, String),
    /// Inserts a text into the file after the first line with this beginning.
    After(String, String, String),
    /// Appends a text to the file.
    Append(String, String),
    /// Makes this text the file's only content.
    Write(String, String),
    /// Makes this text the file's only content, in Latin-1 instead of UTF-8.
    Latin1(String, String),
    /// Deletes the file.
    Delete(String),
    /// Deletes the files in this folder with this extension.
    Clear(String, String),
    /// Renames the file, replacing any file with that name.
    Rename(String, String),
    /// Creates a symbolic link at the first path to the second.
    Link(String, String),
    /// Like `Replace`, but gives the file an old modification time, as if restored from a backup or an archive.
    Restore(String, String, String),
    /// Sets an environment variable for the check.
    Set(String, String),
}

use Edit::{After, Append, Clear, Delete, Latin1, Link, Rename, Replace, Restore, Set, Write};

impl Edit {
    /// Returns the files that it changes, creates or deletes.
    fn files(&self, root: &Path) -> Vec<PathBuf> {
        match self {
            Replace(file, ..)
            | Restore(file, ..)
            | After(file, ..)
            | Append(file, _)
            | Write(file, _)
            | Latin1(file, _)
            | Delete(file)
            | Link(file, _) => vec![root.join(file)],
            Rename(one, other) => vec![root.join(one), root.join(other)],
            Set(..) => Vec::new(),
            Clear(folder, ending) => files::with_ending(&root.join(folder), ending),
        }
    }

    /// Applies it below `root`, and returns the file and the line.
    pub fn apply<'a>(&'a self, root: &Path) -> Result<(&'a str, usize), String> {
        let path = |file: &str| root.join(file);
        let read = |file: &str| fs::read_to_string(path(file)).map_err(|error| format!("{file} cannot be read ({error})"));
        let write = |file: &'a str, bytes: &[u8]| Entry::Text(bytes.to_vec()).put(&path(file)).map(|()| (file, 1));
        let done = |result: io::Result<()>, file: &'a str, what: &str| match result {
            Ok(()) => Ok((file, 1)),
            Err(error) => Err(format!("{file} cannot be {what} ({error})")),
        };
        match self {
            Replace(file, from, to) | Restore(file, from, to) => {
                let text = read(file)?;
                let at = text.find(from).ok_or_else(|| format!("{file} does not say `{from}` any more"))?;
                let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
                write(file, text.replacen(from, to, 1).as_bytes())?;
                if matches!(self, Restore(..)) {
                    let opened = fs::File::options().write(true).open(path(file));
                    let aged = opened.and_then(|file| file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)));
                    done(aged, file, "given an old time")?;
                }
                Ok((file, line_at(&text, at) + from.as_bytes()[..same].iter().filter(|byte| **byte == b'\n').count()))
            }
            After(file, line, added) => {
                let text = read(file)?;
                let mut lines: Vec<&str> = text.lines().collect();
                let index = lines.iter().position(|other| other.starts_with(line));
                let index = index.ok_or_else(|| format!("no line of {file} begins with `{line}` any more"))?;
                lines.insert(index + 1, added.trim_end_matches('\n'));
                write(file, (lines.join("\n") + "\n").as_bytes())?;
                Ok((file, index + 2 + leading_line_ends(added)))
            }
            Append(file, added) => {
                let text = read(file)?;
                write(file, format!("{text}{added}").as_bytes())?;
                Ok((file, line_at(&text, text.len()) + leading_line_ends(added)))
            }
            Write(file, text) => write(file, text.as_bytes()),
            Latin1(file, text) => write(file, &text.chars().map(|sign| sign as u8).collect::<Vec<_>>()),
            Delete(file) => done(fs::remove_file(path(file)), file, "deleted"),
            Clear(folder, _) => done(self.files(root).iter().try_for_each(fs::remove_file), folder, "cleared"),
            Rename(from, to) => done(fs::rename(path(from), path(to)), to, "taken as a name"),
            Link(file, target) => done(link_to_folder(Path::new(target), &path(file)), file, "linked"),
            Set(name, _) => Ok((name, 1)),
        }
    }
}

fn leading_line_ends(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'\n').count()
}

/// Restores files to their state before a fault when it's dropped.
#[derive(Default)]
pub struct Undo {
    before: Vec<(PathBuf, Entry)>,
}

impl Undo {
    /// Remembers what an edit is about to change below `root`.
    pub fn remember(&mut self, root: &Path, edit: &Edit) {
        edit.files(root).iter().for_each(|path| self.remember_file(path));
    }

    /// Remembers a file.
    pub fn remember_file(&mut self, path: &Path) {
        self.before.push((path.to_path_buf(), Entry::at(path)));
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        // Undo the last edit first: a file may be in a folder that replaced a link.
        for (path, before) in self.before.iter().rev() {
            tree::remove(path).ok();
            before.put(path).expect("a file that could be changed can be restored");
        }
    }
}

/// Whether a line contains the pieces of `wanted` between each `…`, in order.
pub fn fits(line: &str, wanted: &str) -> bool {
    let mut rest = Some(line);
    wanted.split('…').all(|piece| {
        rest = rest.and_then(|rest| rest.split_once(piece)).map(|(_, rest)| rest);
        rest.is_some()
    })
}
