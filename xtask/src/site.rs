//! What a published site has beyond mdBook's pages: a description for each page, and, where its address is known, what search engines and links to it ask for.

use std::fs;
use std::path::Path;

/// The variable that says where the site will be published, such as `https://somebody.github.io/guarded/`.
const ADDRESS: &str = "GUARDED_SITE_URL";

/// The picture that a link to the site shows.
const PREVIEW: &str = "docs/preview.png";

/// Pages that are not to be found by themselves.
const UNLISTED: &[&str] = &["404.html", "print.html", "toc.html"];

/// The first chapter, which mdBook writes a second time as `index.html`.
const FIRST: &str = "introduction.html";

/// Completes the pages of the built book.
pub fn complete(root: &Path, book: &Path) -> Result<(), String> {
    let address = std::env::var(ADDRESS).ok().map(|address| format!("{}/", address.trim_end_matches('/')));
    let mut listed = Vec::new();
    for entry in fs::read_dir(book).map_err(|error| format!("{}: {error}", book.display()))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".html") {
            continue;
        }
        let path = entry.path();
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let described = with_description(&text, &name);
        let complete = match &address {
            Some(address) => with_address(&described, &name, address),
            None => described,
        };
        fs::write(&path, complete).map_err(|error| format!("{}: {error}", path.display()))?;
        if !UNLISTED.contains(&name.as_str()) && name != FIRST {
            listed.push(name);
        }
    }
    if let Some(address) = address {
        listed.sort();
        let write = |name: &str, text: String| fs::write(book.join(name), text).map_err(|error| format!("book/{name}: {error}"));
        write("sitemap.xml", sitemap(&address, &listed))?;
        write("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"))?;
        let preview = root.join(PREVIEW);
        fs::copy(&preview, book.join("preview.png")).map_err(|error| format!("{}: {error}", preview.display()))?;
    }
    Ok(())
}

/// The page with its own first paragraph as its description; the first page keeps the book's.
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

/// The text of the first paragraph below the heading, cut at a sentence or at a word: search engines show about 160 letters.
fn first_paragraph(page: &str) -> Option<String> {
    const MOST: usize = 160;
    let below = page.split_once("</h1>")?.1;
    let paragraph = below.split_once("<p>")?.1.split_once("</p>")?.0;
    let mut text = String::new();
    for piece in paragraph.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        // The text before the first tag has none.
        text.push_str(if tag.is_empty() && !text.is_empty() { piece } else { words });
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "&quot;");
    if text.len() <= MOST {
        return Some(text);
    }
    let end = (0..=MOST).rev().find(|at| text.is_char_boundary(*at))?;
    let cut = &text[..end];
    let sentence = cut.rfind(". ").filter(|at| *at > MOST / 3).map(|at| cut[..=at].to_owned());
    sentence.or_else(|| cut.rfind(' ').map(|at| format!("{} …", &cut[..at])))
}

/// The page with its one address, and the picture that a link to it shows.
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

    /// The first chapter and the index are one address, and the site map names each page once.
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
