//! Checks that every link leads somewhere: mdbook-linkcheck2 reads the chapters, then the rendered pages are checked for every address, fragment and image, and links to the standard library are looked up in the toolchain's own documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::{Path, PathBuf};

use book::diagnostic::{Diagnostic, Report, report};
use book::{files, page, project, prose};
use explore::std_docs;
use mdbook_driver::MDBook;
use mdbook_driver::builtin_renderers::MarkdownRenderer;
use mdbook_driver::config::Config;
use scraper::{Html, Selector};

/// Loads the book as stock mdBook does, with its output below `target/`.
fn read_book() -> Result<MDBook, Report> {
    let mut config = Config::from_disk(project().join("book.toml")).map_err(|error| reported("book.toml:1", error))?;
    config.build.build_dir = project().scratch("rendered").join(std::process::id().to_string());
    MDBook::load_with_config(project().root(), config).map_err(|error| reported("src/SUMMARY.md:1", error))
}

fn reported(place: &str, error: impl Display) -> Report {
    Report(format!("{place}: {error:#}"))
}

/// mdbook-linkcheck2 finds nothing wrong with the chapters' own links; its warnings count as errors.
#[test]
fn linkcheck_finds_nothing() -> Result<(), Report> {
    let (expanded, _) = read_book()?.preprocess_book(&MarkdownRenderer::new()).map_err(|error| reported("src/SUMMARY.md:1", error))?;
    let linkcheck = mdbook_linkcheck2::Config::default();
    let mut files = Default::default();
    let (all, _) = mdbook_linkcheck2::load_files_into_memory(&expanded, &mut files, |_| true);
    let (links, incomplete) = mdbook_linkcheck2::extract_links(&linkcheck, all.clone(), &files);
    let source = project().join("src");
    let source = source.canonicalize().map_err(|error| reported("src:1", error))?;
    let outcome = mdbook_linkcheck2::validate(&links, &linkcheck, &source, &mut Default::default(), &files, &all, &all, incomplete)
        .map_err(|error| reported("src/SUMMARY.md:1", error))?;
    let mut wrong = Vec::new();
    for diagnostic in outcome.generate_diagnostics(&files, mdbook_linkcheck2::WarningPolicy::Error) {
        for label in &diagnostic.labels {
            let written = files.source(label.file_id).get(label.range.clone()).unwrap_or_default();
            let what = format!("mdbook-linkcheck says `{}`", diagnostic.message.lines().next().unwrap_or_default());
            wrong.push(blame(&files.name(label.file_id).to_string_lossy(), written, what));
        }
    }
    report(wrong)
}

/// On the rendered pages, every address inside the book has a file, every fragment an element, and every image a file and alt text.
#[test]
fn rendered_links_lead_somewhere() -> Result<(), Report> {
    let book = read_book()?;
    book.build().map_err(|error| reported("book.toml:1", error))?;
    let site = book.build_dir_for("html");
    let mut pages = BTreeMap::new();
    for file in files::below(&site, "html") {
        let name = file.strip_prefix(&site).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        // The 404 page is written for the root of a server, whatever the missing address was.
        if name != "404.html" {
            pages.insert(name, Rendered::read(&files::read(&file)?));
        }
    }
    let mut wrong = Vec::new();
    // The print page repeats all others; only what's unique to it is checked.
    let print = pages.iter().filter(|(name, _)| *name == "print.html");
    let mut known = BTreeSet::new();
    for (name, page) in pages.iter().filter(|(name, _)| *name != "print.html").chain(print) {
        for link in &page.links {
            // On the print page `mutex.html#guard` has become `#guard`.
            let is_reported = |known: &BTreeSet<String>| name == "print.html" && known.iter().any(|other| other.ends_with(link.as_str()));
            if let Some(what) = dead(&site, &pages, name, link).filter(|_| !is_reported(&known)) {
                wrong.push(blame(name, link, what));
                known.insert(link.clone());
            }
        }
        for id in page.twice.iter().filter(|_| name != "print.html") {
            let help = "give each element of a page its own id".to_owned();
            wrong.push(Diagnostic { help, ..blame(name, &format!("id=\"{id}\""), "appears twice".to_owned()) });
        }
        for image in &page.mute {
            if name != "print.html" || !known.contains(image) {
                let help = "write what it shows: `![…](…)`".to_owned();
                wrong.push(Diagnostic { help, ..blame(name, image, "is an image without alt text".to_owned()) });
                known.insert(image.clone());
            }
        }
    }
    std::fs::remove_dir_all(&site).ok();
    report(wrong)
}

