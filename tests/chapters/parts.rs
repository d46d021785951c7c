//! Parts of types: each anchor exists, is shown, and its file is compiled.

use std::collections::BTreeSet;
use std::path::Path;

use book::diagnostic::{Diagnostic, Report, report};
use book::page::{self, Page};
use book::{listing, project};

use crate::pages;

/// A part of a type shows an anchor that exists, is closed and is not empty; each anchor is shown, and each file is a module.
#[test]
fn parts_of_types_exist_and_are_shown() -> Result<(), Report> {
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
    let root = project().root();
    for file in listing::files_below(&root.join("listings/src"), "rs") {
        let text = listing::read(&file)?;
        for (index, line) in text.lines().enumerate() {
            if let Some(anchor) = line.trim().strip_prefix("// ANCHOR: ")
                && anchor != "rs"
                && !shown.contains(&format!("{}:{anchor}", project().shown(&file)))
            {
                wrong.push(Diagnostic::new(&file, index + 1, format!("the anchor {anchor} is on no page"), "show it, or drop it"));
            }
        }
        wrong.extend(not_a_module(&file));
        if text.contains("// ANCHOR: ") && !text.contains("#[test]") {
            wrong.push(Diagnostic::new(&file, 1, "has no test of its own", "write one below the type, in `mod tests`"));
        }
    }
    report(wrong)
}

fn bad_anchor(page: &Page, line: usize, target: &str) -> Option<Diagnostic> {
    let reported = |what: String, help: &str| Some(Diagnostic::new(&page.path, line, what, help));
    let Some((path, anchor)) = target.rsplit_once(':') else {
        return reported(format!("includes the whole of {target}"), "name an anchor: parts of types are anchored");
    };
    let Ok(text) = listing::read(&project().join(path)) else {
        return reported(format!("includes {path}, which does not exist"), "correct the path");
    };
    let at = |mark: &str| text.lines().position(|line| line.trim() == format!("// {mark}: {anchor}"));
    match (at("ANCHOR"), at("ANCHOR_END")) {
        (None, _) => reported(format!("{path} has no anchor {anchor}"), "write `// ANCHOR: …` there, or correct the name"),
        (Some(_), None) => reported(format!("the anchor {anchor} of {path} is not closed"), "write `// ANCHOR_END: …` behind it"),
        (Some(start), Some(end)) if text.lines().take(end).skip(start + 1).all(|line| line.trim().is_empty()) => {
            reported(format!("the anchor {anchor} of {path} is empty"), "put the lines to show between its marks")
        }
        _ => None,
    }
}

/// A file under `listings/src` that no `mod` names is not compiled.
fn not_a_module(file: &Path) -> Option<Diagnostic> {
    let name = listing::stem(file);
    if name == "lib" || name == "mod" {
        return None;
    }
    let folder = file.parent()?;
    let parents = [folder.join("lib.rs"), folder.join("mod.rs"), folder.with_extension("rs")];
    let named = parents.iter().filter_map(|parent| listing::read(parent).ok()).any(|text| text.contains(&format!("mod {name};")));
    (!named)
        .then(|| Diagnostic::new(file, 1, "is named by no `mod`, so nothing compiles it", format!("add `pub mod {name};` to its parent")))
}

/// How a type says that what follows in its file stands in another file, too.
const COPY: &str = "// As in ";

/// A file of a type is whole, so it carries a copy of what it needs of another: the same text, paragraph by paragraph, but private.
#[test]
fn copies_are_the_same() -> Result<(), Report> {
    let folder = project().join("listings/src");
    let mut wrong = Vec::new();
    for file in listing::files_below(&folder, "rs") {
        let text = listing::read(&file)?;
        let mut original: Option<(&str, String)> = None;
        let mut line = 1;
        for paragraph in text.split("\n\n") {
            if let Some(named) = paragraph.trim_start().strip_prefix(COPY) {
                let name = named.split_once(':').map_or(named, |(name, _)| name);
                match listing::read(&folder.join(name)) {
                    Ok(text) => original = Some((name, private(&text))),
                    Err(_) => wrong.push(Diagnostic::new(&file, line, format!("copies {name}, which does not exist"), "correct the path")),
                }
            } else if let Some((name, original)) = &original {
                let copied = paragraph.split("// ANCHOR_END: rs").next().unwrap_or_default();
                if !original.contains(&private(copied.trim_matches('\n'))) {
                    let what = format!("is no longer as in {name}");
                    wrong.push(Diagnostic::new(&file, line, what, "copy it anew, or change both"));
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

/// The text without the `pub` of its items.
fn private(text: &str) -> String {
    text.lines().map(|line| line.strip_prefix("pub ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}
