//! Pages show the listings, all of them, and nothing else: no code, output or message stands in a chapter but as an include of a file that another test checks.
//!
//! No compiler is needed here. Every rule tells all that breaks it, as `file:line: what; what to do`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use support::api::{self, Api};
use support::listing::{self, Listing, Place};
use support::page::{self, Block, Page};
use support::violation::{Told, Violation, report};
use support::{house, outcomes};

/// Words for code that is shown without a listing: commands, and what goes into a manifest.
const FENCES_BESIDE_LISTINGS: &[&str] = &["console", "toml"];

/// Commands that a page may tell its reader to type; `tests/commands.rs` is where they are run.
const COMMANDS: &[&str] = &[
    "cargo run --example ",
    "cargo new ",
    "cargo run",
    "cargo test",
    "cargo xtask ",
    "git clone ",
    "cd ",
    "mdbook ",
    "rustc --explain ",
    "cargo +nightly miri ",
];

/// Columns of a listing that a page shows without a scroll bar.
const COLUMNS: usize = 76;

/// Words that tell the reader how easy something is, and what to write instead.
const UNWANTED: &[(&str, &str)] = &[
    ("simply", "leave it out"),
    ("obviously", "leave it out"),
    ("just", "leave it out, or say `only`"),
    ("immutable reference", "write `shared reference`"),
    ("mutable reference", "write `exclusive reference`"),
    ("immutable borrow", "write `shared borrow`"),
];

/// All pages, or every reason why they cannot be read.
fn pages() -> Result<&'static [Page], Told> {
    static PAGES: OnceLock<Result<Vec<Page>, String>> = OnceLock::new();
    let read = PAGES.get_or_init(|| {
        let (good, bad): (Vec<_>, Vec<_>) = page::files().iter().map(|path| page::load(path)).partition(Result::is_ok);
        let errors: Vec<String> = bad.into_iter().filter_map(Result::err).collect();
        if errors.is_empty() { Ok(good.into_iter().flatten().collect()) } else { Err(errors.join("\n")) }
    });
    read.as_deref().map_err(|told| Told(told.clone()))
}

/// All whole programs.
fn listings() -> Vec<Listing> {
    let mut all = listing::all(Place::Examples);
    all.extend(listing::all(Place::CompileFail));
    all
}

/// A book without pages or without listings has lost them: no rule below may pass because there is nothing to look at.
#[test]
fn there_is_a_book() -> Result<(), Told> {
    if pages()?.is_empty() {
        return Err(Told("src:1: has no chapter; restore the chapters".to_owned()));
    }
    if listings().is_empty() {
        return Err(Told("listings/examples:1: has no listing; restore the listings".to_owned()));
    }
    Ok(())
}

/// The summary names every chapter, once, and no chapter that does not exist.
#[test]
fn the_summary_names_every_chapter() -> Result<(), Told> {
    let path = house::root().join("src/SUMMARY.md");
    let summary = page::load(&path)?;
    let mut wrong = Vec::new();
    let mut named = BTreeSet::new();
    for (line, target) in &summary.links {
        if !house::root().join("src").join(target).is_file() {
            wrong.push(Violation::new(
                &path,
                *line,
                format!("names {target}, which does not exist"),
                "write the chapter, or drop the line",
            ));
        }
        if !named.insert(target.clone()) {
            wrong.push(Violation::new(&path, *line, format!("names {target} twice"), "drop one line"));
        }
    }
    for page in pages()? {
        let file = house::shown(&page.path);
        let target = file.strip_prefix("src/").unwrap_or(&file);
        if !named.contains(target) {
            wrong.push(Violation::new(&page.path, 1, "is not in src/SUMMARY.md", "give it its place there"));
        }
    }
    report(wrong)
}