/// What matters about a rendered page.
struct Rendered {
    ids: BTreeSet<String>,
    links: BTreeSet<String>,
    mute: Vec<String>,
    twice: BTreeSet<String>,
}

impl Rendered {
    fn read(text: &str) -> Self {
        let html = Html::parse_document(text);
        let every = Selector::parse("[id], [href], [src]").expect("a selector");
        let (mut ids, mut links, mut mute, mut twice) = (BTreeSet::new(), BTreeSet::new(), Vec::new(), BTreeSet::new());
        for element in html.select(&every) {
            let element = element.value();
            if let Some(id) = element.attr("id")
                && !ids.insert(id.to_owned())
            {
                twice.insert(id.to_owned());
            }
            links.extend(["href", "src"].into_iter().filter_map(|name| element.attr(name)).map(str::to_owned));
            if element.name() == "img" && element.attr("alt").is_none_or(str::is_empty) {
                mute.extend(element.attr("src").map(str::to_owned));
            }
        }
        Self { ids, links, mute, twice }
    }
}

/// Returns why a link leads nowhere, if it does; addresses outside the book aren't checked.
fn dead(site: &Path, pages: &BTreeMap<String, Rendered>, from: &str, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("data:") || link.starts_with("mailto:") {
        return None;
    }
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let target = match path.split('?').next().unwrap_or_default() {
        "" => from.to_owned(),
        path => join(folder, path),
    };
    let Some(page) = pages.get(&target) else {
        let is_file = site.join(&target).is_file();
        return (!is_file).then(|| format!("leads to {target}, which is not in the book"));
    };
    let known = fragment.is_empty() || fragment == "top" || page.ids.contains(fragment);
    (!known).then(|| format!("leads to #{fragment}, which {target} does not have"))
}

/// Resolves a path such as `parts/x.html` against `folder`.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Reports the chapter's line that has the link, because authors don't write HTML.
fn blame(page: &str, link: &str, what: String) -> Diagnostic {
    let chapter = project().join("src").join(page).with_extension("md");
    let file = if chapter.is_file() { chapter } else { project().join("src/SUMMARY.md") };
    let text = files::read(&file).unwrap_or_default();
    // The chapter says `mutex.md` where the rendered page says `mutex.html`.
    let written = link.replace(".html", ".md");
    let written = written.lines().next().unwrap_or_default();
    let line = text.lines().position(|line| line.contains(written) || line.contains(link));
    let templates = files::below(&project().join("theme"), "hbs").into_iter();
    let in_template = || {
        let texts = templates.filter_map(|file| Some((files::read(&file).ok()?, file)));
        let mut found = texts.filter_map(|(text, file)| Some((file, text.lines().position(|line| line.contains(link))?)));
        found.next()
    };
    let (file, index) = line.map(|index| (file.clone(), index)).or_else(in_template).unwrap_or((file, 0));
    Diagnostic::new(&file, index + 1, format!("`{link}` {what}"), "correct the link")
}

/// Paths in documents that mean files of a reader's package.
const OF_A_READER: &[&str] = &["src/main.rs", "src/bin"];

