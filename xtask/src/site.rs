//! Adds what a published site has beyond mdBook's pages: a description for each page and, if its address is known, what search engines and link previews need.

use std::path::Path;

use book::{files, prose};

/// The variable that says where the site will be published, such as `https://somebody.github.io/guarded/`.
const ADDRESS: &str = "GUARDED_SITE_URL";

/// The image that a link to the site shows.
const PREVIEW: &str = "docs/preview.png";

/// Pages that aren't in the sitemap and have no description of their own.
const UNLISTED: &[&str] = &["404.html", "print.html", "toc.html"];

/// The first chapter, which mdBook writes a second time as `index.html`.
const FIRST: &str = "introduction.html";

/// Completes the pages of the built book.
pub fn complete(root: &Path, book: &Path) -> Result<(), String> {
    let address = std::env::var(ADDRESS).ok().map(|address| format!("{}/", address.trim_end_matches('/')));
    let print = files::read(&book.join("print.html"))?;
    for file in [files::below(book, "js"), files::below(book, "css")].concat() {
        if is_own(book, &file) {
            files::write(&file, lean(&files::read(&file)?))?;
        } else if files::stem(&file).starts_with("searchindex") {
            files::write(&file, without_narrow(files::read(&file)?, &print))?;
        }
    }
    let mut listed = Vec::new();
    for path in files::with_ending(book, "html") {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let described = with_description(&files::read(&path)?, &name);
        let complete = match &address {
            Some(address) => with_address(&described, &name, address),
            None => described,
        };
        files::write(&path, complete)?;
        if !UNLISTED.contains(&name.as_str()) && name != FIRST {
            listed.push(name);
        }
    }
    if let Some(address) = address {
        files::write(&book.join("sitemap.xml"), sitemap(&address, &listed))?;
        files::write(&book.join("robots.txt"), format!("User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"))?;
        files::copy(&root.join(PREVIEW), &book.join("preview.png"))?;
    }
    Ok(())
}

/// Removes the words of narrow drawings from the search index, since the wide ones before them have the same words; `print` has all drawings.
fn without_narrow(index: String, print: &str) -> String {
    print.split("<svg class=\"drawing narrow\"").skip(1).fold(index, |mut index, rest| {
        // The words as mdBook reads them: a `tspan` doesn't begin a new word.
        let drawing = rest.split_once("</svg>").map_or("", |(drawing, _)| drawing);
        let mut words = String::new();
        for piece in drawing.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
            if !tag.trim_start_matches('/').starts_with("tspan") {
                words.push(' ');
            }
            words.push_str(text);
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        // The index is JSON in a JavaScript string.
        let escaped = prose::unescaped(&words).replace('\\', r"\\\\").replace('"', r#"\\""#).replace('\'', r"\'");
        if let Some(at) = index.rfind(&escaped).filter(|_| !escaped.is_empty()) {
            index.replace_range(at..at + escaped.len(), "");
        }
        index
    })
}

/// Whether a script or a style sheet is the book's own, not mdBook's.
fn is_own(book: &Path, file: &Path) -> bool {
    let path = file.strip_prefix(book).unwrap_or(file).to_string_lossy().replace('\\', "/");
    ["book-", "highlight-", "css/general-", "scripts/", "seats/"].iter().any(|beginning| path.starts_with(beginning))
}

/// Removes indentation and whole-line comments from a script or a style sheet: a fifth of what readers would load.
fn lean(text: &str) -> String {
    // In a multi-line template literal, they would be part of a text.
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let is_comment = |line: &str| line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/");
    let kept = text.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    kept.map(|line| format!("{line}\n")).collect()
}

/// Returns the page with its own first paragraph as its description; the first page keeps the book's.
fn with_description(page: &str, name: &str) -> String {
    let is_a_chapter = !UNLISTED.contains(&name) && name != FIRST && name != "index.html";
    let Some(words) = first_paragraph(page).filter(|_| is_a_chapter) else { return page.to_owned() };
    let mut page = page.to_owned();
    for before in ["<meta name=\"description\" content=\"", "<meta property=\"og:description\" content=\""] {
        if let Some(start) = page.find(before).map(|at| at + before.len())
            && let Some(length) = page[start..].find('"')
        {
            page.replace_range(start..start + length, &words);
        }
    }
    page
}

/// Returns the text of the first paragraph below the heading, cut at a sentence or a word: search engines show about 160 letters.
fn first_paragraph(page: &str) -> Option<String> {
    const MOST: usize = 160;
    let below = page.split_once("</h1>")?.1;
    let paragraph = below.split_once("<p>")?.1.split_once("</p>")?.0;
    let text = prose::without_tags(paragraph).split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "&quot;");
    if text.len() <= MOST {
        return Some(text);
    }
    let end = (0..=MOST).rev().find(|at| text.is_char_boundary(*at))?;
    let cut = &text[..end];
    let sentence = cut.rfind(". ").filter(|at| *at > MOST / 3).map(|at| cut[..=at].to_owned());
    sentence.or_else(|| cut.rfind(' ').map(|at| format!("{} …", &cut[..at])))
}

