//! Checks that every listing is shown once, in its block on its own page, and that no code is outside the blocks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use book::diagnostic::{Diagnostic, Report, report};
use book::page::{self, Block, Page};
use book::{files, instructions, package, project};

use crate::{listings, pages};

/// Commands that a page may tell its reader to type; `tests/commands.rs` checks what they name.
const COMMANDS: &[&str] = &[
    "cargo listing ",
    "cargo new ",
    "cargo run",
    "cargo test",
    "cargo xtask ",
    "git clone ",
    "cd ",
    "gdb -p ",
    "mdbook ",
    "rustc --explain ",
    "cargo +nightly miri ",
    "RUSTFLAGS=\"--cfg loom\" cargo test",
];

/// Every block belongs to a listing, and says what the listing and its records require.
#[test]
fn listings_are_shown_in_their_blocks() -> Result<(), Report> {
    let known: BTreeMap<String, Shown> = all_that_is_shown()?.into_iter().map(|shown| (shown.id.clone(), shown)).collect();
    let mut wrong = Vec::new();
    for page in pages()? {
        for block in &page.blocks {
            wrong.extend(match known.get(&block.id) {
                Some(shown) => {
                    first_difference(page, &block.id, block.line, &block.lines, &shown.block.clone()?).or_else(|| hidden(page, block))
                }
                None => Some(unknown_listing(page, block)),
            });
        }
    }
    report(wrong)
}

/// Reports a block whose address isn't a listing's, depending on what it includes.
fn unknown_listing(page: &Page, block: &Block) -> Diagnostic {
    let id = &block.id;
    let included = block.lines.iter().flat_map(|line| page::directives(line)).next().unwrap_or_default();
    let (what, help) = if included.starts_with("rustdoc_include ") {
        (format!("shows {id}, and `{included}` is not an anchor of that address"), "correct the file, the anchor or the id".to_owned())
    } else if included.ends_with(".loom") {
        (format!("shows {id}, and there is no such report"), "create an empty file of that name and run `cargo xtask bless`".to_owned())
    } else if included.starts_with("include ../projects/") {
        (format!("shows {id}, and `{included}` is not a file of that address"), "correct the file or the id".to_owned())
    } else {
        let what = format!("shows {id}, but there is no listings/examples/{id}.rs and no listings/compile_fail/{id}.rs");
        (what, "write the listing, or correct the id".to_owned())
    };
    Diagnostic::new(&page.path, block.line, what, help)
}

/// Reports the first unexpected line of a block; the block begins at `start`.
pub fn first_difference(page: &Page, id: &str, start: usize, lines: &[String], expected: &[String]) -> Option<Diagnostic> {
    let longest = expected.len().max(lines.len());
    let offset = (0..longest).find(|offset| expected.get(*offset) != lines.get(*offset))?;
    let (found, wanted) = (quoted(lines.get(offset)), quoted(expected.get(offset)));
    let what = if wanted.contains("outcomes") && found.contains("stdout") || wanted.contains("It can print") {
        format!("{id} has several outcomes, and {found} says otherwise")
    } else {
        format!("the block of {id} says {found}")
    };
    Some(Diagnostic::new(&page.path, start + offset.min(lines.len() - 1), what, format!("write {wanted}")))
}

/// Reports a block that's correct as text but shows nothing, because it's inside a comment or other HTML.
fn hidden(page: &Page, block: &Block) -> Option<Diagnostic> {
    let is_read = page.fences.iter().any(|fence| (block.line..block.end()).contains(&fence.line));
    let what = || format!("the block of {} is inside HTML and shows nothing", block.id);
    (!is_read).then(|| Diagnostic::new(&page.path, block.line, what(), "remove the comment or the tag around it"))
}

/// Quotes a line of a page for a message.
fn quoted(line: Option<&String>) -> String {
    match line.map(String::as_str) {
        None => "nothing more".to_owned(),
        Some("") => "an empty line".to_owned(),
        Some(line) if line.contains('`') => format!("“{line}”"),
        Some(line) => format!("`{line}`"),
    }
}