/// Every file of the book is UTF-8 with LF line ends and a last line end, and holds no stray file.
#[test]
fn files_are_plain_text() -> Result<(), Told> {
    let mut wrong = listing::strays();
    let mut files = listing::files_below(&house::root().join("src"), "md");
    for place in [Place::Examples, Place::CompileFail] {
        files.extend(listing::files(&house::root().join(place.folder())));
    }
    files.extend(listing::files_below(&house::root().join("listings/src"), "rs"));
    let mut told = Vec::new();
    for file in files {
        match listing::read(&file) {
            Err(error) => told.push(error),
            Ok(text) => {
                if let Some(at) = text.find('\r') {
                    let line = text[..at].matches('\n').count() + 1;
                    wrong.push(Violation::new(&file, line, "ends a line in CRLF", "save the file with LF"));
                }
                if text.is_empty() {
                    wrong.push(Violation::new(&file, 1, "is empty", "restore it, or delete it if nothing belongs in it"));
                } else if !text.ends_with('\n') {
                    wrong.push(Violation::new(&file, text.lines().count(), "does not end in a line end", "add one"));
                }
            }
        }
    }
    if told.is_empty() { report(wrong) } else { Err(Told(told.join("\n"))) }
}

/// A listing is shown by its block, and the block says what the listing and its records demand.
#[test]
fn listings_are_shown_in_their_blocks() -> Result<(), Told> {
    let known: BTreeMap<String, Listing> = listings().into_iter().map(|listing| (listing.name.clone(), listing)).collect();
    let mut wrong = Vec::new();
    for page in pages()? {
        for block in &page.blocks {
            let expected = match (known.get(&block.id), part_of_a_type(block)) {
                (Some(listing), _) => page::expected_block(listing),
                (None, Some((path, anchor))) => Ok(page::expected_part(&path, &anchor)),
                (None, None) => {
                    let what = format!("shows {}, but there is no listings/examples/{0}.rs and no listings/compile_fail/{0}.rs", block.id);
                    wrong.push(Violation::new(&page.path, block.line, what, "write the listing, or correct the id"));
                    continue;
                }
            };
            match expected {
                Ok(expected) => wrong.extend(first_difference(page, block, &expected)),
                Err(told) => return Err(Told(told)),
            }
        }
    }
    report(wrong)
}

/// The file and the anchor that a block of a part of a type includes.
fn part_of_a_type(block: &Block) -> Option<(PathBuf, String)> {
    let directive = block.lines.iter().flat_map(|line| page::directives(line)).next()?;
    let (path, anchor) = directive.strip_prefix("rustdoc_include ../")?.rsplit_once(':')?;
    let path = house::root().join(path);
    (path.is_file() && block.id == page::part_id(&path, anchor)).then(|| (path, anchor.to_owned()))
}

fn first_difference(page: &Page, block: &Block, expected: &[String]) -> Option<Violation> {
    let longest = expected.len().max(block.lines.len());
    let offset = (0..longest).find(|offset| expected.get(*offset) != block.lines.get(*offset))?;
    let line = block.line + offset.min(block.lines.len() - 1);
    let found = block.lines.get(offset).map_or("the end of the block", String::as_str);
    let wanted = expected.get(offset).map_or("the end of the block", String::as_str);
    let (what, remedy) = if wanted.contains("outcomes") && found.contains("stdout") || wanted.contains("It can print") {
        (format!("{} has several outcomes, and `{found}` says otherwise", block.id), format!("write `{wanted}`"))
    } else {
        (format!("the block of {} says `{found}`", block.id), format!("write `{wanted}`"))
    };
    Some(Violation::new(&page.path, line, what, remedy))
}

