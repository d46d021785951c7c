//! Makes the book's EPUB: the print page that stock mdBook writes becomes a plain document for pandoc, and epubcheck checks the result.

use std::path::Path;

use book::files;

use crate::{download, mdbook, project};

/// The comment in the introduction that the EPUB's download link replaces; a plain `mdbook build` leaves it as it is.
const OFFER: &str = "<!-- The published site offers the EPUB here. -->";

/// Builds the site and its EPUB.
pub fn epub() -> Result<(), String> {
    mdbook::build()?;
    of_site()
}

/// Writes `book/guarded.epub` from the built site, and links to it in the introduction once it has passed epubcheck.
pub fn of_site() -> Result<(), String> {
    let root = project::root();
    let folder = book::project().fresh("epub");
    let (document, drawings) = document(&files::read(&root.join("book/print.html"))?)?;
    for (name, drawing) in drawings {
        files::write(&folder.join(name), drawing)?;
    }
    files::write(&folder.join("book.html"), document)?;
    let epub = root.join("book/guarded.epub");
    let manifest = book::project().toml("book.toml")?;
    let setting =
        |name: &str| manifest["book"].get(name).and_then(|value| value.as_str()).ok_or_else(|| format!("book.toml has no {name}"));
    let mut pandoc = project::command("pandoc");
    pandoc.current_dir(&folder).args(["--from", "html", "--to", "epub3", "--toc", "--toc-depth", "2", "--epub-chapter-level", "1"]);
    pandoc.arg("--css").arg(root.join("theme/epub.css")).arg("--output").arg(&epub);
    for (name, value) in [
        ("title", setting("title")?),
        ("toc-title", "Contents"),
        ("lang", setting("language")?),
        ("description", setting("description")?),
        ("identifier", "urn:uuid:5f0c4a52-6d0e-4c1e-9a7b-67756172640a"),
    ] {
        pandoc.arg("--metadata").arg(format!("{name}={value}"));
    }
    pandoc.arg("book.html");
    project::run("pandoc", &mut pandoc).map_err(|why| format!("{why}; install pandoc"))?;
    check(&epub)?;
    // The introduction is published under its own name and as the first page.
    for page in ["book/introduction.html", "book/index.html"] {
        download::offer(&root.join(page), OFFER, "guarded.epub", "The whole book as an EPUB", "read it without a browser.")?;
    }
    println!("xtask: book/guarded.epub");
    Ok(())
}

/// Runs epubcheck on it. Debian installs that as a Java archive, which only some kernels can run directly.
fn check(epub: &Path) -> Result<(), String> {
    let archive = Path::new("/usr/share/java/epubcheck.jar");
    let mut check = if archive.is_file() {
        let mut java = project::command("java");
        java.arg("-jar").arg(archive);
        java
    } else {
        project::command("epubcheck")
    };
    project::run("epubcheck", check.arg("--quiet").arg(epub)).map_err(|why| format!("{why}; fix what it names, or install epubcheck"))
}

/// Returns the print page's text, with elements that an EPUB can't hold replaced, and the drawings as files.
fn document(print: &str) -> Result<(String, Vec<(String, String)>), String> {
    let main = print.split_once("<main").and_then(|(_, rest)| rest.split_once('>')).and_then(|(_, rest)| rest.rsplit_once("</main>"));
    let (text, _) = main.ok_or("book/print.html has no <main>")?;
    // The title page and the contents are for paper; an EPUB has its own.
    let text = match text.split_once("<header class=\"cover\">").zip(text.split_once("</header>")) {
        Some(((before, _), (_, after))) => format!("{before}{after}"),
        None => text.to_owned(),
    };
    let (mut text, drawings) = drawn(&text)?;
    for (from, to) in [
        ("<figure ", "<div "),
        ("</figure>", "</div>"),
        ("<figcaption>", "<p class=\"caption\">"),
        ("</figcaption>", "</p>"),
        ("<details>", "<div class=\"answer\">"),
        ("</details>", "</div>"),
        ("<summary>", "<p><strong>"),
        ("</summary>", "</strong></p>"),
    ] {
        text = text.replace(from, to);
    }
    Ok((format!("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>x</title></head><body>{text}</body></html>\n"), drawings))
}