/// What a page shows in a block.
struct Shown {
    /// Its address.
    id: String,
    /// Its file, and the line there.
    path: PathBuf,
    line: usize,
    /// The anchor, if it is a part of a type.
    anchor: Option<String>,
    /// What its block must say.
    block: Result<Vec<String>, String>,
}

/// Returns everything that must be shown: listings, the anchored parts of types, loom's reports, functions with their instructions, and the files of packages.
fn all_that_is_shown() -> Result<Vec<Shown>, Report> {
    let whole = |id, path, block| Shown { id, path, line: 1, anchor: None, block };
    let mut all = Vec::new();
    for listing in listings() {
        let block = page::expected_block(&listing);
        all.push(whole(listing.name, listing.path, block));
    }
    for path in files::below(&project().join("listings/src"), "rs") {
        for (index, line) in files::read(&path)?.lines().enumerate() {
            if let Some(anchor) = line.trim().strip_prefix("// ANCHOR: ").filter(|anchor| *anchor != "rs") {
                let (id, block) = (page::part_id(&path, anchor), Ok(page::expected_part(&path, anchor)));
                all.push(Shown { id, path: path.clone(), line: index + 1, anchor: Some(anchor.to_owned()), block });
            }
        }
        let report = path.with_extension("loom");
        if report.is_file() {
            all.push(whole(page::part_id(&path, "weakened"), report, Ok(page::expected_report(&path))));
        }
    }
    for path in instructions::all() {
        let block = Ok(page::expected_instructions(&path));
        all.push(whole(files::stem(&path), path, block));
    }
    for path in package::all().iter().flat_map(|package| package::files(package)) {
        let block = page::expected_file(&path);
        all.push(whole(package::id(&path), path, block));
    }
    Ok(all)
}

/// Returns the file that a block shows, if there is one.
pub fn file_of(block: &Block) -> Option<&'static PathBuf> {
    static KNOWN: LazyLock<BTreeMap<String, PathBuf>> =
        LazyLock::new(|| all_that_is_shown().unwrap_or_default().into_iter().map(|shown| (shown.id, shown.path)).collect());
    KNOWN.get(&block.id)
}

/// Everything that must be shown is shown once, on the page that its address begins with.
#[test]
fn each_listing_is_shown_once_on_its_own_page() -> Result<(), Report> {
    let mut places: BTreeMap<&str, Vec<(&Page, usize)>> = BTreeMap::new();
    for page in pages()? {
        for block in &page.blocks {
            places.entry(&block.id).or_default().push((page, block.line));
        }
    }
    let (mut wrong, mut known) = (Vec::new(), BTreeSet::new());
    for Shown { id, path, line, anchor, block } in all_that_is_shown()? {
        let mut tell = |path: &Path, line: usize, what: &str, help: &str| wrong.push(Diagnostic::new(path, line, what, help));
        let Some(owner) = page::owner(&id) else {
            tell(&path, line, "has a name that doesn't begin with a chapter's", "rename it <chapter>_<slug>.rs");
            continue;
        };
        if !known.insert(id.clone()) {
            tell(&path, line, &format!("has the address {id}, which something else has, too"), "give it another name");
            continue;
        }
        let (own_page, places) = (project().shown(&owner), places.get(id.as_str()).map_or(&[][..], Vec::as_slice));
        if places.is_empty() {
            let what = anchor.map_or("is on no page".to_owned(), |anchor| format!("the anchor {anchor} is on no page"));
            let block = block.unwrap_or_else(|reported| vec![reported]).join("\n");
            tell(&path, line, &what, &format!("show it in {own_page}:\n{block}\n"));
        }
        for (index, (page, line)) in places.iter().enumerate() {
            if page.path != owner {
                tell(&page.path, *line, &format!("shows {id}, which belongs to {own_page}"), "show it there, or rename it");
            }
            if index > 0 {
                tell(&page.path, *line, &format!("shows {id} again"), "link to the first place instead");
            }
        }
    }
    report(wrong)
}

