//! Exercises: each is a folder with a task, a program to start from, and the demands on the answer.

use std::path::PathBuf;

use book::{files, project};

use crate::demands::Demands;

/// The folder of the answers, next to the exercises; its name keeps readers from finding it by accident.
const ANSWERS: &str = ".answers";

/// The beginning of a wrong answer's first line, before what the judge must say.
const SAYS: &str = "// judge: ";

/// An exercise.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// The name of its folder.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
}

/// A task, as read from `task.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The heading.
    pub title: String,
    /// What to do.
    pub text: String,
    /// Hints, one step at a time.
    pub hints: Vec<String>,
}

/// Returns the exercises, sorted by name.
pub fn all() -> Vec<Exercise> {
    let exercise = |folder: PathBuf| Exercise { name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(), folder };
    files::folders(&project().join("exercises")).into_iter().map(exercise).filter(|exercise| !exercise.name.starts_with('.')).collect()
}

/// Returns the exercises by chapter, in the order of the book's summary: every chapter that has any, by title.
///
/// # Errors
///
/// If there is no summary.
pub fn by_chapter() -> Result<Vec<(String, Vec<Exercise>)>, String> {
    Ok(in_order(&files::read(&project().join("src/SUMMARY.md"))?, all()))
}

fn in_order(summary: &str, exercises: Vec<Exercise>) -> Vec<(String, Vec<Exercise>)> {
    let link = |line: &str| {
        let (title, file) = line.trim_start_matches("- ").strip_prefix('[')?.split_once("](")?;
        Some((title.to_owned(), format!("{}_", file.strip_suffix(".md)")?.replace('-', "_"))))
    };
    let chapters: Vec<(String, String)> = summary.lines().filter_map(|line| link(line.trim())).collect();
    // If `build_a` and `build_a_mutex` are both chapters, the longer one wins.
    let chapter = |exercise: &Exercise| {
        let own = chapters.iter().enumerate().filter(|(_, (_, beginning))| exercise.name.starts_with(beginning));
        own.max_by_key(|(_, (_, beginning))| beginning.len()).map(|(at, _)| at)
    };
    let of = |at: usize| exercises.iter().filter(|exercise| chapter(exercise) == Some(at)).cloned().collect::<Vec<_>>();
    let each = chapters.iter().enumerate().map(|(at, (title, _))| (title.clone(), of(at)));
    each.filter(|(_, own)| !own.is_empty()).collect()
}

impl Exercise {
    /// Returns the path of the program to start from.
    pub fn start(&self) -> PathBuf {
        self.folder.join("start.rs")
    }

    /// Returns the path of the file with the task.
    pub fn task_file(&self) -> PathBuf {
        self.folder.join("task.md")
    }

    /// Returns the path of the file with its demands.
    pub fn demands_file(&self) -> PathBuf {
        self.folder.join("judge.toml")
    }

    /// Reads the demands on an answer.
    ///
    /// # Errors
    ///
    /// If `judge.toml` can't be read.
    pub fn demands(&self) -> Result<Demands, String> {
        files::read_toml(&self.demands_file(), "correct it")
    }

    /// Reads the task.
    ///
    /// # Errors
    ///
    /// If `task.md` can't be read.
    pub fn task(&self) -> Result<Task, String> {
        let path = self.task_file();
        let text = files::read(&path)?;
        let shown = project().shown(&path);
        Task::parse(&text)
            .ok_or_else(|| format!("{shown}:1: is not a task; write a heading, the task, and `## Hints` with a numbered list"))
    }

    /// Returns the answers whose names begin with this.
    fn answers_called(&self, beginning: &str) -> Vec<PathBuf> {
        let folder = self.folder.with_file_name(ANSWERS).join(&self.name);
        files::in_folder(&folder).into_iter().filter(|path| files::stem(path).starts_with(beginning)).collect()
    }

    /// Returns the answers that the judge must accept.
    pub fn solutions(&self) -> Vec<PathBuf> {
        self.answers_called("solution")
    }

