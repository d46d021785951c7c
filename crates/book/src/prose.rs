//! The sentences of a page: its paragraphs, lists and tables line by line, with their links, but without code, headings and quotations.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The placeholder for a piece of code in the text.
pub const CODE: char = '\u{FFFC}';

/// One line of a page, as a reader sees it.
#[derive(Debug, Default)]
pub struct Line {
    /// Its number on the page.
    pub number: usize,
    /// Its words, with one [`CODE`] for each piece of code.
    pub text: String,
    /// Which parts of the text are links, and where they lead.
    pub links: Vec<(Range<usize>, String)>,
}

/// Returns the Markdown events of a page, each with the line it begins on.
pub fn events(page: &str, options: Options) -> impl Iterator<Item = (usize, Event<'_>)> {
    let starts: Vec<usize> = std::iter::once(0).chain(page.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let pieces = Parser::new_ext(page, options).into_offset_iter();
    pieces.map(move |(event, range)| (starts.partition_point(|start| *start <= range.start), event))
}

/// Returns the prose of a page, line by line.
pub fn lines(page: &str) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut links = Vec::new();
    // The number of open elements whose text isn't prose of this page.
    let mut apart = 0;
    let mut fresh = true;
    for (number, event) in events(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Image { .. }) => apart += 1,
            Event::End(TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Image) => apart -= 1,
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell) => fresh = true,
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::End(TagEnd::Link) => drop(links.pop()),
            Event::Text(_) | Event::Code(_) if apart == 0 => {
                if fresh || found.last().is_none_or(|line| line.number != number) {
                    found.push(Line { number, ..Line::default() });
                    fresh = false;
                }
                let Some(line) = found.last_mut() else { continue };
                let start = line.text.len();
                match event {
                    Event::Text(words) => line.text.push_str(&words),
                    _ => line.text.push(CODE),
                }
                line.links.extend(links.last().map(|address| (start..line.text.len(), address.clone())));
            }
            _ => {}
        }
    }
    found
}

/// Returns the addresses on a page: those that mdBook gives to its headings, and those in its HTML.
pub fn addresses(page: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(page, Options::ENABLE_HEADING_ATTRIBUTES) {
        match event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => drop(found.insert(id.to_string())),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => found.extend(heading.take().map(|words| address(&words))),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    found
}

/// Removes the tags from a piece of HTML.
pub fn without_tags(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    pieces.map(|(at, piece)| if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) }).collect()
}

/// Unescapes HTML text.
pub fn unescaped(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Returns the address that mdBook gives to a heading with these words.
pub fn address(words: &str) -> String {
    let kept = words.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || "_-".contains(*c) || c.is_whitespace());
    kept.map(|c| if c.is_whitespace() { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences are read with their links; headings, code, quotations and HTML are left out.
    #[test]
    fn sentences_are_read() {
        let page = "# A lock\n\nA *lost* [lock](g.md#lock) of `x`.\nIt goes.\n\n> No lock.\n\n<p>No lock.</p>\n\n| a | [b `c`](d) |\n|---|---|\n| e | f |\n";
        let said: Vec<_> = lines(page).into_iter().map(|line| (line.number, line.text, line.links)).collect();
        let expected = [
            (3, "A lost lock of \u{FFFC}.", vec![(7..11, "g.md#lock".to_owned())]),
            (4, "It goes.", vec![]),
            (10, "a", vec![]),
            (10, "b \u{FFFC}", vec![(0..2, "d".to_owned()), (2..5, "d".to_owned())]),
            (12, "e", vec![]),
            (12, "f", vec![]),
        ];
        assert_eq!(said, expected.map(|(number, text, links)| (number, text.to_owned(), links)));
    }

    /// Addresses are those that mdBook gives.
    #[test]
    fn addresses_are_those_of_mdbook() {
        let page = "# What `'static` asks\n\n## Look, work, commit\n\n### x {#own}\n\n<figure id=\"a_b\">\n";
        assert_eq!(addresses(page), ["a_b", "look-work-commit", "own", "what-static-asks"].map(str::to_owned).into());
    }
}
