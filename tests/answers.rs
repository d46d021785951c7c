//! Checks the answers under "Check yourself": a program with records decides each answer that one can decide; the others have a reason why none does.
//!
//! One test per program, named after it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use book::answer::{self, Answer, Question};
use book::listing::Listing;
use book::outcomes::Method;
use book::rules::{RULES, line_of, rules};
use book::{choices, decoys, files, page, project, record, trials};
use explore::bug_search::{self, Tool};
use explore::cache::Key;
use explore::run::{self, Failure};
use explore::together::{self, Program, Together, Wanted};
use explore::{doubles, editions, exploration, loom, normalize, rustc};
use serde::Deserialize;
use serde::de::IntoDeserializer;

/// A program this short ends within milliseconds; one that needs longer hangs.
const LIMIT: Duration = Duration::from_secs(5);

/// The edition of the book's programs.
const EDITION: &str = "2024";

/// The folder of the questions' choices, which pages include.
const CHOICES: &str = "src/questions";

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let wanted = answer::files().into_iter().filter(|path| trials::is_wanted(&arguments, &files::stem(path)));
    let _compiled = together::expect(wanted.flat_map(|path| expected(&path).unwrap_or_default()));
    let trial = |path: PathBuf| trials::test(files::stem(&path), move || Answer::load(&path).and_then(|answer| check(&answer)));
    let mut tests: Vec<_> = answer::files().into_iter().map(trial).collect();
    if record::proposals().is_none() {
        tests.push(trials::test("each_question_is_answered", each_question_is_answered));
    }
    trials::run(&arguments, tests)
}

/// Returns an answer's program for everything it's compiled for, or `None` if it doesn't compile.
fn expected(path: &Path) -> Option<Vec<Program>> {
    let answer = Answer::load(path).ok()?;
    let said = std::fs::read_to_string(answer.record("rustc")).unwrap_or_default();
    let text = answer.text().ok().filter(|_| !is_refused(&said))?;
    let tools = answer.tools.iter().filter_map(|name| tool(name.get_ref())).map(Wanted::Bug);
    let loom = (Listing::is_weak(&text) && answer.not_under_loom.is_none()).then_some(Wanted::Loom);
    let program = |wanted| Program { name: answer.name.clone(), text: text.clone(), wanted };
    Some(tools.chain(loom).chain([Wanted::Outcomes]).map(program).collect())
}

/// Returns the checker with this name.
fn tool(name: &str) -> Option<Tool> {
    Tool::deserialize(IntoDeserializer::<serde::de::value::Error>::into_deserializer(name)).ok()
}

/// What a program does, by the extension of the record that holds it.
type Deeds = BTreeMap<&'static str, String>;

/// Checks that the records say what the program does in edition 2024, and in edition 2021 if that differs.
fn check(answer: &Answer) -> Result<(), String> {
    answer.asked()?;
    let text = answer.text()?;
    let done = deeds(answer, &text, "2024")?;
    let in_2021 = in_2021(answer, &text, &done)?;
    for ending in answer::RECORDS {
        let actual = match ending.strip_prefix("2021.") {
            None => done.get(ending).cloned().unwrap_or_default(),
            Some(of) if in_2021.get(of) == done.get(of) => String::new(),
            Some(of) => in_2021.get(of).cloned().unwrap_or_else(|| "nothing\n".to_owned()),
        };
        record::compare(&answer.record(ending), &actual)?;
    }
    choices(answer, &done, &in_2021)
}

/// If the answer has decoys, checks that the page offers them and the recorded results as choices, by including the file that's compared here.
fn choices(answer: &Answer, in_2024: &Deeds, in_2021: &Deeds) -> Result<(), String> {
    let file = answer.record("decoys");
    let shown = project().shown(&file);
    if !file.exists() {
        return match answer.asks {
            Some(_) => {
                Err(told(answer, &format!("says what its question asks for, and offers no choices; write {shown}, or take out `asks`")))
            }
            None => Ok(()),
        };
    }
    let decoys = decoys::parse(&file, &files::read(&file)?)?;
    let of = |done: &Deeds, edition: &str| {
        choices::truths(&answer.record("outcomes"), answer.asks.as_ref(), edition, |ending| done.get(ending).cloned())
    };
    let truths = if in_2021 == in_2024 { of(in_2024, "")? } else { [of(in_2024, "edition 2024")?, of(in_2021, "edition 2021")?].concat() };
    let question = answer.asked()?;
    let include = format!("{{{{#include questions/{}.choices}}}}", answer.name);
    let below = page::load(&question.page)?.lines.get(question.line + 1).cloned();
    if record::proposals().is_none() && below.as_ref() != Some(&include) {
        let page = project().shown(&question.page);
        return Err(format!(
            "{shown}:1: is for choices that {page}:{} does not offer; write `{include}` below that line, after an empty one",
            question.line
        ));
    }
    record::compare(
        &project().join(CHOICES).join(format!("{}.choices", answer.name)),
        &choices::choices(&answer.name, &file, answer.asks.as_ref(), &truths, &decoys)?,
    )
}

