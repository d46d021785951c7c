//! Checks that names and error codes in prose exist in the listings, the language or the standard library.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use book::diagnostic::{Diagnostic, Report, report};
use book::listing::{Listing, Place};
use book::outcomes::{self, Outcome, Outcomes};
use book::page::{self, Page};
use book::{files, project};
use explore::std_docs::{self, Api};
use regex::Regex;

use crate::blocks::file_of;
use crate::{listings, pages, reading_order, tasks};

/// Returns std's API, read once for all rules.
fn standard_library() -> Result<&'static Api, Report> {
    static READ: OnceLock<Result<Api, String>> = OnceLock::new();
    let read = READ.get_or_init(|| Api::read(&std_docs::documentation()?));
    read.as_ref().map_err(|reported| Report(reported.clone()))
}

/// Every error code in prose is in a record on the same page.
#[test]
fn error_codes_in_prose_are_earned_on_the_page() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for page in pages()? {
        let mut earned = String::new();
        for block in &page.blocks {
            let refusal = Listing::named(&block.id, Place::CompileFail).record("stderr");
            earned.push_str(&files::read(&refusal).unwrap_or_default());
        }
        let words = page.words.iter().map(|(line, text)| (*line, text));
        for (line, text) in words.chain(page.codes.iter().map(|code| (code.line, &code.text))) {
            for code in error_codes(text).into_iter().filter(|code| !earned.contains(&format!("[{code}]"))) {
                let what = format!("names {code}, which no refusal on this page shows");
                wrong.push(Diagnostic::new(&page.path, line, what, "show one, or correct the code"));
            }
        }
    }
    report(wrong)
}

/// Finds error codes: `E` and four digits.
fn error_codes(text: &str) -> Vec<&str> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"E\d{4}").expect("a pattern"));
    CODE.find_iter(text).map(|code| code.as_str()).collect()
}

/// A share in prose, such as `21 of the 3,355 schedules` or `20 schedules of 8,662`, is that of one or more outcomes in a record of the page's listings or answers.
#[test]
fn shares_in_prose_are_recorded() -> Result<(), Report> {
    static SHARE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\d[\d,]*)( schedules| executions)? of (?:the |all |its )?(\d[\d,]*)( schedules| executions)?").expect("a pattern")
    });
    let folders = ["listings/examples", "listings/answers"].map(|folder| project().join(folder));
    let mut recorded: BTreeMap<Option<PathBuf>, Vec<Outcomes>> = BTreeMap::new();
    for record in folders.iter().flat_map(|folder| files::below(folder, "outcomes")) {
        recorded.entry(page::owner(&files::stem(&record))).or_default().push(outcomes::parse(&record, &files::read(&record)?)?);
    }
    let sums = |record: &Outcomes| {
        let add = |sums: BTreeSet<u128>, one: &Outcome| sums.iter().flat_map(|sum| [*sum, sum + one.schedules]).collect();
        record.each.iter().fold(BTreeSet::from([0]), add)
    };
    let mut wrong = Vec::new();
    for page in pages()? {
        let records = recorded.get(&Some(page.path.clone())).map_or(&[][..], Vec::as_slice);
        for (line, found) in page.words.iter().flat_map(|(line, text)| SHARE.captures_iter(text).map(move |found| (line, found))) {
            let number = |group: usize| found[group].replace(',', "").parse().unwrap_or(0);
            let is_share = found.get(2).or(found.get(4)).is_some();
            if is_share && !records.iter().any(|record| record.schedules() == number(3) && sums(record).contains(&number(1))) {
                let what = format!("says `{}`, and no record of this page's listings and answers does", &found[0]);
                wrong.push(Diagnostic::new(&page.path, *line, what, "correct the numbers"));
            }
        }
    }
    report(wrong)
}

