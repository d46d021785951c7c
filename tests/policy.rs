//! Checks what the rendered pages may do: every page carries the content security policy, has no inline script, handler or style sheet, and loads nothing from outside the site.

use std::path::{Path, PathBuf};

use book::diagnostic::{Diagnostic, Report, report};
use book::{files, project};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use scraper::{ElementRef, Html, Selector};

/// The policy of each page; `mdbook serve` adds its own socket.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'self'";

fn reported(place: &str, error: impl std::fmt::Display) -> Report {
    Report(format!("{place}: {error:#}"))
}

/// Renders the book as stock mdBook does, and returns the folder.
fn render() -> Result<PathBuf, Report> {
    let mut config = Config::from_disk(project().join("book.toml")).map_err(|error| reported("book.toml:1", error))?;
    config.build.build_dir = project().scratch("policy").join(std::process::id().to_string());
    let book = MDBook::load_with_config(project().root(), config).map_err(|error| reported("src/SUMMARY.md:1", error))?;
    book.build().map_err(|error| reported("theme/index.hbs:1", error))?;
    Ok(book.build_dir_for("html"))
}

/// No page can run, load or send anything that is not the site's own.
#[test]
fn pages_keep_the_policy() -> Result<(), Report> {
    let site = render()?;
    let template = project().join("theme/index.hbs");
    let pages = files::below(&site, "html");
    let (mut wrong, mut breached) = (Vec::new(), Vec::new());
    for file in &pages {
        let name = file.strip_prefix(&site).unwrap_or(file).display().to_string();
        let found = breaches(&files::read(file)?);
        breached.extend(found.into_iter().map(|what| (name.clone(), what)));
    }
    for (name, what) in &breached {
        // A breach on most pages is the template's; on one page, its chapter's. The print page repeats the chapters.
        let pages_with_it = breached.iter().filter(|(_, other)| other == what).count();
        let is_the_templates = pages_with_it * 2 > pages.len();
        let chapter = project().join("src").join(name).with_extension("md");
        if !is_the_templates && chapter.is_file() {
            wrong.push(Diagnostic::new(&chapter, line_of(&chapter, what), format!("its page {what}"), "take it out"));
        } else if is_the_templates || pages_with_it == 1 || name != "print.html" {
            let (file, line) = if what.starts_with("has the policies") { place_of_policy() } else { (template.clone(), 1) };
            wrong.push(Diagnostic::new(&file, line, format!("{name} {what}"), "fix the template or the chapter"));
        }
    }
    std::fs::remove_dir_all(&site).ok();
    if pages.is_empty() {
        return Err(Report("theme/index.hbs:1: no page was rendered; restore the chapters".to_owned()));
    }
    report(wrong)
}

/// Returns where the template sets its policy.
fn place_of_policy() -> (PathBuf, usize) {
    let parts = files::below(&project().join("theme"), "hbs").into_iter();
    let mut places = parts.filter_map(|part| {
        let text = files::read(&part).ok()?;
        let index = text.lines().position(|line| line.contains("Content-Security-Policy"))?;
        Some((part, index + 1))
    });
    places.next().unwrap_or_else(|| (project().join("theme/head.hbs"), 1))
}

/// Returns the line of a chapter with the tag or the address that a breach names.
fn line_of(chapter: &Path, what: &str) -> usize {
    let text = files::read(chapter).unwrap_or_default();
    let attribute = || what.strip_prefix("has ")?.split_once("=\"").map(|(name, _)| name);
    let tag = || what.split_once('<').map(|(_, rest)| rest.split(['>', ' ']).next().unwrap_or_default());
    let named = what.strip_prefix("loads ").or_else(attribute).or_else(tag).unwrap_or(what);
    text.lines().position(|line| line.contains(named)).map_or(1, |index| index + 1)
}

/// Returns everything on a page that the policy forbids, and everything missing that it requires.
fn breaches(text: &str) -> Vec<String> {
    let html = Html::parse_document(text);
    let every = |selector: &str| -> Vec<ElementRef> { html.select(&Selector::parse(selector).expect("a selector")).collect() };
    let mut wrong = Vec::new();
    let policies: Vec<&str> =
        every("head > meta[http-equiv='Content-Security-Policy']").iter().filter_map(|meta| meta.attr("content")).collect();
    if policies != [POLICY] {
        wrong.push(format!("has the policies {policies:?}"));
    }
    // A policy applies only to what follows it.
    let first = text.find("<meta http-equiv").zip(["<script", "<link", "<img"].iter().filter_map(|tag| text.find(tag)).min());
    if first.is_some_and(|(policy, loaded)| loaded < policy) {
        wrong.push("loads something before its policy".to_owned());
    }
    for element in every("*") {
        let (tag, value) = (element.value().name(), element.value());
        if tag == "script" && value.attr("src").is_none() {
            wrong.push(format!("has an inline script: {}", element.html().chars().take(60).collect::<String>()));
        }
        if ["style", "iframe", "object", "embed", "form"].contains(&tag) {
            wrong.push(format!("has a <{tag}>"));
        }
        for (attribute, content) in value.attrs() {
            if attribute.starts_with("on") || content.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                wrong.push(format!("has {attribute}=\"{content}\" on <{tag}>"));
            }
        }
        let loads = match tag {
            "script" | "img" | "iframe" | "source" | "video" | "audio" => value.attr("src"),
            "link" => value.attr("href"),
            _ => None,
        };
        if let Some(address) = loads.filter(|address| address.contains("//") || address.starts_with("data:")) {
            wrong.push(format!("loads {address}"));
        }
    }
    wrong
}

/// Every breach is found.
#[test]
fn breaches_are_seen() {
    let page = |head: &str, body: &str| {
        format!(
            "<!DOCTYPE html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">{head}</head><body>{body}</body></html>"
        )
    };
    assert_eq!(breaches(&page("<script src=\"book.js\"></script>", "<p>text</p>")), Vec::<String>::new());
    assert_eq!(breaches("<!DOCTYPE html><title>x</title>").len(), 1);
    for (head, body) in [
        ("<script>run()</script>", ""),
        ("<script src=\"https://cdn.example/x.js\"></script>", ""),
        ("<link rel=\"stylesheet\" href=\"//fonts.example/x.css\">", ""),
        ("<style>p{}</style>", ""),
        ("", "<p onclick=\"run()\">x</p>"),
        ("", "<a href=\"javascript:run()\">x</a>"),
        ("", "<img src=\"data:image/png;base64,x\">"),
        ("", "<iframe src=\"toc.html\"></iframe>"),
    ] {
        assert_eq!(breaches(&page(head, body)).len(), 1, "{head}{body}");
    }
    assert!(!breaches(&page("", "").replace("<meta http", "<script src=\"a.js\"></script><meta http")).is_empty());
}
