//! Answers under "Check yourself": the program behind each (a listing with its question's changes, or a program of its own), and the question on the page.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Diagnostic;
use crate::listing::{Listing, Place};
use crate::page::{self, Page};
use crate::{files, project, prose};

/// The folder of the answers.
pub const FOLDER: &str = "listings/answers";

/// The folder of the types that grow step by step.
const TYPES: &str = "listings/src";

/// The extensions of an answer's records: compiler, stdout, stderr, outcomes and checkers; all but the last also for edition 2021, where it differs.
pub const RECORDS: &[&str] =
    &["rustc", "stdout", "stderr", "outcomes", "tools", "2021.rustc", "2021.stdout", "2021.stderr", "2021.outcomes"];

/// An answer, as read from its file.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Answer {
    /// The first words of the question, as a reader sees them.
    pub question: Spanned<String>,
    /// The listing or type (`lock_free/ring`) that is changed; without it, the program is the `.rs` file next to this one.
    pub listing: Option<Spanned<String>>,
    /// The changes, applied in order.
    #[serde(default)]
    pub edit: Vec<Change>,
    /// `true` for a program that starts no threads but can block on itself, `false` for one that is too large to explore and is left to the checkers.
    pub explored: Option<bool>,
    /// Why loom can't run a program that names weak orderings.
    pub not_under_loom: Option<Spanned<String>>,
    /// The part of the records that the question asks about and its choices show; by default, everything that happens.
    pub asks: Option<Asks>,
    /// The checkers to run: `random`, `pct`, `dfs`, `loom`.
    #[serde(default)]
    pub tools: Vec<Spanned<String>>,
    /// The file stem, which begins with the chapter's name.
    #[serde(skip)]
    pub name: String,
    /// The file.
    #[serde(skip)]
    pub path: PathBuf,
}

/// What a question asks about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Asks {
    /// These lines of the output: the first is 1, the last is -1.
    Lines(Vec<isize>),
    /// Something other than the output.
    Part(Part),
}

/// What a question can ask about other than the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Whether the program compiles.
    Compiles,
    /// How it ends.
    Ends,
    /// What the checkers find.
    Tools,
}

/// A text that occurs once in the program, and its replacement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The text to replace.
    pub from: Spanned<String>,
    /// The replacement.
    pub to: String,
}

/// Returns the files of all answers, sorted by name.
pub fn files() -> Vec<PathBuf> {
    files::with_ending(&project().join(FOLDER), "toml")
}

impl Answer {
    /// Reads the file of an answer.
    pub fn load(path: &Path) -> Result<Self, String> {
        let mut answer: Self = files::read_toml(path, "write it as CONTRIBUTING.md says, \"An answer\"")?;
        (answer.name, answer.path) = (files::stem(path), path.to_path_buf());
        Ok(answer)
    }

    /// Returns the path of the record with this extension, whether or not it exists.
    pub fn record(&self, ending: &str) -> PathBuf {
        self.path.with_file_name(format!("{}.{ending}", self.name))
    }

    /// Returns the program: the listing with all changes made, the `.rs` file next to this one, or, for a type, both.
    pub fn text(&self) -> Result<String, String> {
        let own = self.path.with_extension("rs");
        let Some(name) = &self.listing else {
            return match self.edit.first() {
                Some(change) => Err(self.told(&change.from, "changes a listing but names none", "write `listing = \"…\"`")),
                None => files::read(&own),
            };
        };
        let file = |folder: &str| project().join(folder).join(format!("{}.rs", name.get_ref()));
        let folders = [Place::Examples.folder(), Place::CompileFail.folder(), TYPES];
        let found = folders.map(file).into_iter().find(|file| file.is_file());
        let help = format!("name one of {}", folders.join(", "));
        let found = found.ok_or_else(|| self.told(name, "is not a listing", &help))?;
        let mut text = files::read(&found)?;
        let is_type = found.starts_with(project().join(TYPES));
        if is_type {
            // Drop the unit tests and what only they use.
            text = format!("#![allow(dead_code)]\n{}", text.split("// ANCHOR_END: rs\n").next().unwrap_or_default());
        } else if own.exists() {
            return Err(self.told(name, "is a whole program, but the answer has another one next to it", "keep one of the two"));
        }
        for change in &self.edit {
            let (from, to) = (change.from.get_ref(), &change.to);
            match text.matches(from.as_str()).count() {
                1 => text = text.replacen(from.as_str(), to, 1),
                count => {
                    let what = format!("matches {count} times in {}", project().shown(&found));
                    return Err(self.told(&change.from, &what, "quote what the question changes, with enough around it to match once"));
                }
            }
        }
        if is_type {
            text += &files::read(&own)?;
        }
        Ok(text)
    }

    /// Returns the program as a listing, for code that runs listings; errors are reported at the answer's file.
    pub fn as_listing(&self) -> Listing {
        let own = self.path.with_extension("rs");
        let path = if self.listing.is_none() { own } else { self.path.clone() };
        Listing { name: self.name.clone(), place: Place::Examples, path }
    }

    /// Returns the question that this answers: the only one on the chapter's page that begins with the given words.
    pub fn asked(&self) -> Result<Question, String> {
        let page = page::owner(&self.name).ok_or_else(|| {
            let what = format!("`{}` doesn't begin with a chapter's name", self.name);
            Diagnostic::new(&self.path, 1, what, "name it after the page of its question, with `-` written as `_`").to_string()
        })?;
        let fits = |question: &Question| question.text.starts_with(self.question.get_ref().as_str());
        let mut found: Vec<Question> = questions(&page::load(&page)?).into_iter().filter(fits).collect();
        match found.len() {
            1 => Ok(found.remove(0)),
            count => {
                let what = format!("is the beginning of {count} questions in {}", project().shown(&page));
                Err(self.told(&self.question, &what, "quote the first words of one, as the page shows them"))
            }
        }
    }

