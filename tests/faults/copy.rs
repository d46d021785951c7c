//! Copies of the project into which faults are put: the whole of it, or, to be quick, a small book that is cut out of it and so cannot fall behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use book::tree::{self, Entries, Entry};
use book::{files, page, project};

use crate::checks;

/// The chapters of the small book; between them they have every kind of listing, of figure and of type.
const KEPT: &[&str] = &["introduction", "data-races", "mutex", "guards", "deadlock", "memory-ordering", "spin-lock"];

/// Where a link of the small book leads that led out of it, and what is named where a listing was named that it has not.
const INSTEAD: (&str, &str) = ("introduction.md", "introduction_sum");

/// What lies among the files of chapters and belongs to all of them.
const OF_ALL: &[&str] = &["Cargo", "README", "SUMMARY", "errors", "exercises", "lib", "listings", "projects", "rustfmt", "seat", "types"];

/// Whether all copies are of the whole project, as `cargo xtask ci` wants them.
fn is_real() -> bool {
    std::env::var("GUARDED_FAULTS").is_ok_and(|kind| kind == "real")
}

/// How much of the project a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Small,
    Whole,
}

/// A copy of the project without a fault. It is one test's alone until it is dropped.
pub struct Copy {
    pub root: PathBuf,
    extent: Extent,
    /// Held as long as this process uses the copy.
    _lock: File,
}

/// The copies that no test uses.
static FREE: Mutex<Vec<Copy>> = Mutex::new(Vec::new());

/// Lets `work` have a copy for itself.
pub fn with<T>(extent: Extent, work: impl FnOnce(&Copy) -> Result<T, String>) -> Result<T, String> {
    let extent = if is_real() { Extent::Whole } else { extent };
    let free = || FREE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let found = {
        let mut free = free();
        let at = free.iter().position(|copy| copy.extent == extent);
        at.map(|at| free.swap_remove(at))
    };
    let copy = found.map_or_else(|| make(extent), Ok)?;
    let done = work(&copy);
    free().push(copy);
    done
}

/// Makes a copy, or takes over one of an earlier run: what Cargo has built there is kept.
fn make(extent: Extent) -> Result<Copy, String> {
    static WHOLE: OnceLock<Result<Entries, String>> = OnceLock::new();
    static SMALL: OnceLock<Entries> = OnceLock::new();
    let whole = WHOLE.get_or_init(|| tree::read(project().checker())).as_ref()?;
    // A folder of a reader may have a blank in its name as well.
    let (entries, purpose) = match extent {
        Extent::Whole => (whole, "faults/whole book"),
        Extent::Small => (SMALL.get_or_init(|| small(whole)), "faults/small book"),
    };
    let base = project().scratch(purpose);
    for number in 1.. {
        let root = base.join(number.to_string());
        fs::create_dir_all(&root).map_err(|error| reported(&root, error))?;
        let lock = File::create(base.join(format!("{number}.lock"))).map_err(|error| reported(&root, error))?;
        // Another run of these tests may be using it.
        if lock.try_lock().is_ok() {
            tree::write(&root, entries)?;
            if extent == Extent::Small {
                checks::bless_indexes(&root)?;
            }
            return Ok(Copy { root, extent, _lock: lock });
        }
    }
    unreachable!("some number is free")
}