/// Each listing is shown once, on the page that its name begins with.
#[test]
fn each_listing_is_shown_once_on_its_own_page() -> Result<(), Told> {
    let mut shown: BTreeMap<&str, Vec<(&Page, usize)>> = BTreeMap::new();
    for page in pages()? {
        for block in &page.blocks {
            shown.entry(&block.id).or_default().push((page, block.line));
        }
    }
    let mut wrong = Vec::new();
    for listing in listings() {
        let Some(owner) = owner(&listing.name)? else {
            wrong.push(Violation::new(&listing.path, 1, "has a name that begins with no chapter's", "rename it <chapter>_<slug>.rs"));
            continue;
        };
        match shown.get(listing.name.as_str()).map(Vec::as_slice) {
            None => {
                let block = page::expected_block(&listing).unwrap_or_else(|told| vec![told]).join("\n");
                wrong.push(Violation::new(
                    &listing.path,
                    1,
                    "is on no page",
                    format!("show it in {}:\n{block}\n", house::shown(&owner.path)),
                ));
            }
            Some(places) => {
                for (page, line) in places {
                    if page.slug != owner.slug {
                        wrong.push(Violation::new(
                            &page.path,
                            *line,
                            format!("shows {}, which belongs to {}", listing.name, house::shown(&owner.path)),
                            "show it there, or rename it",
                        ));
                    }
                }
                for (page, line) in &places[1..] {
                    wrong.push(Violation::new(
                        &page.path,
                        *line,
                        format!("shows {} again", listing.name),
                        "link to the first place instead",
                    ));
                }
            }
        }
    }
    report(wrong)
}

/// The page whose name a listing's name begins with; the longest if several do.
fn owner(name: &str) -> Result<Option<&'static Page>, Told> {
    let fits = |page: &&Page| name.strip_prefix(&page.slug.replace('-', "_")).is_some_and(|rest| rest.len() > 1 && rest.starts_with('_'));
    Ok(pages()?.iter().filter(fits).max_by_key(|page| page.slug.len()))
}

/// Outside the blocks of listings there is no code but commands and manifests, and no directive but the include of a drawn figure.
#[test]
fn no_code_is_typed_into_a_chapter() -> Result<(), Told> {
    let mut wrong = Vec::new();
    for page in pages()? {
        for fence in page.fences.iter().filter(|fence| page.block_at(fence.line).is_none()) {
            if !FENCES_BESIDE_LISTINGS.contains(&fence.info.as_str()) {
                let what = format!("a fence `{}` outside a listing", fence.info);
                wrong.push(Violation::new(
                    &page.path,
                    fence.line,
                    what,
                    "make it a file under listings/ and show that, or use one of: console, toml",
                ));
            } else if fence.info == "console" {
                wrong.extend(unknown_commands(page, fence.line, &fence.body));
            }
        }
        for (index, line) in page.lines.iter().enumerate() {
            wrong.extend(bad_directives(page, index + 1, line));
        }
    }
    report(wrong)
}

fn unknown_commands(page: &Page, line: usize, body: &str) -> Vec<Violation> {
    let typed = body.lines().enumerate();
    let unknown = typed.filter(|(_, command)| {
        !COMMANDS.iter().any(|known| command.strip_prefix("$ ").is_some_and(|typed| typed.starts_with(known) || typed == known.trim_end()))
    });
    unknown
        .map(|(offset, command)| {
            Violation::new(
                &page.path,
                line + 1 + offset,
                format!("`{command}` is no command that the book knows"),
                "begin it with `$ ` and add it to COMMANDS in tests/chapters.rs if it is meant",
            )
        })
        .collect()
}

fn bad_directives(page: &Page, line: usize, text: &str) -> Vec<Violation> {
    let mut wrong = Vec::new();
    for directive in page::directives(text) {
        let drawn = directive
            .strip_prefix("include figures/")
            .is_some_and(|file| file.ends_with(".svg") && house::root().join("src/figures").join(file).is_file());
        if page.block_at(line).is_none() && !drawn {
            wrong.push(Violation::new(
                &page.path,
                line,
                format!("`{{{{#{directive}}}}}` outside a listing's block"),
                "show the listing in its block, or include a figure that exists: {{#include figures/….svg}}",
            ));
        }
    }
    wrong
}