    /// Returns a diagnostic about a value of the file, with its line.
    pub fn told(&self, value: &Spanned<String>, what: &str, help: &str) -> String {
        let line = files::read(&self.path).map_or(1, |text| files::line_at(&text, value.span().start));
        let first = value.get_ref().trim().lines().next().unwrap_or_default();
        Diagnostic::new(&self.path, line, format!("`{first}` {what}"), help).to_string()
    }
}

/// A question under "Check yourself".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The page.
    pub page: PathBuf,
    /// The line of the question.
    pub line: usize,
    /// The question as a reader sees it, without its tags.
    pub text: String,
    /// The listings that the answer shows.
    pub shows: Vec<String>,
    /// Whether there is an answer besides the choices.
    pub is_answered: bool,
}

/// The heading above the questions.
pub const HEADING: &str = "## Check yourself";

/// Returns the questions on a page.
pub fn questions(page: &Page) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    let mut open = false;
    let lines =
        page.lines.iter().enumerate().skip_while(|(_, line)| *line != HEADING).skip(1).take_while(|(_, line)| !line.starts_with("## "));
    for (index, line) in lines {
        if let Some(rest) = line.strip_prefix("<details><summary>") {
            let text = prose::unescaped(&prose::without_tags(rest.split("</summary>").next().unwrap_or(rest)));
            found.push(Question { page: page.path.clone(), line: index + 1, text, shows: Vec::new(), is_answered: false });
            open = true;
        } else if let Some(question) = found.last_mut().filter(|_| open) {
            open = line != "</details>";
            question.is_answered |= open && !line.is_empty() && page::directives(line).is_empty();
            question.shows.extend(line.strip_prefix(page::OPENING).and_then(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Questions are read below their heading, without tags, each with the listings that its answer shows.
    #[test]
    fn questions_are_read() {
        let shown = format!("{}one\">\n</figure>\n", page::OPENING);
        let text = format!(
            "<details><summary>No?</summary>\n</details>\n{HEADING}\n\n<details><summary>Is <code>a&lt;&amp;b&gt;</code> so?</summary>\n\nYes.\n{shown}\n</details>\n\n{}<details><summary>And?</summary>\n</details>\n## More\n<details><summary>No?</summary>\n</details>\n",
            shown.replace("one", "two")
        );
        let found: Vec<_> =
            questions(&page::parse(Path::new("x.md"), &text)).into_iter().map(|asked| (asked.line, asked.text, asked.shows)).collect();
        assert_eq!(found, [(5, "Is a<&b> so?".to_owned(), vec!["one".to_owned()]), (15, "And?".to_owned(), Vec::new())]);
    }

    const CHANGED: &str = "question = \"In\"\nlisting = \"mutex_counter\"\n[[edit]]\nfrom = 'fn main'\nto = 'fn first'\n[[edit]]\nfrom = 'fn first'\nto = 'fn second'\n";

    /// Returns the program of an answer with this text, and with `beside` as the `.rs` file next to it.
    fn program(name: &str, text: &str, beside: Option<&str>) -> Result<String, String> {
        let file = project().scratch("answer-test").join(format!("{name}.toml"));
        files::write(&file, text)?;
        beside.map_or(Ok(()), |program| files::write(&file.with_extension("rs"), program))?;
        Answer::load(&file)?.text()
    }

    /// Each change applies to the result of the one before; a type loses its unit tests and is followed by the program that uses it.
    #[test]
    fn programs_are_made() {
        let text = program("mutex_changed", CHANGED, None).unwrap();
        assert!(text.contains("fn second()") && !text.contains("fn main"), "{text}");
        let text = program("mutex_type", "question = \"In\"\nlisting = \"spin_lock/flag\"\n", Some("fn main() {}\n")).unwrap();
        assert!(text.starts_with("#![allow(dead_code)]\n") && text.ends_with("\nfn main() {}\n") && !text.contains("mod tests"), "{text}");
    }

    /// Mistakes are reported with their lines: an ambiguous change, one without a listing, an unknown listing, a second program, an unknown key.
    #[test]
    fn what_is_no_answer_is_told() {
        for (name, from, to, beside, expected) in [
            ("mutex_again", "'fn first'\nto = 'fn second'", "'t'\nto = ''", None, "7: `t` matches "),
            ("mutex_gone", "mutex_counter", "mutex_gone", None, "2: `mutex_gone` is not a listing; "),
            ("mutex_none", "listing = \"mutex_counter\"\n", "", None, "3: `fn main` changes a listing but names none; "),
            ("mutex_whole", "", "", Some("fn main() {}\n"), "2: `mutex_counter` is a whole program, but the answer has another one"),
            ("mutex_odd", "listing =", "odd =", None, "2: unknown field `odd`"),
        ] {
            let told = program(name, &CHANGED.replace(from, to), beside).unwrap_err();
            assert!(told.contains(&format!("{name}.toml:{expected}")), "{told}");
        }
    }

    /// A name belongs to the chapter with the longest name that it begins with.
    #[test]
    fn names_have_a_page() {
        let owner = |name: &str| page::owner(name).map(|page| files::stem(&page));
        assert_eq!(owner("build_an_arc_bounds").as_deref(), Some("build-an-arc"));
        assert_eq!(owner("mutex"), None);
    }
}