/// Outside the blocks of listings, the only code is commands, and the only directives include generated figures, schedules, tables and choices.
#[test]
fn no_code_is_typed_into_a_chapter() -> Result<(), Report> {
    let (mut wrong, mut included) = (Vec::new(), BTreeSet::new());
    for page in pages()? {
        for fence in page.fences.iter().filter(|fence| page.block_at(fence.line).is_none()) {
            if fence.info == "console" {
                wrong.extend(unknown_commands(page, fence.line, &fence.body));
            } else {
                let what = format!("a fence `{}` outside a listing", fence.info);
                let help = "make it a file under listings/ and show that; only commands may be typed in, as `console`";
                wrong.push(Diagnostic::new(&page.path, fence.line, what, help));
            }
        }
        for (index, line) in page.lines.iter().enumerate() {
            if ["<pre", "<samp", "<textarea"].iter().any(|tag| line.to_lowercase().contains(tag)) {
                let help = "make it a file under listings/ and show that";
                wrong.push(Diagnostic::new(&page.path, index + 1, "code as HTML outside a listing", help));
            }
            wrong.extend(bad_directives(page, index + 1, line, &mut included));
        }
        // Captions and questions are entirely HTML, so code has no other form there.
        for (line, tag) in &page.inline_tags {
            if ["<code", "<kbd", "<tt"].iter().any(|code| tag.to_lowercase().starts_with(code)) {
                wrong.push(Diagnostic::new(&page.path, *line, format!("{tag} in a paragraph"), "write code between backticks"));
            }
        }
    }
    report(wrong)
}

/// Tags that must be closed on their page.
const TAGS: [&str; 14] =
    ["a", "b", "code", "details", "div", "em", "figcaption", "figure", "p", "pre", "span", "strong", "summary", "table"];

/// Every tag is closed: an open one swallows the rest of the page.
#[test]
fn html_is_closed() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for page in pages()? {
        for tag in TAGS {
            let reported = |line: usize, what: &str| Diagnostic::new(&page.path, line, format!("<{tag}> {what}"), "fix the tags");
            let mut open: Option<usize> = None;
            for (index, line) in page.lines.iter().enumerate() {
                for piece in line.split('<').skip(1) {
                    let name = piece.split(['>', ' ']).next().unwrap_or_default();
                    if name == tag {
                        wrong.extend(open.replace(index + 1).map(|line| reported(line, "is not closed")));
                    } else if name.strip_prefix('/') == Some(tag) && open.take().is_none() {
                        wrong.push(reported(index + 1, "is closed and was not opened"));
                    }
                }
            }
            wrong.extend(open.map(|line| reported(line, "is not closed")));
        }
    }
    report(wrong)
}

fn unknown_commands(page: &Page, line: usize, body: &str) -> Vec<Diagnostic> {
    let is_known = |command: &str| {
        COMMANDS.iter().any(|known| command.strip_prefix("$ ").is_some_and(|typed| typed.starts_with(known) || typed == known.trim_end()))
    };
    let unknown = body.lines().enumerate().filter(|(_, command)| !is_known(command));
    let reported = unknown.map(|(offset, command)| {
        let help = "begin it with `$ ` and add it to COMMANDS in tests/chapters/blocks.rs if it's intended";
        Diagnostic::new(&page.path, line + 1 + offset, format!("`{command}` is not a command that the book knows"), help)
    });
    reported.collect()
}

fn bad_directives<'a>(page: &'a Page, line: usize, text: &'a str, included: &mut BTreeSet<&'a str>) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for directive in page::directives(text).into_iter().filter(|_| page.block_at(line).is_none()) {
        let generated = [".svg", ".steps", ".table", ".choices"].iter().any(|ending| directive.ends_with(ending));
        let file = directive.strip_prefix("include ").map(|file| project().join("src").join(file));
        let mut tell = |what: String, help: &str| wrong.push(Diagnostic::new(&page.path, line, what, help));
        if !generated || !file.is_some_and(|file| file.is_file()) {
            tell(
                format!("`{{{{#{directive}}}}}` outside a listing's block"),
                "show the listing in its block, or include what a test generates and what exists: {{#include figures/….svg}}",
            );
        } else if !included.insert(directive) {
            tell(format!("includes `{directive}` again"), "link to the first place instead");
        }
    }
    wrong
}
