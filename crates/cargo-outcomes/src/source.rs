//! Splits a program into tokens and resolves the std paths it names, ignoring comments and literals.

use std::str::FromStr;

use proc_macro2::{Delimiter, LexError, TokenStream, TokenTree};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword, without the `r#` of a raw identifier.
    Word,
    /// A punctuation character: `:`, `<`, or the `'` of a lifetime.
    Sign,
    /// A string, character or number.
    Literal,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
}

/// A token and its position.
#[derive(Debug, Clone)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// The byte offset of its start.
    pub from: usize,
    /// The byte offset of its end.
    pub to: usize,
    /// Its line, counted from 1.
    pub line: usize,
    /// The number of brackets open around it, not counting the token itself.
    pub depth: usize,
}

/// A path of std that a program names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StdPath {
    /// Its segments after `std`: `thread`, `spawn`.
    pub parts: Vec<String>,
    /// The line that names it.
    pub line: usize,
}

impl StdPath {
    /// Returns whether the path names this item or module, or something inside it.
    pub fn is_in(&self, parts: &[&str]) -> bool {
        self.parts.len() >= parts.len() && self.parts.iter().zip(parts).all(|(part, wanted)| part == wanted)
    }
}

/// The keywords after which a `::` begins a path: those that can't be path segments.
const BEFORE_PATHS: [&str; 20] = [
    "as", "break", "const", "dyn", "else", "for", "if", "impl", "in", "let", "loop", "match", "move", "mut", "pub", "ref", "return", "use",
    "where", "while",
];

/// One name that a `use` brings in: `use std::thread as t` brings in `t` for `std::thread`.
struct Import {
    path: Vec<String>,
    /// The name, or `*`.
    name: String,
    line: usize,
}

/// A program.
pub struct Source<'a> {
    /// Its text.
    pub text: &'a str,
    tokens: Vec<Token>,
    /// Whether each token is part of a `use` or an `extern crate`.
    in_use: Vec<bool>,
    imports: Vec<Import>,
}

/// The crates that make up std.
pub const ROOTS: [&str; 3] = ["std", "core", "alloc"];

/// The attributes that mark test-only items.
const TESTS: [&[&str]; 2] = [&["#", "[", "cfg", "(", "test", ")", "]"], &["#", "[", "test", "]"]];

/// The keywords that begin an item.
const ITEMS: [&str; 15] =
    ["pub", "mod", "use", "fn", "impl", "const", "static", "struct", "enum", "union", "trait", "type", "unsafe", "async", "macro_rules"];

/// A path renamed more often than this is taken to be a cycle.
const MOST_RENAMINGS: usize = 8;

impl<'a> Source<'a> {
    /// Parses a program.
    ///
    /// # Errors
    ///
    /// Returns the line of the first thing that isn't a token, such as an unclosed bracket.
    pub fn parse(text: &'a str) -> Result<Self, usize> {
        Self::of(text, |_| {})
    }

    /// Parses a program without its test-only items, those with `#[cfg(test)]` or `#[test]`, which rustc leaves out, too.
    ///
    /// # Errors
    ///
    /// Same as [`parse`](Self::parse).
    pub fn parse_without_tests(text: &'a str) -> Result<Self, usize> {
        Self::of(text, |source| {
            let mut at = 0;
            while at < source.count() {
                match source.end_of_test(at) {
                    Some(end) => drop(source.tokens.drain(at..=end)),
                    None => at += 1,
                }
            }
        })
    }

    /// Returns the last token of the test-only item that begins here, if one does.
    fn end_of_test(&self, first: usize) -> Option<usize> {
        TESTS.iter().find(|attribute| self.begins(first, attribute))?;
        let mut at = first;
        while self.begins(at, &["#", "["]) {
            at = self.closing(at + 1) + 1;
        }
        // A field or a statement isn't an item.
        ITEMS.contains(&self.at(at)).then_some(())?;
        let depth = self.token(first)?.depth;
        let end = (at..self.count()).find(|at| self.tokens[*at].depth == depth && matches!(self.at(*at), "{" | ";"))?;
        Some(if self.at(end) == "{" { self.closing(end) } else { end })
    }

    fn of(text: &'a str, change: impl FnOnce(&mut Self)) -> Result<Self, usize> {
        let stream = TokenStream::from_str(text).map_err(|error: LexError| error.span().start().line.max(1))?;
        let mut tokens = Vec::new();
        flatten(stream, 0, text, &mut tokens);
        let mut source = Self { text, tokens, in_use: Vec::new(), imports: Vec::new() };
        change(&mut source);
        source.in_use = vec![false; source.count()];
        source.read_imports();
        Ok(source)
    }