/// A part of a type shows an anchor that exists, is closed and is not empty; each anchor is shown, and each file is a module.
#[test]
fn parts_of_types_exist_and_are_shown() -> Result<(), Told> {
    let mut wrong = Vec::new();
    let mut shown = BTreeSet::new();
    for page in pages()? {
        for block in &page.blocks {
            for (offset, line) in block.lines.iter().enumerate() {
                for directive in page::directives(line) {
                    if let Some(target) = directive.strip_prefix("rustdoc_include ../") {
                        shown.insert(target.to_owned());
                        wrong.extend(bad_anchor(page, block.line + offset, target));
                    }
                }
            }
        }
    }
    let root = house::root();
    for file in listing::files_below(&root.join("listings/src"), "rs") {
        let text = listing::read(&file)?;
        for (index, line) in text.lines().enumerate() {
            if let Some(anchor) = line.trim().strip_prefix("// ANCHOR: ")
                && !shown.contains(&format!("{}:{anchor}", house::shown(&file)))
            {
                wrong.push(Violation::new(&file, index + 1, format!("the anchor {anchor} is on no page"), "show it, or drop it"));
            }
        }
        wrong.extend(not_a_module(&file));
    }
    report(wrong)
}

fn bad_anchor(page: &Page, line: usize, target: &str) -> Option<Violation> {
    let told = |what: String, remedy: &str| Some(Violation::new(&page.path, line, what, remedy));
    let Some((path, anchor)) = target.rsplit_once(':') else {
        return told(format!("includes the whole of {target}"), "name an anchor: parts of types are anchored");
    };
    let Ok(text) = listing::read(&house::root().join(path)) else {
        return told(format!("includes {path}, which does not exist"), "correct the path");
    };
    let at = |mark: &str| text.lines().position(|line| line.trim() == format!("// {mark}: {anchor}"));
    match (at("ANCHOR"), at("ANCHOR_END")) {
        (None, _) => told(format!("{path} has no anchor {anchor}"), "write `// ANCHOR: …` there, or correct the name"),
        (Some(_), None) => told(format!("the anchor {anchor} of {path} is not closed"), "write `// ANCHOR_END: …` behind it"),
        (Some(start), Some(end)) if end <= start + 1 => {
            told(format!("the anchor {anchor} of {path} is empty"), "put the lines to show between its marks")
        }
        _ => None,
    }
}

/// A file under `listings/src` that no `mod` names is compiled by nobody.
fn not_a_module(file: &Path) -> Option<Violation> {
    let name = listing::stem(file);
    if name == "lib" || name == "mod" {
        return None;
    }
    let folder = file.parent()?;
    let parents = [folder.join("lib.rs"), folder.join("mod.rs"), folder.with_extension("rs")];
    let named = parents.iter().filter_map(|parent| listing::read(parent).ok()).any(|text| text.contains(&format!("mod {name};")));
    (!named)
        .then(|| Violation::new(file, 1, "is named by no `mod`, so nothing compiles it", format!("add `pub mod {name};` to its parent")))
}

/// A listing fits the page, is a whole program, needs nothing but std, and shows no mark that is meant for a part of a type.
#[test]
fn listings_are_whole_and_fit_the_page() -> Result<(), Told> {
    let mut wrong = Vec::new();
    for listing in listings() {
        let text = listing.text()?;
        for (index, line) in text.lines().enumerate() {
            wrong.extend(bad_line(&listing, index + 1, line));
        }
        let is_syntax = Listing::marked_errors(&text).iter().any(|(_, code)| code == listing::SYNTAX);
        if !text.contains("fn main()") && !is_syntax {
            wrong.push(Violation::new(&listing.path, 1, "has no `fn main()`", "make it a whole program"));
        }
    }
    for file in listing::files_below(&house::root().join("listings/src"), "rs") {
        let text = listing::read(&file)?;
        wrong.extend(text.lines().enumerate().filter_map(|(index, line)| too_wide(&file, index + 1, line)));
    }
    report(wrong)
}