/// The documents besides the book, the exercises' tasks and the 404 page link to files and headings that exist, and name only paths that exist.
#[test]
fn documents_lead_somewhere() -> Result<(), Report> {
    let root = project().root();
    let own = files::in_folder(root)
        .into_iter()
        .chain([root.join("src/404.md")])
        .chain(["docs", "figures", "crates", "exercises"].iter().flat_map(|folder| files::all_below(&root.join(folder))));
    let mut wrong = Vec::new();
    for path in own.filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        // Skip what Cargo has built there.
        if path.strip_prefix(root).is_ok_and(|path| path.iter().any(|part| part == "target")) {
            continue;
        }
        let (page, folder) = (page::load(&path)?, path.parent().unwrap_or(root));
        let mut tell = |line: usize, what: String| wrong.push(Diagnostic::new(&path, line, what, "correct it"));
        for (line, link) in page.links.iter().filter(|(_, link)| !link.contains("://")) {
            let (target, fragment) = link.split_once('#').unwrap_or((link, ""));
            let file = if target.is_empty() { path.clone() } else { folder.join(target) };
            if !file.exists() {
                tell(*line, format!("`{link}` leads to {target}, which does not exist"));
            } else if !fragment.is_empty() && !prose::addresses(&files::read(&file)?).contains(fragment) {
                tell(*line, format!("`{link}` leads to #{fragment}, which {target} does not have"));
            }
        }
        let inline = page.codes.iter().map(|code| (code.line, code.text.as_str()));
        let in_fences = page
            .fences
            .iter()
            .flat_map(|fence| (fence.line + 1..).zip(fence.body.lines()))
            .flat_map(|(number, line)| line.split_whitespace().map(move |word| (number, word.trim_matches([',', ':']))));
        for (line, code) in inline.chain(in_fences) {
            let parts: Vec<&str> = code.split('/').collect();
            // `listings/examples/x.rs` and `exercises/NAME/` stand for any.
            let is_of_any = parts.iter().any(|part| ["x", "NAME"].contains(&part.split('.').next().unwrap_or_default()));
            let is_path = parts.len() > 1 && code.chars().all(|sign| sign.is_ascii_alphanumeric() || "/._-".contains(sign));
            let is_here = is_path && root.join(parts[0]).is_dir() && !["", ".", "..", "book", "target"].contains(&parts[0]);
            if is_here && !is_of_any && !OF_A_READER.contains(&code) && !root.join(code).exists() {
                tell(line, format!("names {code}, which does not exist"));
            }
        }
    }
    report(wrong)
}

/// Returns the addresses of a page's HTML links, with their lines.
fn in_html(lines: &[String]) -> Vec<(usize, String)> {
    let found = lines.iter().enumerate().flat_map(|(index, line)| {
        let addresses = line.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"'));
        addresses.map(move |(address, _)| (index + 1, address.to_owned()))
    });
    found.collect()
}

/// Links to Rust's documentation exist in the copy that comes with the toolchain.
#[test]
fn links_to_the_standard_library_exist() -> Result<(), Report> {
    let html = std_docs::documentation()?;
    let mut wrong = Vec::new();
    let mut read: BTreeMap<PathBuf, String> = BTreeMap::new();
    for path in page::files() {
        let page = page::load(&path)?;
        for (line, link) in page.links.iter().chain(&in_html(&page.lines)) {
            if link.starts_with("http://") {
                wrong.push(Diagnostic::new(&path, *line, format!("{link} is not looked up"), "write https://"));
            }
            let Some(address) = link.strip_prefix("https://doc.rust-lang.org/") else { continue };
            let (file, fragment) = address.split_once('#').unwrap_or((address, ""));
            let local = html.join(if file.is_empty() || file.ends_with('/') { format!("{file}index.html") } else { file.to_owned() });
            // A page that the toolchain doesn't include, such as one from Cargo's book in some versions, counts as missing.
            let text = read.entry(local.clone()).or_insert_with(|| std::fs::read_to_string(&local).unwrap_or_default());
            if text.is_empty() {
                wrong.push(Diagnostic::new(&path, *line, format!("{link} is not in Rust's documentation"), "correct the address"));
            } else if !fragment.is_empty() && !text.contains(&format!("id=\"{fragment}\"")) {
                wrong.push(Diagnostic::new(&path, *line, format!("{link} has no #{fragment}"), "correct the fragment"));
            }
        }
    }
    report(wrong)
}