/// Returns the page with its canonical address, and the image that a link to it shows.
fn with_address(page: &str, name: &str, address: &str) -> String {
    let own = if [FIRST, "index.html"].contains(&name) { address.to_owned() } else { format!("{address}{name}") };
    let links = format!(
        "<link rel=\"canonical\" href=\"{own}\">\n<meta property=\"og:url\" content=\"{own}\">\n<meta property=\"og:image\" content=\"{address}preview.png\">\n</head>"
    );
    page.replacen("</head>", &links, 1)
}

fn sitemap(address: &str, names: &[String]) -> String {
    let url = |name: &String| format!("<url><loc>{address}{}</loc></url>\n", if name == "index.html" { "" } else { name });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        names.iter().map(url).collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta name=\"description\" content=\"Book\"></head><h1>A</h1>\n<p>Three <a href=\"x\">windows</a> share\n<code>sold</code>. More.</p><p>Other</p>";

    /// The words of a narrow drawing are removed once, however they're escaped in the index.
    #[test]
    fn narrow_drawings_are_not_searched() {
        let drawing = "<svg class=\"drawing narrow\" id=\"x\"><title>A &amp; \"b\"</title><text>c<tspan>d</tspan></text></svg>";
        assert_eq!(without_narrow(r#"A & \\"b\\" cd, A & \\"b\\" cd."#.to_owned(), drawing), r#"A & \\"b\\" cd, ."#);
        assert_eq!(without_narrow("e".to_owned(), drawing), "e");
    }

    /// Only the book's own files lose their comments, and no text is lost.
    #[test]
    fn scripts_are_lean() {
        assert_eq!(lean("// a\n    b(); // c\n\n    /* d */\n/* e\nf */\n"), "b(); // c\n/* e\nf */\n");
        assert_eq!(lean("a = `\n  // b`;\n"), "a = `\n  // b`;\n");
        let own = |path: &str| is_own(Path::new("/book"), &Path::new("/book").join(path));
        assert!(own("book-1.js") && own("css/general-1.css") && own("seats/seat.js"));
        assert!(!own("searchindex-1.js") && !own("elasticlunr-1.min.js"));
    }

    /// A chapter is described by its own first paragraph, without its tags; the first page keeps the book's description.
    #[test]
    fn pages_are_described() {
        assert!(with_description(PAGE, "a.html").contains("content=\"Three windows share sold. More.\""));
        assert_eq!(with_description(PAGE, "index.html"), PAGE);
        let long = format!("<h1>A</h1><p>{}. {}</p>", "word ".repeat(15).trim_end(), "more ".repeat(40));
        assert!(first_paragraph(&long).unwrap().ends_with("word."));
        let longer = format!("<h1>A</h1><p>{}</p>", "word ".repeat(80));
        assert!(first_paragraph(&longer).unwrap().ends_with(" …"));
    }

    /// The first chapter and the index share one address, and the sitemap lists each page once.
    #[test]
    fn pages_have_one_address() {
        for name in ["index.html", FIRST] {
            assert!(with_address(PAGE, name, "https://a.b/c/").contains("<link rel=\"canonical\" href=\"https://a.b/c/\">"));
        }
        assert!(with_address(PAGE, "mutex.html", "https://a.b/c/").contains("href=\"https://a.b/c/mutex.html\""));
        let map = sitemap("https://a.b/c/", &["index.html".to_owned(), "mutex.html".to_owned()]);
        assert!(map.contains("<loc>https://a.b/c/</loc>") && map.contains("<loc>https://a.b/c/mutex.html</loc>"));
    }
}
