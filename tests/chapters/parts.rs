//! Checks the parts of types: each anchor exists and is shown, and its file is compiled.

use std::path::Path;

use book::diagnostic::{Diagnostic, Report, report};
use book::page::{self, Page};
use book::{files, project};

use crate::pages;

/// A part of a type shows an anchor that exists, is closed and is not empty; each file with one is a module and has tests.
#[test]
fn parts_of_types_exist_and_are_shown() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for page in pages()? {
        let lines = page.blocks.iter().flat_map(|block| block.lines.iter().enumerate().map(|(offset, line)| (block.line + offset, line)));
        for (line, directive) in lines.flat_map(|(line, text)| page::directives(text).into_iter().map(move |found| (line, found))) {
            wrong.extend(directive.strip_prefix("rustdoc_include ../").and_then(|target| bad_anchor(page, line, target)));
        }
    }
    for file in files::below(&project().join("listings/src"), "rs") {
        let text = files::read(&file)?;
        wrong.extend(not_a_module(&file));
        let mut tell = |line: usize, what: String, help: &str| wrong.push(Diagnostic::new(&file, line, what, help));
        let mut begun = Vec::new();
        for (line, mark) in
            text.lines().enumerate().filter(|(_, line)| line.contains("ANCHOR")).map(|(index, line)| (index + 1, line.trim()))
        {
            if let Some(anchor) = mark.strip_prefix("// ANCHOR: ") {
                begun.push(anchor);
            } else if !mark.strip_prefix("// ANCHOR_END: ").is_some_and(|anchor| begun.contains(&anchor)) {
                tell(line, format!("`{mark}` neither begins nor ends a part"), "write `// ANCHOR: …`, or below it `// ANCHOR_END: …`");
            }
        }
        if text.contains("// ANCHOR: ") && !text.contains("#[test]") {
            tell(1, "has no test of its own".to_owned(), "write one below the type, in `mod tests`");
        }
        if text.contains("// ANCHOR: ") && !is_shown_but_its_tests(&text) {
            let help = "begin the file with `// ANCHOR: rs`, and put only `#[cfg(test)] mod tests` below `// ANCHOR_END: rs`";
            tell(1, "has code that the page of types does not show".to_owned(), help);
        }
    }
    report(wrong)
}

/// Whether the page of types shows the whole file, for readers to copy, except for the tests at its end.
fn is_shown_but_its_tests(text: &str) -> bool {
    let parts = text.strip_prefix("// ANCHOR: rs\n").and_then(|text| text.split_once("// ANCHOR_END: rs\n"));
    let tests = parts.map(|(_, tests)| tests.trim_start());
    tests.is_some_and(|tests| {
        tests.is_empty() || tests.starts_with("#[cfg(test)]\nmod tests {\n") && tests.find("\n}") == Some(tests.len() - 3)
    })
}

fn bad_anchor(page: &Page, line: usize, target: &str) -> Option<Diagnostic> {
    let reported = |what: String, help: &str| Some(Diagnostic::new(&page.path, line, what, help));
    let Some((path, anchor)) = target.rsplit_once(':') else {
        return reported(format!("includes the whole of {target}"), "name an anchor: parts of types are anchored");
    };
    let Ok(text) = files::read(&project().join(path)) else {
        return reported(format!("includes {path}, which does not exist"), "correct the path");
    };
    let at = |mark: &str| text.lines().position(|line| line.trim() == format!("// {mark}: {anchor}"));
    match (at("ANCHOR"), at("ANCHOR_END")) {
        (None, _) => reported(format!("{path} has no anchor {anchor}"), "write `// ANCHOR: …` there, or correct the name"),
        (Some(_), None) => reported(format!("the anchor {anchor} of {path} is not closed"), "write `// ANCHOR_END: …` after it"),
        (Some(start), Some(end)) if text.lines().take(end).skip(start + 1).all(|line| line.trim().is_empty()) => {
            reported(format!("the anchor {anchor} of {path} is empty"), "put the lines to show between its marks")
        }
        _ => None,
    }
}

/// Reports a file under `listings/src` that no `mod` names, so it isn't compiled.
fn not_a_module(file: &Path) -> Option<Diagnostic> {
    let name = files::stem(file);
    if name == "lib" || name == "mod" {
        return None;
    }
    let folder = file.parent()?;
    let parents = [folder.join("lib.rs"), folder.join("mod.rs"), folder.with_extension("rs")];
    let named = parents.iter().filter_map(|parent| files::read(parent).ok()).any(|text| text.contains(&format!("mod {name};")));
    (!named)
        .then(|| Diagnostic::new(file, 1, "is named by no `mod`, so nothing compiles it", format!("add `pub mod {name};` to its parent")))
}

/// Marks what follows in a type's file as a copy from another file.
const COPY: &str = "// As in ";

/// A type's file is self-contained, so it copies what it needs from another one: the same text, paragraph by paragraph, but private.
#[test]
fn copies_are_the_same() -> Result<(), Report> {
    let folder = project().join("listings/src");
    let mut wrong = Vec::new();
    for file in files::below(&folder, "rs") {
        let text = files::read(&file)?;
        let mut original: Option<(&str, String)> = None;
        let mut line = 1;
        for paragraph in text.split("\n\n") {
            if let Some(named) = paragraph.trim_start().strip_prefix(COPY) {
                let name = named.split_once(':').map_or(named, |(name, _)| name);
                match files::read(&folder.join(name)) {
                    Ok(text) => original = Some((name, private(&text))),
                    Err(_) => wrong.push(Diagnostic::new(&file, line, format!("copies {name}, which does not exist"), "correct the path")),
                }
            } else if let Some((name, original)) = &original {
                let copied = paragraph.split("// ANCHOR_END: rs").next().unwrap_or_default();
                if !original.contains(&private(copied.trim_matches('\n'))) {
                    let what = format!("is no longer as in {name}");
                    wrong.push(Diagnostic::new(&file, line, what, "copy it again, or change both"));
                }
            }
            if paragraph.contains("// ANCHOR_END: rs") {
                break;
            }
            line += paragraph.matches('\n').count() + 2;
        }
    }
    report(wrong)
}

/// Removes the `pub` from the text's items.
fn private(text: &str) -> String {
    text.lines().map(|line| line.strip_prefix("pub ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}
