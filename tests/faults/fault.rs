//! A fault: an edit of the book, the check that must fail, and the line that it must print.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, io};

use book::files;
use book::tree::{self, Entry, link_to_folder};

/// One row of the table.
pub struct Fault {
    /// The mistake, in a few words; it is the name of the test.
    pub name: &'static str,
    /// What that is in files. The place of the first of these edits is `HERE`.
    pub done: &'static [Edit],
    /// The test binary, and the test in it, that must fail.
    pub check: (&'static str, &'static str),
    /// What exactly one line must say: place, fault and what to do. `HERE` is the file and the line of the first edit, `…` stands for any words.
    pub says: &'static str,
}

impl Fault {
    /// The environment variables with which its check runs.
    pub fn environment(&self) -> Vec<(&'static str, &'static Path)> {
        self.done.iter().filter_map(|edit| if let Set(name, value) = *edit { Some((name, Path::new(value))) } else { None }).collect()
    }
}

/// A row: the mistake, the check, the edits that make it, and what the check must print.
pub const fn fault(name: &'static str, check: (&'static str, &'static str), done: &'static [Edit], says: &'static str) -> Fault {
    Fault { name, done, check, says }
}

/// Something that is done to a file of the project.
#[derive(Debug, Clone, Copy)]
pub enum Edit {
    /// In this file, the first such text becomes the other.
    Replace(&'static str, &'static str, &'static str),
    /// In this file, behind the first line that begins so, comes a text.
    After(&'static str, &'static str, &'static str),
    /// At the end of this file comes a text.
    Append(&'static str, &'static str),
    /// The file says only this.
    Write(&'static str, &'static str),
    /// The file holds only these bytes.
    Bytes(&'static str, &'static [u8]),
    /// The file is gone.
    Delete(&'static str),
    /// The files of this folder that end so are gone.
    Clear(&'static str, &'static str),
    /// The file has another name, in the place of what had it.
    Rename(&'static str, &'static str),
    /// At this place lies a symbolic link to the other.
    Link(&'static str, &'static str),
    /// As `Replace`, but the file keeps an old time, as one that was taken from a backup or an archive.
    Restore(&'static str, &'static str, &'static str),
    /// The check runs with this environment variable.
    Set(&'static str, &'static str),
}

use Edit::{After, Append, Bytes, Clear, Delete, Link, Rename, Replace, Restore, Set, Write};

impl Edit {
    /// The files that it changes, makes or deletes.
    fn files(&self, root: &Path) -> Vec<PathBuf> {
        match *self {
            Replace(file, ..)
            | Restore(file, ..)
            | After(file, ..)
            | Append(file, _)
            | Write(file, _)
            | Bytes(file, _)
            | Delete(file)
            | Link(file, _) => {
                vec![root.join(file)]
            }
            Rename(one, other) => vec![root.join(one), root.join(other)],
            Set(..) => Vec::new(),
            Clear(folder, ending) => {
                let files = files::in_folder(&root.join(folder)).into_iter();
                files.filter(|file| file.extension().is_some_and(|found| found == ending)).collect()
            }
        }
    }

    /// Does it below `root`, and tells where: the file and the line.
    pub fn apply(&self, root: &Path) -> Result<(&'static str, usize), String> {
        let path = |file: &str| root.join(file);
        let read = |file: &str| fs::read_to_string(path(file)).map_err(|error| format!("{file} cannot be read ({error})"));
        let write = |file, bytes: &[u8]| Entry::Text(bytes.to_vec()).put(&path(file)).map(|()| (file, 1));
        let done = |result: io::Result<()>, file, what: &str| match result {
            Ok(()) => Ok((file, 1)),
            Err(error) => Err(format!("{file} cannot be {what} ({error})")),
        };
        match *self {
            Replace(file, from, to) => {
                let text = read(file)?;
                let at = text.find(from).ok_or_else(|| format!("{file} does not say `{from}` any more"))?;
                let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
                write(file, text.replacen(from, to, 1).as_bytes())?;
                Ok((file, line_at(&text, at) + from.as_bytes()[..same].iter().filter(|byte| **byte == b'\n').count()))
            }
            Restore(file, from, to) => {
                let place = Replace(file, from, to).apply(root)?;
                let opened = fs::File::options().write(true).open(path(file));
                let aged = opened.and_then(|file| file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)));
                done(aged, file, "given an old time").map(|_| place)
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
            Bytes(file, bytes) => write(file, bytes),
            Delete(file) => done(fs::remove_file(path(file)), file, "deleted"),
            Clear(folder, _) => done(self.files(root).iter().try_for_each(fs::remove_file), folder, "cleared"),
            Rename(from, to) => done(fs::rename(path(from), path(to)), to, "taken as a name"),
            Link(file, target) => done(link_to_folder(Path::new(target), &path(file)), file, "linked"),
            Set(name, _) => Ok((name, 1)),
        }
    }
}

fn line_at(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn leading_line_ends(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'\n').count()
}

/// Puts files back as they were before a fault, when it is dropped.
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
        // What was done last is undone first: a file may lie in a folder that stands in the place of a link.
        for (path, before) in self.before.iter().rev() {
            tree::remove(path).ok();
            before.put(path).expect("a file that could be changed can be restored");
        }
    }
}

/// Whether a line holds the pieces of `wanted` that `…` separates, in their order.
pub fn fits(line: &str, wanted: &str) -> bool {
    let mut rest = Some(line);
    wanted.split('…').all(|piece| {
        rest = rest.and_then(|rest| rest.split_once(piece)).map(|(_, rest)| rest);
        rest.is_some()
    })
}
