//! Pages: their fences, inline code, links, and the blocks that show listings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Tag, TagEnd};

use crate::listing::{self, Listing, Place};
use crate::outcomes::{self, End};
use crate::package::Kind;
use crate::rules::rules;
use crate::{files, instructions, package, project, prose};

/// One chapter, as its author wrote it.
#[derive(Debug, Default)]
pub struct Page {
    /// The file name without its extension.
    pub slug: String,
    /// The file.
    pub path: PathBuf,
    /// Its lines.
    pub lines: Vec<String>,
    /// Its fenced code blocks.
    pub fences: Vec<Fence>,
    /// Its inline code.
    pub codes: Vec<Code>,
    /// Its running text: everything that is neither code nor a tag.
    pub words: Vec<(usize, String)>,
    /// Its links: line and address.
    pub links: Vec<(usize, String)>,
    /// Its tags inside paragraphs: line and tag.
    pub inline_tags: Vec<(usize, String)>,
    /// Its listing blocks.
    pub blocks: Vec<Block>,
}

/// A fenced code block.
#[derive(Debug)]
pub struct Fence {
    /// The line of the opening fence.
    pub line: usize,
    /// The info string.
    pub info: String,
    /// The text between the fences.
    pub body: String,
}

/// Inline code.
#[derive(Debug)]
pub struct Code {
    /// Its line.
    pub line: usize,
    /// The code, without backticks.
    pub text: String,
    /// The target of the link that contains it.
    pub address: Option<String>,
    /// Whether it's in a place without links: a heading, or the HTML of a caption or a question.
    pub apart: bool,
}

/// A listing on a page: from `<figure class="listing" …>` to `</figure>`.
#[derive(Debug)]
pub struct Block {
    /// The line of the opening tag.
    pub line: usize,
    /// The address on the page.
    pub id: String,
    /// The lines from the opening to the closing tag.
    pub lines: Vec<String>,
}

impl Block {
    /// Returns the line after the last.
    pub fn end(&self) -> usize {
        self.line + self.lines.len()
    }
}

/// The beginning of a listing's block.
pub const OPENING: &str = "<figure class=\"listing\" id=\"";

/// Reads a page.
pub fn load(path: &Path) -> Result<Page, String> {
    Ok(parse(path, &files::read(path)?))
}

/// Parses the text of a page, as its author wrote it or as mdBook expanded it.
pub fn parse(path: &Path, text: &str) -> Page {
    let lines = text.lines().map(str::to_owned).collect();
    let mut page = Page { slug: files::stem(path), path: path.to_path_buf(), lines, ..Page::default() };
    page.blocks = blocks(&page.lines);
    page.parse(text);
    page
}

/// Generated files of `src/`: `tests/indexes.rs` says what they must contain.
pub const GENERATED: &[&str] = &["listings.md", "errors.md", "types.md", "exercises.md"];

/// Files in `src/` that aren't chapters: the summary and the 404 page.
const NOT_CHAPTERS: &[&str] = &["SUMMARY.md", "404.md"];

/// Returns the chapters in `src/`, whether or not the summary names them.
pub fn files() -> Vec<PathBuf> {
    let is_chapter = |path: &PathBuf| !NOT_CHAPTERS.iter().chain(GENERATED).any(|other| path.ends_with(other));
    files::with_ending(&project().join("src"), "md").into_iter().filter(is_chapter).collect()
}

/// Returns the chapter that owns a listing, answer or exercise because its name begins with the chapter's: `src/spin-lock.md` owns `spin_lock_flag`. The longest one wins.
pub fn owner(name: &str) -> Option<PathBuf> {
    let rest = |page: &PathBuf| name.strip_prefix(&files::stem(page).replace('-', "_"))?.strip_prefix('_').map(str::to_owned);
    let owners = files().into_iter().filter(|page| rest(page).is_some_and(|rest| !rest.is_empty()));
    owners.max_by_key(|page| files::stem(page).len())
}