/// Every name from the standard library exists, and is a link at its first use in the book.
#[test]
fn names_of_the_standard_library_are_linked_and_exist() -> Result<(), Report> {
    let api = standard_library()?;
    let (mut wrong, mut linked) = (Vec::new(), BTreeSet::new());
    for page in reading_order()? {
        let own = own_names(page);
        for code in &page.codes {
            let mut tell =
                |what: &str, help: &str| wrong.push(Diagnostic::new(&page.path, code.line, format!("`{}` {what}", code.text), help));
            if api.missing_member(&code.text) && !own.contains(code.text.split("::").next().unwrap_or_default()) {
                tell("is not in std", "correct the name");
            }
            // `scope` may be a variable of the page; `thread::scope` is std's.
            let is_own = |name: &String| own.contains(name) && code.text.split_once("::").is_none_or(|(head, _)| own.contains(head));
            let Some(name) = api.name_in(&code.text).filter(|name| !is_own(name)) else { continue };
            if code.apart {
                continue;
            }
            if let Some(address) = &code.address {
                wrong.extend(leads_elsewhere(page, code.line, &name, address));
                linked.insert(name);
            } else if linked.insert(name) {
                let help = "link it to its page in https://doc.rust-lang.org/std/";
                tell("is used for the first time in the book and is not a link", help);
            }
        }
    }
    for task in tasks()? {
        for code in task.codes.iter().filter(|code| api.missing_member(&code.text)) {
            wrong.push(Diagnostic::new(&task.path, code.line, format!("`{}` is not in std", code.text), "correct the name"));
        }
    }
    report(wrong)
}

/// Reports a link from a standard library name, or from an error code, whose address doesn't contain that name.
fn leads_elsewhere(page: &Page, line: usize, name: &str, address: &str) -> Option<Diagnostic> {
    let address = address.strip_prefix("https://doc.rust-lang.org/")?;
    let last = name.rsplit("::").next().unwrap_or(name).trim_end_matches('!');
    // `cell` is the module of `RefCell` as well; `from` is shown at `#impl-From…`.
    let is_it = |word: &str| word == last || address.contains("#impl-") && word.eq_ignore_ascii_case(last);
    let holds = address.split(|c: char| c != '_' && !c.is_alphanumeric()).any(is_it);
    (!holds).then(|| Diagnostic::new(&page.path, line, format!("`{name}` leads to {address}"), format!("link it to the page of {last}")))
}

/// Returns the names that the page's own listings define or bind.
fn own_names(page: &Page) -> BTreeSet<String> {
    page.blocks.iter().filter_map(file_of).flat_map(|file| names_in(file)).collect()
}

fn names_in(file: &Path) -> Vec<String> {
    let text = files::read(file).unwrap_or_default();
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

/// Every link definition is used and leads to what it names, as does every link whose text is a page's title. Markdown treats `[drop]` and `[Drop]` as one label and never uses the second definition.
#[test]
fn link_labels_are_told_apart() -> Result<(), Report> {
    static TO_A_PAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[([^\]]+)\]\(([a-z-]+)\.md").expect("a pattern"));
    let titles = pages()?.iter().filter_map(|page| Some((page.lines.first()?.strip_prefix("# ")?, page.slug.as_str())));
    let titles: BTreeMap<&str, &str> = titles.collect();
    let mut wrong = Vec::new();
    for page in pages()? {
        let mut known = BTreeMap::new();
        for (index, line) in page.lines.iter().enumerate() {
            for link in TO_A_PAGE.captures_iter(line) {
                if let Some(slug) = titles.get(&link[1]).filter(|slug| **slug != &link[2]) {
                    let what = format!("`{}` leads to {}.md", &link[1], &link[2]);
                    wrong.push(Diagnostic::new(&page.path, index + 1, what, format!("link it to {slug}.md")));
                }
            }
            let Some((label, address)) = line.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) else { continue };
            if address.contains(' ') {
                continue;
            }
            if !error_codes(label).is_empty() {
                wrong.extend(leads_elsewhere(page, index + 1, label.trim_matches('`'), address));
            }
            let used = format!("[{}]", label.to_lowercase());
            if !page.lines.iter().any(|other| other != line && other.to_lowercase().contains(&used)) {
                wrong.push(Diagnostic::new(&page.path, index + 1, format!("defines [{label}], which no link uses"), "use it, or drop it"));
            }
            if let Some(first) = known.insert(label.to_lowercase(), index + 1) {
                let what = format!("defines the label of line {first} again; Markdown ignores case");
                wrong.push(Diagnostic::new(&page.path, index + 1, what, "write this link inline: [`text`](address)"));
            }
        }
    }
    report(wrong)
}