/// Cuts the small book out of the whole one.
fn small(whole: &Entries) -> Entries {
    let chapters: Vec<String> = page::files().iter().map(|path| files::stem(path)).collect();
    let is_kept = |name: &str| OF_ALL.contains(&name) || owner(&chapters, name).is_some_and(|owner| KEPT.contains(&owner));
    let is_lost = |name: &str| owner(&chapters, name).is_some_and(|owner| !KEPT.contains(&owner));
    let (kept, lost): (Vec<_>, Vec<_>) = whole.iter().partition(|(path, _)| name(path).is_none_or(|name| is_kept(&name)));
    let listings = lost.iter().filter(|(path, _)| path.starts_with("listings/examples") || path.starts_with("listings/compile_fail"));
    let listings: Vec<String> = listings.filter_map(|(path, _)| name(path)).collect();
    let mut cut = Entries::new();
    for (path, entry) in kept {
        let entry = match entry {
            Entry::Text(bytes) => match (std::str::from_utf8(bytes), path.to_str()) {
                (Ok(text), Some("tests/rules.toml" | "tests/wrong.toml")) => Entry::Text(without_names(text, is_lost).into_bytes()),
                (Ok(text), Some("listings/src/lib.rs")) => Entry::Text(with_modules(text, &is_kept, &lost).into_bytes()),
                (Ok(text), Some(shown)) if shown.ends_with(".md") => {
                    Entry::Text(without_chapters(shown, text, &is_kept, &listings).into_bytes())
                }
                _ => entry.clone(),
            },
            other => other.clone(),
        };
        cut.insert(path.clone(), entry);
    }
    // The chapters that are gone may have been the first to use a name of std: the first page uses it instead, as a link.
    let links = links_to_std(&cut, &lost);
    if let Some(Entry::Text(first)) = cut.get_mut(Path::new("src/introduction.md")) {
        first.extend(links.bytes());
    }
    // A link to a folder of which nothing is left leads nowhere.
    let folders: BTreeSet<PathBuf> = cut.keys().flat_map(|path| path.ancestors()).map(Path::to_path_buf).collect();
    cut.retain(|_, entry| !matches!(entry, Entry::Link(target) if !folders.contains(target.strip_prefix("..").unwrap_or(target))));
    cut
}

/// Links to std from lost chapters, for the names that kept ones use without a link.
fn links_to_std(kept: &Entries, lost: &[(&PathBuf, &Entry)]) -> String {
    let pages = |entries: Vec<(&PathBuf, &Entry)>| -> Vec<page::Page> {
        let is_a_page = |path: &Path| path.parent() == Some(Path::new("src")) && path.extension().is_some_and(|ending| ending == "md");
        let texts = entries.into_iter().filter(|(path, _)| is_a_page(path));
        let read = texts.filter_map(|(path, entry)| match entry {
            Entry::Text(bytes) => Some(page::parse(path, &String::from_utf8_lossy(bytes))),
            _ => None,
        });
        read.collect()
    };
    let (kept, lost) = (pages(kept.iter().collect()), pages(lost.to_vec()));
    let used: BTreeSet<&str> = kept.iter().flat_map(|page| &page.codes).flat_map(|code| words_of(&code.text)).collect();
    let mut links = BTreeMap::new();
    for code in lost.iter().flat_map(|page| &page.codes).filter(|code| words_of(&code.text).all(|word| used.contains(word))) {
        if let Some(address) = code.address.as_ref().filter(|address| address.starts_with("https://doc.rust-lang.org/std/")) {
            links.insert(code.text.as_str(), format!("[`{}`]({address})", code.text));
        }
    }
    format!("\n{}\n", links.into_values().collect::<Vec<_>>().join("\n"))
}

/// The identifiers in a piece of code.
fn words_of(code: &str) -> impl Iterator<Item = &str> {
    code.split(|sign: char| sign != '_' && !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The chapter that a name begins with, or is; the longest if several do.
fn owner<'a>(chapters: &'a [String], name: &str) -> Option<&'a str> {
    let name = name.replace('-', "_");
    let fits =
        |chapter: &&String| name.strip_prefix(&chapter.replace('-', "_")).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    chapters.iter().filter(fits).max_by_key(|chapter| chapter.len()).map(String::as_str)
}

/// Where files lie that belong to chapters by their names, or by the names of their folders.
const BY_CHAPTER: &[&str] = &[
    "src/figures",
    "src/questions",
    "src/seats",
    "src",
    "figures",
    "tests/orderings/models",
    "listings/examples",
    "listings/compile_fail",
    "listings/answers",
    "listings/src",
    "listings",
    "projects",
    "exercises/.answers",
    "exercises",
];