impl Page {
    fn parse(&mut self, text: &str) {
        let (mut addresses, mut heading) = (Vec::new(), false);
        let mut fence: Option<Fence> = None;
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        for (line, event) in prose::events(text, options) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let info = match kind {
                        CodeBlockKind::Fenced(info) => info.to_string(),
                        CodeBlockKind::Indented => "(indented)".to_owned(),
                    };
                    fence = Some(Fence { line, info, body: String::new() });
                }
                Event::End(TagEnd::CodeBlock) => self.fences.extend(fence.take()),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    addresses.push(dest_url.to_string());
                    self.links.push((line, dest_url.to_string()));
                }
                Event::Start(Tag::Image { dest_url, .. }) => self.links.push((line, dest_url.to_string())),
                Event::End(TagEnd::Link) => drop(addresses.pop()),
                Event::Start(Tag::Heading { .. }) => heading = true,
                Event::End(TagEnd::Heading(_)) => heading = false,
                Event::Code(code) => {
                    self.codes.push(Code { line, text: code.to_string(), address: addresses.last().cloned(), apart: heading });
                }
                Event::Html(html) => self.read_html(line, &html),
                Event::InlineHtml(tag) => self.inline_tags.push((line, tag.to_string())),
                Event::Text(words) => match &mut fence {
                    Some(fence) => fence.body.push_str(&words),
                    None => self.words.push((line, words.to_string())),
                },
                _ => {}
            }
        }
    }

    /// Reads the text and the code in a piece of HTML; captions and questions are HTML.
    fn read_html(&mut self, line: usize, html: &str) {
        let mut is_code = false;
        for piece in html.split('<') {
            let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
            is_code = tag == "code" || is_code && tag != "/code";
            let text = prose::unescaped(text);
            if is_code && !text.is_empty() {
                self.codes.push(Code { line, text, address: None, apart: true });
            } else if !text.trim().is_empty() {
                self.words.push((line, text));
            }
        }
    }

    /// Returns the lines outside of fences, with their numbers.
    pub fn outside_of_fences(&self) -> impl Iterator<Item = (usize, &String)> {
        let holds = |fence: &Fence, number: usize| (fence.line..=fence.line + fence.body.lines().count()).contains(&number);
        let lines = self.lines.iter().enumerate().map(|(index, line)| (index + 1, line));
        lines.filter(move |(number, _)| !self.fences.iter().any(|fence| holds(fence, *number)))
    }

    /// Returns the block that a line belongs to.
    pub fn block_at(&self, line: usize) -> Option<&Block> {
        self.blocks.iter().find(|block| (block.line..block.end()).contains(&line))
    }
}

fn blocks(lines: &[String]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in lines.iter().enumerate() {
        if let Some(rest) = line.strip_prefix(OPENING) {
            found.extend(open.take());
            let id = rest.split('"').next().unwrap_or_default().to_owned();
            open = Some(Block { line: index + 1, id, lines: Vec::new() });
        }
        if let Some(block) = &mut open {
            block.lines.push(line.clone());
            if line == "</figure>" {
                found.extend(open.take());
            }
        }
    }
    found.extend(open);
    found
}

/// Checks that a page shows this listing in the expected block.
///
/// # Errors
///
/// If none does; `cargo test --test chapters` says more.
pub fn is_shown(listing: &Listing) -> Result<(), String> {
    let expected = expected_block(listing)?;
    for file in files() {
        let lines: Vec<String> = files::read(&file)?.lines().map(str::to_owned).collect();
        let Some(block) = blocks(&lines).into_iter().find(|block| block.id == listing.name) else { continue };
        if block.lines == expected {
            return Ok(());
        }
        let (shown, name) = (project().shown(&file), &listing.name);
        return Err(format!(
            "{shown}:{}: the block of {name} is not what its records ask for; run `cargo test --test chapters`, which says how",
            block.line
        ));
    }
    let shown = project().shown(&listing.path);
    Err(format!("{shown}:1: isn't on any page; run `cargo test --test chapters`, which prints its block"))
}

/// Returns the expected block of a listing, line by line; it depends only on the listing, its records and the rules.
pub fn expected_block(listing: &Listing) -> Result<Vec<String>, String> {
    let (mark, fence, parts) = match listing.place {
        Place::CompileFail => (refusal(listing)?, "rust,compile_fail", vec![("The compiler says:", "stderr")]),
        Place::Examples => program_block(listing)?,
    };
    let file = format!("{}/{}", listing.place.folder(), listing.name);
    let mut fences = vec![("", fence, format!("include ../{file}.rs"))];
    fences.extend(parts.into_iter().map(|(label, ending)| (label, "text", format!("include ../{file}.{ending}"))));
    let mut lines = block(&listing.name, None, &format!("{}.rs", listing.name), &mark, &fences);
    // A page lets the reader guess before it shows the record of a listing with decoys.
    if listing.has("decoys") {
        lines[0] = format!("{OPENING}{}\" data-guess>", listing.name);
    }
    Ok(lines)
}

