//! What is demanded of an answer: the words of `judge.toml`.

use std::path::Path;

use cargo_outcomes::source::Source;
use serde::Deserialize;

/// The demands on one program. It always has to compile and to end well under every schedule: no deadlock, no panic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Demands {
    /// What it prints: each of these under some schedule, and nothing else under any. Without it, it may print anything.
    pub prints: Option<Vec<String>>,
    /// Lines that it prints in this order, perhaps with others between them, under some schedule: so that work still overlaps.
    pub overlap: Vec<String>,
    /// Items of the start that stay as they are, named by how they begin: `fn main`.
    pub keep: Vec<String>,
    /// Words that its code must use.
    pub with: Vec<String>,
    /// Words that its code must not use.
    pub without: Vec<String>,
    /// Whether all this holds for the memory orderings that it names, and without a data race, as loom sees it.
    pub weak: bool,
    /// Whether no ordering may be stronger than that takes. It includes `weak`.
    pub weakest: bool,
    /// The code with which the compiler must refuse it; then it is not run.
    pub refused: Option<String>,
    /// What the judge says of the start.
    pub start: String,
}

impl Demands {
    /// Reads the demands from a file.
    ///
    /// # Errors
    ///
    /// Where the file is wrong.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = book::listing::read(path)?;
        toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            format!("{}:{line}: {}; correct it", book::project().shown(path), error.message())
        })
    }

    /// Whether the program is run by loom.
    pub fn is_weak(&self) -> bool {
        self.weak || self.weakest
    }

    /// What in the text of an answer breaks a demand.
    ///
    /// # Errors
    ///
    /// The first demand that is broken, in words for the reader.
    pub fn of_text(&self, start: &str, answer: &str) -> Result<(), String> {
        // What is no Rust, the compiler explains better.
        let (Ok(start), Ok(answer)) = (Source::parse(start), Source::parse(answer)) else { return Ok(()) };
        for kept in &self.keep {
            let item = item(&start, kept).ok_or_else(|| format!("the start has no `{kept}` to keep; correct judge.toml"))?;
            if !(0..answer.count()).any(|at| answer.begins(at, &item)) {
                return Err(format!("changes `{kept}`, which has to stay as it is in the start"));
            }
        }
        if let Some(word) = self.with.iter().find(|word| !answer.names(word)) {
            return Err(format!("does without `{word}`, which this exercise is about"));
        }
        match self.without.iter().find(|word| answer.names(word)) {
            Some(word) => Err(format!("uses `{word}`, which this exercise does without")),
            None => Ok(()),
        }
    }
}

/// The tokens of the item that begins with these words: to the end of its first block, or to its semicolon.
fn item<'a>(source: &'a Source, words: &str) -> Option<Vec<&'a str>> {
    let wanted = Source::parse(words).ok()?;
    let wanted: Vec<&str> = (0..wanted.count()).map(|at| wanted.at(at)).collect();
    let first = (0..source.count()).find(|at| source.begins(*at, &wanted))?;
    let depth = source.token(first)?.depth;
    let ends = |at: &usize| {
        let is_outside = source.token(*at).is_some_and(|token| token.depth == depth);
        is_outside && matches!(source.at(*at), ";" | "{")
    };
    let last = (first..source.count()).find(ends)?;
    let last = if source.at(last) == "{" { source.closing(last) } else { last };
    Some((first..=last).map(|at| source.at(at)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "use std::thread;\nfn work(n: [u8; 2]) {}\nfn main() {\n    work([1, 2]);\n    // here\n}\n";

    /// An item that has to stay may be formatted anew, and its comments may change.
    #[test]
    fn items_stay() {
        let demands = Demands { keep: vec!["fn main".to_owned(), "use std".to_owned()], ..Demands::default() };
        assert_eq!(demands.of_text(START, START), Ok(()));
        assert_eq!(demands.of_text(START, "use std::thread; fn main() { work([1,\n 2]); }"), Ok(()));
        let reported = demands.of_text(START, "use std::thread; fn main() { work([1, 3]); }").unwrap_err();
        assert_eq!(reported, "changes `fn main`, which has to stay as it is in the start");
        let demands = Demands { keep: vec!["fn run".to_owned()], ..Demands::default() };
        assert!(demands.of_text(START, START).unwrap_err().contains("correct judge.toml"));
    }

    /// Words count in code alone.
    #[test]
    fn words_are_demanded() {
        let (with, without) = (vec!["thread".to_owned()], vec!["Mutex".to_owned()]);
        let demands = Demands { with, without, ..Demands::default() };
        assert_eq!(demands.of_text(START, "use std::thread; // Mutex"), Ok(()));
        assert_eq!(demands.of_text(START, "fn main() {} // thread").unwrap_err(), "does without `thread`, which this exercise is about");
        assert_eq!(demands.of_text(START, "thread Mutex").unwrap_err(), "uses `Mutex`, which this exercise does without");
    }
}