fn bad_line(listing: &Listing, number: usize, line: &str) -> Vec<Violation> {
    let told = |what: &str, remedy: &str| Violation::new(&listing.path, number, what, remedy);
    let mut wrong: Vec<Violation> = too_wide(&listing.path, number, line).into_iter().collect();
    if line.contains("ANCHOR") {
        wrong.push(told("a whole program has an anchor", "drop it: the page shows the whole file"));
    }
    if line.contains("cfg(") || line.contains("cfg!(") {
        wrong.push(told("a listing has a `cfg`", "drop it: the page and the explorer see the same text"));
    }
    if line.contains("extern crate") {
        wrong.push(told("a listing needs another crate", "use std alone"));
    }
    if line.trim_end().ends_with("::*;") && line.trim_start().starts_with("use ") {
        wrong.push(told("a listing imports by glob", "name what it uses"));
    }
    if listing.place == Place::Examples && line.contains("// error") {
        wrong.push(told("a program that runs marks an error", "move it to listings/compile_fail, or drop the mark"));
    }
    wrong
}

fn too_wide(file: &Path, number: usize, line: &str) -> Option<Violation> {
    let width = line.chars().count();
    (width > COLUMNS)
        .then(|| Violation::new(file, number, format!("is {width} columns wide"), format!("break the line: the page shows {COLUMNS}")))
}

/// A program has a record of what it prints: of one outcome or of several, never of both.
#[test]
fn programs_have_records() -> Result<(), Told> {
    let mut wrong = Vec::new();
    for listing in listings() {
        let has = |ending| listing.has(ending);
        let told = |what: &str, remedy: &str| Violation::new(&listing.path, 1, what, remedy);
        match listing.place {
            Place::CompileFail if !has("stderr") => {
                wrong.push(told("has no record of what the compiler says", "run `cargo xtask bless` and review it"))
            }
            Place::Examples if !has("stdout") && !has("outcomes") && !has("stderr") => {
                wrong.push(told("has no record of what it prints", "run `cargo xtask bless` and review it"))
            }
            Place::Examples if has("outcomes") && (has("stdout") || has("stderr")) => {
                wrong.push(told("has a record of one outcome and one of several", "run `cargo xtask bless`, which keeps the right one"))
            }
            _ => {}
        }
        if has("outcomes") {
            let record = listing.record("outcomes");
            let read = listing::read(&record).and_then(|text| outcomes::parse(&record, &text));
            read?;
        }
    }
    report(wrong)
}

/// An error code in prose stands in a record on the same page.
#[test]
fn error_codes_in_prose_are_earned_on_the_page() -> Result<(), Told> {
    let mut wrong = Vec::new();
    for page in pages()? {
        let mut earned = String::new();
        for block in &page.blocks {
            let listing = Listing {
                name: block.id.clone(),
                place: Place::CompileFail,
                path: house::root().join(Place::CompileFail.folder()).join(format!("{}.rs", block.id)),
            };
            earned.push_str(&listing::read(&listing.record("stderr")).unwrap_or_default());
        }
        let said = page
            .words
            .iter()
            .map(|(line, text)| (*line, text.as_str()))
            .chain(page.codes.iter().map(|code| (code.line, code.text.as_str())));
        for (line, text) in said {
            for code in error_codes(text) {
                if !earned.contains(&format!("[{code}]")) {
                    wrong.push(Violation::new(
                        &page.path,
                        line,
                        format!("names {code}, which no refusal on this page shows"),
                        "show one, or correct the code",
                    ));
                }
            }
        }
    }
    report(wrong)
}

/// `E` and four digits, as a word.
fn error_codes(text: &str) -> Vec<&str> {
    let found = text
        .match_indices('E')
        .filter_map(|(at, _)| text.get(at..at + 5).filter(|code| code[1..].bytes().all(|byte| byte.is_ascii_digit())));
    found.collect()
}