/// Returns the lines of a block: a caption with the mark and the file's name, which links to the whole file, here or at another address; below it,
/// fences, each with its label, its info string, and the directive in it.
fn block(id: &str, address: Option<String>, name: &str, mark: &str, fences: &[(&str, &str, String)]) -> Vec<String> {
    let address = address.unwrap_or_else(|| format!("#{id}"));
    let caption = format!("<figcaption><a href=\"{address}\">{name}</a> · {mark}</figcaption>");
    let mut lines = vec![format!("{OPENING}{id}\">"), caption, String::new()];
    for (label, info, directive) in fences {
        if !label.is_empty() {
            lines.extend([(*label).to_owned(), String::new()]);
        }
        lines.extend([format!("```{info}"), format!("{{{{#{directive}}}}}"), "```".to_owned(), String::new()]);
    }
    lines.push("</figure>".to_owned());
    lines
}

/// Returns a mark with the class `type`.
fn part(words: &str) -> String {
    format!("<b class=\"type\">{words}</b>")
}

/// Returns the expected block of an anchored part of a type.
pub fn expected_part(path: &Path, anchor: &str) -> Vec<String> {
    let directive = format!("rustdoc_include ../{}:{anchor}", project().shown(path));
    block(&part_id(path, anchor), Some(whole_type(path)), &in_types(path), &part("type"), &[("", "rust", directive)])
}

/// Returns the expected block of a whole type: its file without the unit tests, which the anchor `rs` leaves out.
pub fn expected_whole_type(path: &Path) -> Vec<String> {
    let directive = format!("include ../{}:rs", project().shown(path));
    block(&part_id(path, "rs"), None, &in_types(path), &part("type"), &[("", "rust", directive)])
}

/// Returns the expected block of a package's file: includes of the whole file, and of its record if it has one.
///
/// # Errors
///
/// If the file cannot be read.
pub fn expected_file(path: &Path) -> Result<Vec<String>, String> {
    let (mark, label) = match package::kind(path) {
        Kind::Part => (part("file"), ""),
        Kind::Program => ("<b class=\"runs\">runs</b>".to_owned(), "It prints:"),
        Kind::Refused => {
            let text = files::read(path)?;
            // Not every refusal has a code.
            let codes = linked_codes(&text, |code| code != listing::SYNTAX);
            let colon = if codes.is_empty() { "" } else { ": " };
            let who = if package::is_for_clippy(&text) { "Clippy says:" } else { "The compiler says:" };
            (format!("<b class=\"refused\">refused{colon}{codes}</b>"), who)
        }
    };
    let include = |path: &Path| format!("include ../{}", project().shown(path));
    let mut fences = vec![("", package::fence(path), include(path))];
    fences.extend(package::record(path).map(|record| (label, "text", include(&record))));
    Ok(block(&package::id(path), None, &package::shown(path), &mark, &fences))
}

/// Returns the expected block of functions: the source, and the instructions for each processor that has a record.
pub fn expected_instructions(path: &Path) -> Vec<String> {
    let (id, shown) = (files::stem(path), project().shown(path));
    let records = instructions::recorded(path)
        .map(|processor| (processor.label, "text", format!("include ../{}", shown.replace(".rs", &format!(".{}", processor.ending)))));
    let fences: Vec<_> = [("", "rs", format!("include ../{shown}"))].into_iter().chain(records).collect();
    block(&id, None, &format!("{id}.rs"), &part("instructions"), &fences)
}

/// Returns the expected block of a weakened type: loom's report next to `flag.rs` is `flag.loom`, and its address is `spin_lock_flag_weakened`.
pub fn expected_report(path: &Path) -> Vec<String> {
    let report = ("loom says:", "text", format!("include ../{}", project().shown(path).replace(".rs", ".loom")));
    block(&part_id(path, "weakened"), Some(whole_type(path)), &in_types(path), "<b class=\"refused\">weakened</b>", &[report])
}

/// Returns the name of a type's file in captions.
fn in_types(path: &Path) -> String {
    let shown = project().shown(path);
    shown.strip_prefix("listings/src/").unwrap_or(&shown).to_owned()
}