    /// Returns the number of tokens.
    pub fn count(&self) -> usize {
        self.tokens.len()
    }

    /// Returns the token at this index, if there is one.
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// Returns the line of the token at this index, counted from 1.
    pub fn line(&self, at: usize) -> usize {
        self.token(at).map_or(1, |token| token.line)
    }

    /// Returns the text of the token at this index, or an empty string.
    pub fn at(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| &token.text)
    }

    /// Returns whether the token at this index is a word, and not a lifetime's.
    pub fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Word) && !self.is_lifetime(at)
    }

    /// Returns whether the token at this index is a lifetime's name, as in `'static`.
    fn is_lifetime(&self, at: usize) -> bool {
        at > 0 && self.at(at - 1) == "'"
    }

    /// Returns whether these tokens start here.
    pub fn begins(&self, at: usize, tokens: &[&str]) -> bool {
        tokens.iter().enumerate().all(|(index, token)| self.at(at + index) == *token)
    }

    /// Returns whether there is a `::` here.
    pub fn is_path(&self, at: usize) -> bool {
        self.begins(at, &[":", ":"]) && self.tokens[at].to == self.tokens[at + 1].from
    }

    /// Returns the indices of this word.
    pub fn words<'b>(&'b self, word: &'b str) -> impl Iterator<Item = usize> + 'b {
        (0..self.count()).filter(move |at| self.at(*at) == word && self.is_word(*at))
    }

    /// Returns whether this word occurs anywhere.
    pub fn names(&self, word: &str) -> bool {
        self.words(word).next().is_some()
    }

    /// Returns the index of the bracket that closes the one here.
    pub fn closing(&self, open: usize) -> usize {
        let depth = self.tokens[open].depth;
        (open + 1..self.count()).find(|at| self.tokens[*at].depth == depth).unwrap_or(self.count())
    }

    /// Returns whether the word here begins a path: no segment comes before it, at most a leading `::`.
    pub fn begins_path(&self, at: usize) -> bool {
        if at >= 1 && self.at(at - 1) == "." {
            return false;
        }
        !(at >= 3 && self.is_path(at - 2) && self.leads_on(at - 3))
    }

    /// Returns the index of the first word of the path that ends here.
    pub fn first_of_path(&self, last: usize) -> usize {
        let mut first = last;
        while first >= 3 && self.is_path(first - 2) && self.is_word(first - 3) {
            first -= 3;
        }
        first
    }

    /// Returns whether the `::` after this continues a path instead of beginning one, as in `use ::std::thread` and `-> ::std::sync::Arc<u8>`.
    fn leads_on(&self, at: usize) -> bool {
        let is_close = self.tokens[at].to == self.tokens[at + 1].from;
        match self.at(at) {
            ">" | "}" => is_close,
            word => self.is_word(at) && !BEFORE_PATHS.contains(&word),
        }
    }

    /// Returns whether a macro is called here.
    pub fn is_macro_call(&self, at: usize) -> bool {
        self.is_word(at) && self.at(at + 1) == "!" && matches!(self.at(at + 2), "(" | "[" | "{")
    }

    /// Returns whether the token here is part of a `use` or an `extern crate`.
    pub fn is_in_use(&self, at: usize) -> bool {
        self.in_use.get(at).copied().unwrap_or_default()
    }

    /// Returns whether the program can start threads, that is, names `thread` and a function that starts one, anywhere.
    pub fn can_start_threads(&self) -> bool {
        self.names("thread") && ["spawn", "scope", "spawn_scoped", "spawn_unchecked"].iter().any(|start| self.names(start))
    }

    /// Returns the line of the first fence or ordering weaker than `SeqCst`. Such words count only in a program that names `atomic`.
    pub fn weak_ordering(&self) -> Option<usize> {
        let weak = |at: &usize| self.is_word(*at) && ["Relaxed", "Acquire", "Release", "AcqRel", "fence"].contains(&self.at(*at));
        let first = self.names("atomic").then(|| (0..self.count()).find(weak))?;
        first.map(|at| self.tokens[at].line)
    }

    /// Returns every std path that the program names, under any alias, in source order. An ambiguous name counts as all paths it could mean.
    pub fn std_paths(&self) -> Vec<StdPath> {
        let mut found = Vec::new();
        for import in &self.imports {
            found.extend(self.resolve(&import.path, 0).into_iter().map(|parts| StdPath { parts, line: import.line }));
        }
        let mut at = 0;
        while at < self.count() {
            if !self.is_word(at) || self.is_in_use(at) || !self.begins_path(at) {
                at += 1;
                continue;
            }
            let (path, end) = self.path(at);
            found.extend(self.resolve(&path, 0).into_iter().map(|parts| StdPath { parts, line: self.tokens[at].line }));
            at = end;
        }
        found.sort_by_key(|path| path.line);
        found
    }

    /// Returns the path that begins here, and where it ends.
    fn path(&self, first: usize) -> (Vec<String>, usize) {
        let mut parts = vec![self.at(first).to_owned()];
        let mut at = first + 1;
        while self.is_path(at) && self.is_word(at + 2) && self.leads_on(at - 1) {
            parts.push(self.at(at + 2).to_owned());
            at += 3;
        }
        (parts, at)
    }

    /// Returns the segments after `std` of each std path that this path may resolve to.
    fn resolve(&self, path: &[String], renamed: usize) -> Vec<Vec<String>> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        if ROOTS.contains(&first.as_str()) {
            return vec![rest.to_vec()];
        }
        if renamed == MOST_RENAMINGS {
            return Vec::new();
        }
        if matches!(first.as_str(), "crate" | "self" | "super") {
            return self.resolve(rest, renamed + 1);
        }
        let mut found = Vec::new();
        for import in &self.imports {
            let continued = |tail: &[String]| [&import.path[..], tail].concat();
            // An import may be in one of the program's modules, whose name then precedes it.
            for (index, part) in path.iter().enumerate().take(3) {
                if import.name == *part && import.path != path {
                    found.extend(self.resolve(&continued(&path[index + 1..]), renamed + 1));
                }
            }
            if import.name == "*" && import.path.first().is_some_and(|first| first != "super" && first != "crate" && first != "self") {
                found.extend(self.resolve(&continued(path), renamed + 1));
            }
        }
        found
    }

    /// Reads every `use` and every `extern crate`.
    fn read_imports(&mut self) {
        let mut at = 0;
        while at < self.count() {
            if self.is_word(at) && self.at(at) == "use" && (self.is_word(at + 1) || self.is_path(at + 1) || self.at(at + 1) == "{") {
                let end = self.read_tree(at + 1, &[]);
                self.in_use[at..end.min(self.tokens.len())].fill(true);
                at = end;
            } else if self.begins(at, &["extern", "crate"]) {
                let name = if self.at(at + 3) == "as" { self.at(at + 4) } else { self.at(at + 2) };
                let import = Import { path: vec![self.at(at + 2).to_owned()], name: name.to_owned(), line: self.tokens[at].line };
                self.imports.push(import);
                let end = if self.at(at + 3) == "as" { at + 5 } else { at + 3 };
                self.in_use[at..end.min(self.tokens.len())].fill(true);
            }
            at += 1;
        }
    }

    /// Reads the part of a `use` that begins here and returns where it ends.
    fn read_tree(&mut self, from: usize, before: &[String]) -> usize {
        let mut path = before.to_vec();
        let mut at = if self.is_path(from) { from + 2 } else { from };
        let line = self.line(at);
        loop {
            if self.at(at) == "{" {
                let end = self.closing(at);
                let mut part = at + 1;
                while part < end {
                    part = self.read_tree(part, &path);
                    part += usize::from(self.at(part) == ",");
                }
                return end + 1;
            }
            if self.at(at) == "*" {
                self.imports.push(Import { path, name: "*".to_owned(), line });
                return at + 1;
            }
            // Not a path, such as a macro's `$`: it can't be resolved.
            if !self.is_word(at) {
                return at + 1;
            }
            path.push(self.at(at).to_owned());
            if self.is_path(at + 1) {
                at += 3;
                continue;
            }
            if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let (name, end) = if self.at(at + 1) == "as" {
                (self.at(at + 2).to_owned(), at + 3)
            } else {
                (path.last().cloned().unwrap_or_default(), at + 1)
            };
            self.imports.push(Import { path, name, line });
            return end;
        }
    }
}