/// Returns what the program does in edition 2021: the same, if it compiles to the same program.
fn in_2021(answer: &Answer, text: &str, in_2024: &Deeds) -> Result<Deeds, String> {
    let said = said_by_rustc(answer, text, "2021")?;
    let in_both = !is_refused(&said) && !in_2024.get("rustc").is_some_and(|said| is_refused(said));
    if in_both && editions::are_the_same(&answer.name, text).map_err(|why| told(answer, &why))? {
        let mut same = in_2024.clone();
        same.remove("rustc");
        same.extend(Some(("rustc", said)).filter(|(_, said)| !said.is_empty()));
        return Ok(same);
    }
    deeds(answer, text, "2021")
}

/// Returns what the program does in an edition.
fn deeds(answer: &Answer, text: &str, edition: &str) -> Result<Deeds, String> {
    let mut done = Deeds::new();
    let said = said_by_rustc(answer, text, edition)?;
    let refused = is_refused(&said);
    if !said.is_empty() {
        done.insert("rustc", said);
    }
    if refused {
        return Ok(done);
    }
    if !answer.tools.is_empty() {
        let said = said_by_tools(answer, text)?;
        // A run of a program with undefined behavior proves nothing.
        let is_undefined = said.contains("Causality violation");
        done.insert("tools", said);
        if is_undefined || answer.explored == Some(false) {
            return Ok(done);
        }
    }
    if answer.explored.unwrap_or(Listing::is_threaded(text)) {
        done.insert("outcomes", outcomes(answer, text, edition)?);
        return Ok(done);
    }
    let (stdout, stderr) = run(answer, text, edition)?;
    done.extend([("stdout", stdout), ("stderr", stderr)].into_iter().filter(|(_, said)| !said.is_empty()));
    if done.is_empty() {
        done.insert("stdout", "prints nothing\n".to_owned());
    }
    Ok(done)
}

/// Whether the compiler's messages include an error.
fn is_refused(said: &str) -> bool {
    said.lines().any(|line| line.starts_with("error"))
}

/// Returns the compiler's errors and warnings, each with its lines.
fn said_by_rustc(answer: &Answer, text: &str, edition: &str) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut said = String::new();
    for message in rustc::check(&answer.name, text, edition).map_err(|why| told(answer, &why))? {
        let first = message.rendered.lines().next().unwrap_or_default();
        // The message names an error's code, but not a lint.
        let lint = message.code.as_ref().filter(|_| !first.contains('[')).map_or(String::new(), |lint| format!("[{lint}]"));
        let words = first.strip_prefix(&message.level).unwrap_or(first);
        said += &format!("{}{lint}{words}\n", message.level);
        for line in &message.lines {
            said += &format!("  line {line}: {}\n", lines.get(line - 1).unwrap_or(&"").trim());
        }
    }
    Ok(said)
}

/// Returns what each checker named in the answer's file finds.
fn said_by_tools(answer: &Answer, text: &str) -> Result<String, String> {
    let mut said = String::new();
    for name in &answer.tools {
        let word = name.get_ref();
        let tool = tool(word).ok_or_else(|| answer.told(name, "is not a checker", "name random, pct, dfs or loom"))?;
        let found = bug_search::search(&answer.as_listing(), text, tool)?.found;
        said += &format!("{word}: {}\n", found.as_deref().map_or("finds nothing", |found| found.trim().lines().next().unwrap_or_default()));
    }
    Ok(said)
}

/// Returns every outcome of the program, in the format of a listing's record.
fn outcomes(answer: &Answer, text: &str, edition: &str) -> Result<String, String> {
    let listing = answer.as_listing();
    if let Some(refusal) = cargo_outcomes::refuse::out_of_sight(text) {
        return Err(doubles::refused(&listing, &refusal));
    }
    let found = exploration::explore_in(&listing, text, edition)?;
    if found.outcomes.method == Method::All && !found.with_freedoms {
        return Err(told(answer, "has too many schedules to search for the outcomes that std's freedoms add; make it do less"));
    }
    if !Listing::is_weak(text) || edition != "2024" {
        return Ok(found.outcomes.render());
    }
    match (&answer.not_under_loom, loom::enumerate(&listing, text)) {
        (None, executions) => {
            let executions = executions?;
            let more = loom::adds(&listing, &executions, &found.outcomes)?;
            Ok(if more { executions } else { found.outcomes }.render())
        }
        (Some(_), Err(_)) => Ok(found.outcomes.render()),
        (Some(reason), Ok(_)) => Err(answer.told(reason, "excuses a program that loom can run", "take it out")),
    }
}