/// The name by which a file belongs to a chapter, if it lies where such files lie, up to its first full stop.
fn name(path: &Path) -> Option<String> {
    let below = BY_CHAPTER.iter().find_map(|folder| path.strip_prefix(folder).ok())?;
    let first = below.components().next()?.as_os_str().to_string_lossy().into_owned();
    first.split('.').next().map(str::to_owned)
}

/// A page that no longer speaks of what is gone.
fn without_chapters(path: &str, text: &str, is_kept: &impl Fn(&str) -> bool, lost: &[String]) -> String {
    let mut kept = Vec::new();
    for line in text.lines() {
        let mut parts = line.split("](");
        let mut rewritten = parts.next().unwrap_or_default().to_owned();
        let mut leads_out = false;
        for part in parts {
            let end = part.find(')').unwrap_or_default();
            let page = part[..end].split('#').next().and_then(|page| page.strip_suffix(".md"));
            let is_gone = path.starts_with("src/") && page.is_some_and(|page| !is_kept(page));
            leads_out |= is_gone;
            rewritten.push_str("](");
            rewritten.push_str(if is_gone { INSTEAD.0 } else { &part[..end] });
            rewritten.push_str(&part[end..]);
        }
        if !(leads_out && path == "src/SUMMARY.md") {
            kept.push(rewritten);
        }
    }
    let mut text = kept.join("\n") + "\n";
    for name in lost {
        for (before, after) in [("`", "`"), ("<code>", "</code>")] {
            text = text.replace(&format!("{before}{name}{after}"), &format!("{before}{}{after}", INSTEAD.1));
        }
    }
    text
}

/// Rules, or the page's script, without the sections, keys and words that name what is gone.
fn without_names(text: &str, is_lost: impl Fn(&str) -> bool) -> String {
    let (mut kept, mut is_left_out) = (String::new(), false);
    for line in text.lines() {
        if let Some(section) = line.strip_prefix('[') {
            is_left_out = is_lost(section.trim_end_matches(']').rsplit('.').next().unwrap_or_default());
        }
        if is_left_out || line.split_once(" = ").is_some_and(|(key, _)| is_lost(key.trim_matches('"'))) {
            continue;
        }
        if let Some((before, rest)) = line.split_once("const guessed = '")
            && let Some((names, after)) = rest.split_once('\'')
        {
            let names: Vec<&str> = names.split(' ').filter(|name| !is_lost(name)).collect();
            kept += &format!("{before}const guessed = '{}'{after}\n", names.join(" "));
        } else if line.trim_start().starts_with('"') && !line.contains(" = ") {
            kept.extend(line.split_inclusive(' ').filter(|word| !is_lost(word.trim_matches(['"', ',', ' ']))).chain(["\n"]));
        } else {
            kept.extend([line, "\n"]);
        }
    }
    kept
}

/// The library without the modules that are gone; their words stay, since every page may use them.
fn with_modules(text: &str, is_kept: &impl Fn(&str) -> bool, lost: &[(&PathBuf, &Entry)]) -> String {
    let module = |line: &str| line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')).map(str::to_owned);
    let mut lines: Vec<String> = text.lines().filter(|line| module(line).is_none_or(|name| is_kept(&name))).map(str::to_owned).collect();
    let mut words = BTreeSet::new();
    for (path, entry) in lost {
        if let (true, Entry::Text(bytes)) = (path.starts_with("listings/src"), entry) {
            let text = String::from_utf8_lossy(bytes).into_owned();
            words.extend(text.split(|sign: char| sign != '_' && !sign.is_alphanumeric()).map(str::to_owned));
        }
    }
    // Except what would begin a part.
    lines.extend(words.iter().filter(|word| !word.is_empty() && !word.starts_with("ANCHOR")).map(|word| format!("// {word}")));
    lines.join("\n") + "\n"
}

fn reported(path: &Path, error: std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