/// Appends a stream's tokens, including brackets but not doc comments.
fn flatten(stream: TokenStream, depth: usize, text: &str, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let (range, line) = (tree.span().byte_range(), tree.span().start().line);
        let mut push = |kind, text: &str, from, to, line| tokens.push(Token { kind, text: text.to_owned(), from, to, line, depth });
        match tree {
            // `/// text` is parsed as `#[doc = "text"]`.
            TokenTree::Punct(sign) if sign.as_char() == '#' && text[range.clone()].starts_with('/') => {
                trees.next_if(|next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == '!'));
                trees.next();
            }
            TokenTree::Punct(sign) => push(Kind::Sign, &sign.to_string(), range.start, range.end, line),
            TokenTree::Ident(word) => {
                push(Kind::Word, word.to_string().trim_start_matches("r#"), range.start, range.end, line);
            }
            TokenTree::Literal(literal) => push(Kind::Literal, &literal.to_string(), range.start, range.end, line),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => continue,
                };
                push(Kind::Open, open, range.start, range.start + 1, line);
                flatten(group.stream(), depth + 1, text, tokens);
                let end = group.span_close().start().line;
                tokens.push(Token { kind: Kind::Close, text: close.to_owned(), from: range.end - 1, to: range.end, line: end, depth });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the std paths in a program, as text.
    fn paths(text: &str) -> Vec<String> {
        Source::parse(text).unwrap().std_paths().iter().map(|path| path.parts.join("::")).collect()
    }

    /// Tokens have the right bytes and lines, and comments and literals aren't words.
    #[test]
    fn tokens_have_places() {
        let text = "/// std::thread\nfn é(x: &'static str) { r#match(\"std::fs\"); } // std::env\n/* std::net */\n";
        let source = Source::parse(text).unwrap();
        assert!(!source.names("std") && !source.names("static") && source.names("match") && source.names("é"));
        let word = source.token(source.words("match").next().unwrap()).unwrap();
        assert_eq!((&text[word.from..word.to], word.line, word.depth), ("r#match", 2, 1));
        assert_eq!(Source::parse("fn main() {\n  (\n}\n").err(), Some(3));
    }

    /// Paths are resolved under any alias.
    #[test]
    fn paths_are_resolved() {
        assert_eq!(paths("use std::thread as t; fn f() { t::spawn(g); }"), ["thread", "thread::spawn"]);
        assert_eq!(
            paths("use std::{self as s, sync::{Arc, mpsc::{self, Sender as S}}}; fn f(x: s::fs::File) {}").join(" "),
            " sync::Arc sync::mpsc sync::mpsc::Sender fs::File"
        );
        assert_eq!(paths("use std::io::*; fn f() { stdin(); }").iter().filter(|path| *path == "io::stdin").count(), 1);
        assert_eq!(
            paths("extern crate alloc as a; fn f(x: a::sync::Arc<u8>) { ::core::hint::spin_loop() }"),
            ["", "sync::Arc", "hint::spin_loop"]
        );
        assert_eq!(
            paths("mod m { pub use std::thread::spawn as go; } fn f() { m::go(g); crate::m::go(g) }").join(" "),
            "thread::spawn thread::spawn thread::spawn"
        );
        assert_eq!(paths("fn f() { use r#std::r#env; env::var(\"x\"); my::std::fs::x(); a.std.b }"), ["env", "env::var"]);
        assert_eq!(paths("use a::b; use b::a; fn f() { a::x(); }"), [""; 0]);
        assert_eq!(
            paths(
                "pub use ::std::thread; fn f() -> ::std::time::Instant { if a {} ::std::fs::x(); return ::std::env::y; Vec::<u8>::std::z }"
            ),
            ["thread", "time::Instant", "fs::x", "env::y"]
        );
    }

    /// Threads and weak orderings are found under any alias, but not in comments.
    #[test]
    fn what_a_program_does_is_seen() {
        let of = |text: &str| {
            let source = Source::parse(text).unwrap();
            (source.can_start_threads(), source.weak_ordering())
        };
        for threaded in
            ["use std::thread as t; fn f() { t::spawn(g); }", "m!(thread spawn)", "use std::*; fn f() { thread::scope(|s| ()) }"]
        {
            assert_eq!(of(threaded), (true, None), "{threaded}");
        }
        assert_eq!(of("// thread::spawn\nfn f() { thread::panicking(); \"spawn\"; }"), (false, None));
        assert_eq!(
            of("use std::sync::atomic::Ordering as O;\nfn f() { x.load(O::SeqCst); }\nfn g() { x.load(O::Acquire); }"),
            (false, Some(3))
        );
        assert_eq!(of("use std::sync::atomic::{self, Ordering::Relaxed};\nfn f() { atomic::fence(x) }"), (false, Some(1)));
        assert_eq!(of("use std::sync::atomic;\nfn f() { atomic::fence(x) }"), (false, Some(2)));
        assert_eq!(of("enum Event { Release }"), (false, None));
    }
}