/// Returns a run's standard output and standard error, with the exit status if it's a panic's.
fn run(answer: &Answer, text: &str, edition: &str) -> Result<(String, String), String> {
    let key = |text: &str, edition: &str| Key::new("answers", include_str!("answers.rs"), &[edition, text]);
    let is_known = |text: &str| key(text, EDITION).is_ok_and(|key| key.is_known());
    let said = key(text, edition)?.cached(|| {
        let arguments = vec!["--cap-lints=allow".to_owned()];
        let together = together::compiled("run", |programs| {
            let texts = programs.into_iter().filter(|program| program.wanted == Wanted::Outcomes).map(|program| program.text);
            let alone = |text: &String| !Listing::is_threaded(text) && !is_known(text);
            Together::new(texts.filter(alone), EDITION, arguments.clone())
        });
        let compiled = together.command(text, edition);
        let project;
        let mut command = match compiled {
            Some(command) => command,
            None => {
                project = rustc::compile(&answer.name, text, edition, &arguments).map_err(|why| told(answer, &why))?;
                run::clean(project.program())
            }
        };
        match run::within(LIMIT, &mut command).map(together::as_alone) {
            Ok(run) if matches!(run.code, Some(0 | 101)) => {
                let status = if run.code == Some(101) { page::PANIC_STATUS } else { "" };
                Ok(format!("{}\0{}{status}", run.stdout, normalize::standard_error(&run.stderr, "src/main.rs")))
            }
            Ok(run) => {
                Err(told(answer, &format!("ends with {:?}; make it end with status 0, or 101 if it panics:\n{}", run.code, run.stderr)))
            }
            Err(Failure::TimedOut(printed)) => {
                let what = format!(
                    "does not end within {} s; write `explored = true`, or make it end. It had printed:\n{printed}",
                    LIMIT.as_secs()
                );
                Err(told(answer, &what))
            }
            Err(Failure::Broken(why)) => Err(told(answer, &why)),
        }
    })?;
    let (stdout, stderr) = said.split_once('\0').unwrap_or((&said, ""));
    Ok((stdout.to_owned(), stderr.to_owned()))
}

fn told(answer: &Answer, what: &str) -> String {
    format!("{}:1: {what}", project().shown(&answer.as_listing().path))
}

/// Every question has a program, shows a listing in its answer, or is listed with the reason why no program decides it; one that a program answers has no reason.
fn each_question_is_answered() -> Result<(), String> {
    let mut wrong = Vec::new();
    let asked: BTreeSet<(String, usize)> = answer::files()
        .iter()
        .filter_map(|path| Answer::load(path).and_then(|answer| answer.asked()).ok())
        .map(|question| (project().shown(&question.page), question.line))
        .collect();
    let reasons = &rules()?.answers.by_reasoning;
    for file in page::files() {
        let shown = project().shown(&file);
        let questions = answer::questions(&page::load(&file)?);
        let empty = BTreeMap::new();
        let reasons = reasons.get(&files::stem(&file)).unwrap_or(&empty);
        for question in &questions {
            if !question.is_answered {
                wrong.push(format!("{shown}:{}: has no answer; write it below its choices", question.line));
            }
            let by_program = !question.shows.is_empty() || asked.contains(&(shown.clone(), question.line));
            let reason = reasons.keys().find(|words| question.text.starts_with(words.as_str()));
            match (by_program, reason) {
                (false, None) => wrong.push(format!(
                    "{shown}:{}: no program answers `{}`; write one in {}, or name the question with the reason in `answers.by-reasoning` of {RULES}",
                    question.line,
                    first_words(question),
                    answer::FOLDER
                )),
                (true, Some(words)) => wrong.push(format!("{RULES}:{}: gives a reason for `{words}`, which a program answers; take it out", line_of(RULES, words))),
                _ => {}
            }
        }
        for (words, reason) in reasons {
            let count = questions.iter().filter(|question| question.text.starts_with(words.as_str())).count();
            if count != 1 {
                wrong.push(format!(
                    "{RULES}:{}: {count} questions of {shown} begin with `{words}`; quote the first words of one, as the page shows them",
                    line_of(RULES, words)
                ));
            }
            if reason.trim().is_empty() {
                wrong.push(format!("{RULES}:{}: says nothing about `{words}`; say why no program answers it", line_of(RULES, words)));
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// Returns the first words of a question, enough to find it.
fn first_words(question: &Question) -> String {
    question.text.split_whitespace().take(8).collect::<Vec<_>>().join(" ")
}