/// Returns the address of an anchored part: `listings/src/mutex/tally.rs:lock` is `mutex_tally_lock`.
pub fn part_id(path: &Path, anchor: &str) -> String {
    format!("{}_{anchor}", in_types(path).trim_end_matches(".rs").replace(['/', '-'], "_"))
}

/// The page that shows every type in full; `tests/indexes.rs` generates it.
pub const TYPES: &str = "types";

/// Returns the address of a whole type: `listings/src/spin_lock/guard.rs` is at `types.html#spin_lock_guard_rs`.
fn whole_type(path: &Path) -> String {
    format!("{TYPES}.html#{}", part_id(path, "rs"))
}

/// Returns a listing's mark: the class gives it a shape, the words say the same. Listings are checked in editions 2021 and 2024; the mark names exceptions.
fn mark(class: &str, words: &str, listing: &Listing) -> Result<String, String> {
    let only = if rules()?.only_in_2024.contains_key(&listing.name) { " · edition 2024 only" } else { "" };
    Ok(format!("<b class=\"{class}\">{words}</b>{only}"))
}

fn refusal(listing: &Listing) -> Result<String, String> {
    mark("refused", &format!("refused: {}", linked_codes(&listing.text()?, |_| true)), listing)
}

/// Returns the wanted codes that a program's markers promise, once each, with links.
fn linked_codes(text: &str, is_wanted: fn(&str) -> bool) -> String {
    let codes: BTreeSet<String> = Listing::marked_errors(text).into_iter().map(|(_, code)| code).filter(|code| is_wanted(code)).collect();
    codes.iter().map(|code| linked(code)).collect::<Vec<_>>().join(", ")
}

/// Returns an error code as a link to its explanation; a lint or a syntax error has none.
fn linked(code: &str) -> String {
    let has_page = code.strip_prefix('E').is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if has_page { format!("<a href=\"https://doc.rust-lang.org/error_codes/{code}.html\">{code}</a>") } else { code.to_owned() }
}

/// The words that introduce a record on the page, and its extension.
type Part = (&'static str, &'static str);

/// Returns the mark of a program's block, its fence, and its records.
fn program_block(listing: &Listing) -> Result<(String, &'static str, Vec<Part>), String> {
    if listing.is_undefined() {
        return Ok((mark("refused", "undefined behavior", listing)?, "rust,no_run", vec![("loom says:", "loom")]));
    }
    if listing.has("outcomes") {
        let record = listing.record("outcomes");
        let set = outcomes::parse(&record, &files::read(&record)?)?;
        let (class, words, fence, label) = match &set.each[..] {
            _ if set.can_deadlock() => ("deadlock", "can deadlock", "rust,no_run", "It can print:"),
            // Never reached: samples aren't recorded, and a single outcome that isn't a deadlock is recorded as `stdout`.
            [_] => ("runs", "runs", "rust", "It prints, in every schedule of a sample:"),
            // A tool that runs the blocks of a page may see the panic.
            each if each.iter().any(|outcome| outcome.end == End::Panic) => {
                ("outcomes", "several outcomes", "rust,no_run", "It can print:")
            }
            _ => ("outcomes", "several outcomes", "rust", "It can print:"),
        };
        return Ok((mark(class, words, listing)?, fence, vec![(label, "outcomes")]));
    }
    let (mut class, mut words, mut fence) = ("runs", "runs", "rust");
    let mut parts = Vec::new();
    if listing.has("2021.stdout") {
        (class, words) = ("differs", "differs by edition");
        parts.extend([("Edition 2024 prints:", "stdout"), ("Edition 2021 prints:", "2021.stdout")]);
    } else if listing.has("stdout") {
        parts.push(("It prints:", "stdout"));
    }
    if listing.has("stderr") {
        if ends_in_panic(&files::read(&listing.record("stderr"))?) {
            (class, words, fence) = ("panics", "panics", "rust,should_panic");
            parts.push(("It panics:", "stderr"));
        } else {
            parts.push(("On standard error:", "stderr"));
        }
    }
    Ok((mark(class, words, listing)?, fence, parts))
}

/// The end of a record of standard error if the program itself failed; `tests/programs.rs` writes it from the exit status.
pub const PANIC_STATUS: &str = "(exit status 101)\n";

/// Whether a program with this standard error ended in a panic, judging by the status in the record.
pub fn ends_in_panic(stderr_record: &str) -> bool {
    stderr_record.ends_with(PANIC_STATUS)
}