/// A name of the standard library is a link at its first use on a page, and exists.
#[test]
fn names_of_the_standard_library_are_linked_and_exist() -> Result<(), Told> {
    let Some(html) = api::documentation()? else {
        println!("SKIPPED: the component rust-docs is not installed; run `rustup component add rust-docs`");
        return Ok(());
    };
    let api = Api::read(&html)?;
    let mut wrong = Vec::new();
    for page in pages()? {
        let own = own_names(page);
        let mut linked = BTreeSet::new();
        for code in page.codes.iter().filter(|code| !code.heading) {
            if api.missing_member(&code.text) && !own.contains(code.text.split("::").next().unwrap_or_default()) {
                wrong.push(Violation::new(&page.path, code.line, format!("`{}` is not in std", code.text), "correct the name"));
            }
            let Some(name) = api.name_in(&code.text).filter(|name| !own.contains(name)) else { continue };
            if code.linked {
                linked.insert(name);
            } else if linked.insert(name) {
                wrong.push(Violation::new(
                    &page.path,
                    code.line,
                    format!("`{}` is used for the first time and is no link", code.text),
                    "link it to its page in https://doc.rust-lang.org/std/",
                ));
            }
        }
    }
    report(wrong)
}

/// Names that the page's own listings define or bind: words that are neither called as a method nor followed by `(`.
fn own_names(page: &Page) -> BTreeSet<String> {
    let mut own = BTreeSet::new();
    for block in &page.blocks {
        for place in [Place::Examples, Place::CompileFail] {
            own.extend(names_in(&house::root().join(place.folder()).join(format!("{}.rs", block.id))));
        }
        if let Some((path, _)) = part_of_a_type(block) {
            own.extend(names_in(&path));
        }
    }
    own
}

fn names_in(file: &Path) -> Vec<String> {
    let text = listing::read(file).unwrap_or_default();
    let mut names = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("use ") && !line.trim_start().starts_with("//")) {
        for keyword in
            ["let ", "let mut ", "fn ", "struct ", "enum ", "type ", "trait ", "static ", "const ", "for ", "|", "mod ", "Some(", "Ok("]
        {
            for (at, _) in line.match_indices(keyword) {
                let rest = line[at + keyword.len()..].trim_start_matches(['(', '&']).trim_start_matches("mut ");
                names.extend(
                    rest.split(|c: char| c != '_' && !c.is_alphanumeric()).next().filter(|name| !name.is_empty()).map(str::to_owned),
                );
            }
        }
        if let Some((field, _)) = line.trim().split_once(": ") {
            names.extend(
                Some(field.trim_start_matches("pub ").to_owned()).filter(|field| field.chars().all(|c| c == '_' || c.is_lowercase())),
            );
        }
    }
    names
}

/// No page tells its reader how easy something is, calls a shared reference immutable, or waits for a later hand.
#[test]
fn prose_keeps_to_the_style() -> Result<(), Told> {
    let mut wrong = Vec::new();
    for page in pages()? {
        for (line, text) in &page.words {
            let lower = format!(" {} ", text.to_lowercase());
            for (unwanted, remedy) in UNWANTED {
                let found = lower.match_indices(unwanted).any(|(at, _)| {
                    let before = lower[..at].chars().next_back().is_some_and(char::is_alphanumeric);
                    let after = lower[at + unwanted.len()..].chars().next().is_some_and(char::is_alphanumeric);
                    !before && !after
                });
                if found {
                    wrong.push(Violation::new(&page.path, *line, format!("says `{unwanted}`"), *remedy));
                }
            }
        }
        for (index, line) in page.lines.iter().enumerate() {
            if ["<!-- FIGURE", "TODO", "FIXME", "TBD"].iter().any(|mark| line.contains(mark)) {
                wrong.push(Violation::new(&page.path, index + 1, "is not finished", "draw the figure, or write the text"));
            }
        }
    }
    report(wrong)
}