/// Replaces drawings with images, which have their title and description as alt text.
fn drawn(text: &str) -> Result<(String, Vec<(String, String)>), String> {
    let mut pieces = text.split("<svg ");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let mut drawings = Vec::new();
    for piece in pieces {
        let (drawing, rest) = piece.split_once("</svg>").ok_or("book/print.html has a drawing without an end")?;
        // Skip the narrow form of the previous drawing, which is for phones that show the page itself.
        if drawing.starts_with("class=\"drawing narrow\"") {
            out.push_str(rest);
            continue;
        }
        let name = format!("figure{}.svg", drawings.len() + 1);
        let alt = [inside(drawing, "title"), inside(drawing, "desc")].into_iter().flatten().collect::<Vec<_>>().join(": ");
        out.push_str(&format!("<img src=\"{name}\" alt=\"{}\">{rest}", alt.replace('"', "&quot;")));
        drawings.push((name, as_xml(&plain_colors(&format!("<svg {drawing}</svg>\n")))));
    }
    Ok((out, drawings))
}

/// Restores the case of names: mdBook writes them in lowercase, which HTML accepts and XML doesn't.
fn as_xml(drawing: &str) -> String {
    ["viewBox", "textLength", "patternUnits", "patternTransform"]
        .iter()
        .fold(drawing.to_owned(), |text, name| text.replace(&format!(" {}=", name.to_lowercase()), &format!(" {name}=")))
}

/// Returns the text between the tags with this name.
fn inside<'a>(text: &'a str, tag: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<{tag}"))?;
    let (_, rest) = rest.split_once('>')?;
    rest.split_once(&format!("</{tag}>")).map(|(inside, _)| inside)
}

/// Replaces `var(--name, fallback)` with its innermost fallback: a drawing in an EPUB has no page to define the variable.
fn plain_colors(drawing: &str) -> String {
    let mut text = drawing.to_owned();
    while let Some(start) = text.rfind("var(--") {
        let Some(length) = text[start..].find(')') else { break };
        let inner = &text[start + 4..start + length];
        let fallback = inner.split_once(',').map_or("currentColor", |(_, fallback)| fallback.trim()).to_owned();
        text.replace_range(start..=start + length, &fallback);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an EPUB can't hold is replaced, and nothing else is touched.
    #[test]
    fn the_page_becomes_a_document() {
        let print = "<body><main id=\"content\"><header class=\"cover\"><a href=\"a.html\">A</a></header><p>one</p><figure class=\"listing\" id=\"x\"><figcaption><a href=\"#x\">x.rs</a> · <b>runs</b></figcaption></figure>\
            <figure class=\"figure\"><svg viewbox=\"0 0 9 9\"><title id=\"t\">Two</title><desc>locks &amp; threads</desc><path fill=\"var(--a, var(--b, red))\"/></svg>\
            <svg class=\"drawing narrow\" viewbox=\"0 0 4 9\"><title>Two</title></svg></figure>\
            <details><summary>Why?</summary><p>So.</p></details></main></body>";
        let (text, drawings) = document(print).unwrap();
        for kept in [
            "<p>one</p>",
            "<div class=\"listing\" id=\"x\"><p class=\"caption\"><a href=\"#x\">x.rs</a> · <b>runs</b></p></div>",
            "<img src=\"figure1.svg\" alt=\"Two: locks &amp; threads\">",
            "<div class=\"answer\"><p><strong>Why?</strong></p><p>So.</p></div>",
        ] {
            assert!(text.contains(kept), "{text}");
        }
        assert!(!text.contains("a.html"), "{text}");
        assert_eq!(drawings.len(), 1);
        assert!(drawings[0].1.contains("viewBox=") && drawings[0].1.contains("fill=\"red\""), "{}", drawings[0].1);
    }

    /// A page without its text is reported.
    #[test]
    fn a_page_without_text_is_reported() {
        assert!(document("<body></body>").unwrap_err().contains("<main>"));
    }
}