/// Every name in inline code is in a listing or a record of its page, in std, or in the language: this catches typos.
#[test]
fn names_in_inline_code_are_known() -> Result<(), Report> {
    let api = standard_library()?;
    let language: BTreeSet<&str> = LANGUAGE.split_whitespace().collect();
    let mut wrong = Vec::new();
    let mut everywhere: BTreeSet<String> =
        listings().iter().map(|listing| listing.name.clone()).chain(pages()?.iter().map(|page| page.slug.clone())).collect();
    let blocks: BTreeSet<String> = pages()?.iter().flat_map(|page| &page.blocks).map(|block| block.id.clone()).collect();
    everywhere.extend(blocks.iter().cloned());
    // The book's own types are known on every page.
    for file in files::below(&project().join("listings/src"), "rs") {
        everywhere.extend(words(&files::read(&file)?));
    }
    for page in pages()? {
        let mut own = words_of_listings(page);
        // Inline code may introduce a new name, after `let`, `mut`, `fn`, `struct` or `for`.
        for code in &page.codes {
            own.extend(
                words(&code.text)
                    .scan(false, |bound, word| {
                        let is_new = *bound && word != "mut";
                        *bound = ["let", "fn", "struct", "mut", "for"].contains(&word.as_str());
                        Some(is_new.then_some(word))
                    })
                    .flatten(),
            );
        }
        for code in &page.codes {
            // A link from a listing's name leads to that listing.
            let is_elsewhere = |address: &&String| address.contains('#') && !address.ends_with(&format!("#{}", code.text));
            if let Some(address) = code.address.as_ref().filter(|_| blocks.contains(&code.text)).filter(is_elsewhere) {
                let help = format!("link it to `#{}`, or name what is there", code.text);
                wrong.push(Diagnostic::new(&page.path, code.line, format!("`{}` leads to {address}", code.text), help));
            }
            let unknown = words(&code.text)
                .find(|word| !own.contains(word) && !api.knows(word) && !language.contains(word.as_str()) && !everywhere.contains(word));
            if let Some(word) = unknown.filter(|_| !everywhere.contains(&code.text)) {
                let what = format!("`{word}` is neither in a listing of this page nor in std");
                let help = "correct the name, or add it to LANGUAGE in tests/chapters/names.rs if it is one";
                wrong.push(Diagnostic::new(&page.path, code.line, what, help));
            }
        }
    }
    // A figure's text has no backticks: a word that begins like a listing's name must be one.
    for file in ["fig", "schedule"].iter().flat_map(|ending| files::below(&project().join("figures"), ending)) {
        for (index, line) in files::read(&file)?.lines().enumerate() {
            for word in words_of_text(line).filter(|word| word.contains('_') && !everywhere.contains(word) && page::owner(word).is_some()) {
                wrong.push(Diagnostic::new(&file, index + 1, format!("names {word}, which is not a listing"), "correct the name"));
            }
        }
    }
    report(wrong)
}

/// Words in inline code that belong to the language, its tools or its lints, not to std.
const LANGUAGE: &str = "as async await const crate dyn edition else enum extern false fn for if impl in let loop macro match mod move mut pub ref return \
    self Self static struct super trait true type union unsafe use where while bool char f64 i8 i16 i32 i64 isize str u8 u16 u32 u64 \
    u128 usize T U E F a b x _ n m std core main rustc cargo rustup mdbook run test new derive forbid unsafe_code Ok Err Some None \
    example static_mut_refs unused_must_use let_underscore_lock invalid_reference_casting error toml rs md must_use deny allow abort \
    panic Cargo proc xtask outcomes may_dangle ldapr";

/// Returns the identifiers in a piece of inline code, except in quotes.
fn words(code: &str) -> impl Iterator<Item = String> + '_ {
    code.split('"').step_by(2).flat_map(words_of_text)
}

/// Returns the identifiers in a text, quoted or not.
fn words_of_text(text: &str) -> impl Iterator<Item = String> + '_ {
    let pieces = text.split(|c: char| c != '_' && !c.is_alphanumeric());
    let named = pieces.map(|piece| piece.trim_start_matches('_')).filter(|piece| !piece.is_empty());
    named.filter(|piece| !piece.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

/// The extensions of listings' records.
const RECORDS: [&str; 9] = ["2021.stdout", "stdout", "outcomes", "stderr", "loom", "decoys", "x86_64", "aarch64", "lse"];

/// Returns every identifier in a page's listings and their records.
fn words_of_listings(page: &Page) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in page.blocks.iter().filter_map(file_of) {
        for file in RECORDS.map(|ending| file.with_extension(ending)).iter().chain([file]) {
            found.extend(words_of_text(&files::read(file).unwrap_or_default()));
        }
    }
    found
}