/// Returns the include directives in a line: the words between `{{#` and `}}`; mdBook allows blanks and a line break before the `#`.
pub fn directives(line: &str) -> Vec<&str> {
    let begun = line.split("{{").skip(1).map(str::trim_start);
    let found = begun.filter_map(|rest| if rest.is_empty() { Some(rest) } else { rest.strip_prefix('#') });
    found.map(|rest| rest.split("}}").next().unwrap_or(rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directive is seen in every spelling that mdBook expands.
    #[test]
    fn directives_are_seen() {
        assert_eq!(directives("{{#include a.rs}} and {{ #include b.rs:1 }}"), ["include a.rs", "include b.rs:1 "]);
        assert_eq!(directives("begun {{#include"), ["include"]);
        assert_eq!(directives("ends {{"), [""]);
        assert_eq!(directives("`{{name}}` and {x}"), Vec::<&str>::new());
    }

    /// Words, code, links and tags are told apart, each with its line, in tables too; code in a heading is `apart`.
    #[test]
    fn markdown_is_read() {
        let text = "# A `b`\n\nText ![alt](i.svg) <br> `d` ~~gone~~[^1]\n\n| x | `y` |\n|---|---|\n| z | 1 |\n\n[^1]: note\n\n```rust\nlet a;\n```\n\n    indented\n";
        let page = parse(Path::new("x.md"), text);
        let codes: Vec<_> = page.codes.iter().map(|code| (code.line, code.text.as_str(), code.apart)).collect();
        assert_eq!(codes, [(1, "b", true), (3, "d", false), (5, "y", false)]);
        assert_eq!(page.links, [(3, "i.svg".to_owned())]);
        assert_eq!(page.inline_tags, [(3, "<br>".to_owned())]);
        let words: Vec<_> = page.words.iter().map(|(line, text)| (*line, text.trim())).filter(|(_, text)| !text.is_empty()).collect();
        assert_eq!(words, [(1, "A"), (3, "Text"), (3, "alt"), (3, "gone"), (5, "x"), (7, "z"), (7, "1"), (9, "note")]);
        let fences: Vec<_> = page.fences.iter().map(|fence| (fence.line, fence.info.as_str(), fence.body.as_str())).collect();
        assert_eq!(fences, [(11, "rust", "let a;\n"), (15, "(indented)", "indented\n")]);
    }

    /// An error code links to its explanation; a lint doesn't, whatever its name.
    #[test]
    fn error_codes_are_linked() {
        assert_eq!(linked("E0382"), "<a href=\"https://doc.rust-lang.org/error_codes/E0382.html\">E0382</a>");
        for other in ["unused_must_use", "Edge", "E382", "E03820"] {
            assert_eq!(linked(other), other);
        }
    }

    /// A block runs from its opening tag to its closing tag, or to where the next one begins.
    #[test]
    fn blocks_are_found() {
        let text = format!("a\n{OPENING}one\">\nb\n</figure>\nc\n{OPENING}two\">\nd\n{OPENING}three\">\n");
        let page = parse(Path::new("x.md"), &text);
        let blocks: Vec<_> = page.blocks.iter().map(|block| (block.id.as_str(), block.line, block.end())).collect();
        assert_eq!(blocks, [("one", 2, 5), ("two", 6, 8), ("three", 8, 9)]);
        let at = |line: usize| page.block_at(line).map(|block| block.id.as_str());
        assert_eq!([at(1), at(2), at(4), at(5), at(7), at(8)], [None, Some("one"), Some("one"), None, Some("two"), Some("three")]);
    }

    /// Captions and questions are HTML; their words and code count like any others, their tags don't.
    #[test]
    fn html_is_read() {
        let text = "One [`Mutex`](m.html).\n\n<details><summary>Is <code>a &amp;&amp; b&lt;T&gt;</code> E0382 to you?</summary>\n\n`c`\n\n</details>\n";
        let page = parse(Path::new("x.md"), text);
        let codes: Vec<_> = page.codes.iter().map(|code| (code.line, code.text.as_str(), code.address.as_deref(), code.apart)).collect();
        assert_eq!(codes, [(1, "Mutex", Some("m.html"), false), (3, "a && b<T>", None, true), (5, "c", None, false)]);
        let words: Vec<_> = page.words.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(words, [(1, "One "), (1, "."), (3, "Is "), (3, " E0382 to you?")]);
    }
}