    /// Returns the answers that the judge must not accept, with what it must say about each.
    ///
    /// # Errors
    ///
    /// If one of them doesn't say what the judge must say.
    pub fn wrong_answers(&self) -> Result<Vec<(PathBuf, String)>, String> {
        let wrong = |path: PathBuf| {
            let text = files::read(&path)?;
            match text.lines().next().and_then(|line| line.strip_prefix(SAYS)) {
                Some(says) => Ok((path, says.to_owned())),
                None => Err(format!("{}:1: does not say what the judge must say; begin it with `{SAYS}…`", project().shown(&path))),
            }
        };
        self.answers_called("wrong_").into_iter().map(wrong).collect()
    }
}

impl Task {
    fn parse(text: &str) -> Option<Self> {
        let (heading, rest) = text.split_once('\n')?;
        let (text, hints) = rest.split_once("\n## Hints\n")?;
        let is_new = |line: &str| line.split_once(". ").is_some_and(|(number, _)| number.parse::<usize>().is_ok());
        let mut found: Vec<String> = Vec::new();
        for line in hints.lines().filter(|line| !line.trim().is_empty()) {
            match found.last_mut() {
                Some(last) if !is_new(line) => last.extend(["\n", line.trim()]),
                _ => found.push(line.split_once(". ")?.1.to_owned()),
            }
        }
        let (title, text) = (heading.strip_prefix("# ")?.to_owned(), text.trim().to_owned());
        (!text.is_empty() && !found.is_empty()).then_some(Self { title, text, hints: found })
    }
}

/// Returns the text for a terminal: a link to a page of the book becomes its words and its address on the site.
pub fn in_words(text: &str) -> String {
    let mut pieces = text.split("](../../src/");
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (address, rest) = piece.split_once(')').unwrap_or((piece, ""));
        if let Some(bracket) = all.rfind('[') {
            all.remove(bracket);
        }
        all.push_str(&format!(" ({}){rest}", address.replace(".md", ".html")));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link is shown by its words and its address.
    #[test]
    fn links_are_words() {
        assert_eq!(in_words("See [A](../../src/a.md#b), [C](../../src/c.md)."), "See A (a.html#b), C (c.html).");
        assert_eq!(in_words("a[0] and [x](y)"), "a[0] and [x](y)");
    }

    /// Chapters are in the order of the summary, and every exercise belongs to the chapter whose name is its longest prefix.
    #[test]
    fn exercises_are_in_the_order_of_the_book() {
        let named = |name: &str| Exercise { name: name.to_owned(), folder: PathBuf::new() };
        let all = ["arc_doors", "build_a_mutex_free", "build_a_till", "threads_wait", "threads_words"].map(named);
        let summary = "# Summary\n\n[First](first.md)\n\n- [Threads](threads.md)\n- [Arc](arc.md)\n- [Build](build-a.md)\n- [Build a mutex](build-a-mutex.md)\n";
        let found: Vec<String> = in_order(summary, all.to_vec())
            .into_iter()
            .map(|(title, own)| format!("{title}: {}", own.into_iter().map(|exercise| exercise.name).collect::<Vec<_>>().join(", ")))
            .collect();
        let expected =
            ["Threads: threads_wait, threads_words", "Arc: arc_doors", "Build: build_a_till", "Build a mutex: build_a_mutex_free"];
        assert_eq!(found, expected);
    }

    /// A task has a title, a text and hints; a hint may continue on the next line.
    #[test]
    fn tasks_are_read() {
        let task = Task::parse("# Two tills\n\nLet both\nsell.\n\n## Hints\n\n1. Look at `lock`.\n2. Which is\n   first?\n").unwrap();
        assert_eq!((task.title.as_str(), task.text.as_str()), ("Two tills", "Let both\nsell."));
        assert_eq!(task.hints, ["Look at `lock`.", "Which is\nfirst?"]);
        for other in ["", "# A\n\nb\n", "# A\n\n## Hints\n\n1. c\n", "A\n\nb\n\n## Hints\n\n1. c\n", "# A\n\nb\n\n## Hints\n\nc\n"] {
            assert_eq!(Task::parse(other), None, "{other:?}");
        }
    }
}
