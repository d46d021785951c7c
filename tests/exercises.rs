//! Checks the exercises: the judge refuses the start and every wrong answer with the words that they name, and accepts every solution.
//!
//! One test per exercise, named after it.

use std::path::Path;
use std::process::ExitCode;

use book::diagnostic::{Diagnostic, Report, report};
use book::listing::{Listing, Place};
use book::rules::{RULES, rules};
use book::{files, page, project, prose, trials};
use explore::cache::Key;
use explore::together::{self, Program, Wanted};
use practice::demands::weakened;
use practice::exercise::{self, Exercise};
use practice::judge;

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let all = exercise::all();
    let is_known = |exercise: &Exercise| key(exercise).is_ok_and(|key| key.is_known());
    let wanted = all.iter().filter(|exercise| trials::is_wanted(&arguments, &exercise.name) && !is_known(exercise));
    let _compiled = together::expect(wanted.flat_map(programs));
    let of_each = all.into_iter().map(|exercise| trials::test(exercise.name.clone(), move || check_once(&exercise)));
    let of_all = [
        trials::test("each_exercise_is_whole", each_exercise_is_whole),
        trials::test("each_chapter_has_two_exercises", each_chapter_has_two_exercises),
        trials::test("each_chapter_names_its_exercises", each_chapter_names_its_exercises),
    ];
    trials::run(&arguments, of_each.chain(of_all))
}

/// Returns the programs that the judge explores; it shows a schedule for each that it refuses.
fn programs(exercise: &Exercise) -> Vec<Program> {
    let Ok(demands) = exercise.demands() else { return Vec::new() };
    let start = [(exercise.start(), demands.start.clone())];
    let refused = start.into_iter().chain(exercise.wrong_answers().unwrap_or_default()).map(|(path, says)| (path, says, Wanted::Replays));
    let replays = demands.threads > 0 || !demands.runs.is_empty();
    let wanted = if replays { Wanted::Replays } else { Wanted::Outcomes };
    let solutions = exercise.solutions().into_iter().map(move |path| (path, String::new(), wanted));
    let compile = |says: &str| demands.refused.is_none() && !says.contains("compile") && !says.contains("is refused");
    let explored = refused.chain(solutions).filter(|(_, says, _)| compile(says));
    let mut all = Vec::new();
    for (path, says, wanted) in explored {
        let Ok(text) = files::read(&path) else { continue };
        let name = format!("{}_{}", exercise.name, files::stem(&path));
        // The judge tries the changed programs only if the original one passes.
        let changes = demands.again.iter().filter(|_| says.is_empty() || says.contains("works only"));
        let changed = changes.filter_map(|again| again.of(&text).ok()).enumerate();
        all.extend(changed.map(|(number, text)| Program { name: format!("{name}_again_{number}"), text, wanted }));
        // Each ordering is weakened if the program is right, or right except for its orderings.
        let is_weakened = demands.weakest && (says.is_empty() || says.contains("orders more"));
        let weaker = weakened(&text).into_iter().filter(|_| is_weakened).enumerate();
        all.extend(weaker.map(|(number, weaker)| Program { name: format!("{name}_weaker_{number}"), text: weaker.text, wanted }));
        all.push(Program { name, text, wanted });
    }
    all
}

/// Checks an exercise, unless the same judge has already said what it should about the same programs.
fn check_once(exercise: &Exercise) -> Result<(), String> {
    key(exercise)?.cached(|| check(exercise).map(|()| String::new())).map(drop)
}

/// Returns the cache key of an exercise and everything it judges.
fn key(exercise: &Exercise) -> Result<Key, String> {
    let others = [exercise.demands_file(), exercise.start()].into_iter().chain(exercise.solutions()).map(|path| (path, String::new()));
    let read = others.chain(exercise.wrong_answers()?).map(|(path, says)| Ok((files::read(&path)?, path, says)));
    Key::new("exercises", include_str!("exercises.rs"), &[&format!("{:?}", read.collect::<Result<Vec<_>, String>>()?)])
}

/// Checks that the judge says what it should about each program.
fn check(exercise: &Exercise) -> Result<(), String> {
    let demands = exercise.demands()?;
    let start = files::read(&exercise.start())?;
    let says = |path: &Path| {
        let text = files::read(path)?;
        let name = format!("{}_{}", exercise.name, files::stem(path));
        let answer = Listing { name, place: Place::Examples, path: path.to_path_buf() };
        Ok::<_, String>(judge::judge(&demands, &start, &answer, &text))
    };
    refused_with(&exercise.start(), &says(&exercise.start())?, &demands.start)?;
    for path in exercise.solutions() {
        says(&path)?
            .map_err(|why| format!("{}:1: is a solution, and is refused; correct it, or judge.toml\n{why}", project().shown(&path)))?;
    }
    for (path, words) in exercise.wrong_answers()? {
        refused_with(&path, &says(&path)?, &words)?;
    }
    Ok(())
}

/// Checks that the judge refuses this program with these words.
fn refused_with(path: &Path, said: &Result<String, String>, words: &str) -> Result<(), String> {
    let shown = project().shown(path);
    match said {
        Ok(_) => {
            Err(format!("{shown}:1: is accepted, and should be refused with `{words}`; make judge.toml stricter, or change the program"))
        }
        Err(why) if !words.is_empty() && why.contains(words) => Ok(()),
        Err(why) => Err(format!("{shown}:1: is not refused with `{words}`; name what the judge says, or change the program\n{why}")),
    }
}

/// An exercise has a task that links to its chapter, demands, a solution and two wrong answers, and isn't wider than a listing.
fn each_exercise_is_whole() -> Result<(), Report> {
    let mut wrong = Vec::new();
    for exercise in exercise::all() {
        let task = exercise.task_file();
        exercise.task()?;
        let Some(page) = page::owner(&exercise.name) else {
            wrong.push(Diagnostic::new(&task, 1, "belongs to no chapter", "begin the name of its folder with one"));
            continue;
        };
        let text = files::read(&task)?;
        let to_chapter = format!("](../../{}", project().shown(&page));
        match text.split_once(&to_chapter).and_then(|(_, rest)| rest.split_once(')')) {
            None => wrong.push(Diagnostic::new(&task, 1, "does not link to its chapter", format!("write […{to_chapter}) into the task"))),
            Some((address, _)) => {
                let is_there = address.is_empty() || prose::addresses(&files::read(&page)?).contains(address.trim_start_matches('#'));
                if !is_there {
                    let what = format!("links to {address}, which {} does not have", project().shown(&page));
                    wrong.push(Diagnostic::new(&task, 1, what, "name a heading of the chapter"));
                }
            }
        }
        let (solutions, wrongs) = (exercise.solutions(), exercise.wrong_answers()?);
        if solutions.is_empty() || wrongs.len() < 2 {
            let what = format!("has {} solutions and {} wrong answers", solutions.len(), wrongs.len());
            wrong.push(Diagnostic::new(&task, 1, what, "give it one solution and two wrong answers below exercises/.answers"));
        }
        for file in solutions.iter().chain(wrongs.iter().map(|(path, _)| path)).chain([&exercise.start()]) {
            let long = files::read(file)?.lines().position(|line| line.chars().count() > rules().map_or(0, |rules| rules.columns));
            if let Some(index) = long.filter(|index| *index > 0) {
                wrong.push(Diagnostic::new(file, index + 1, "is wider than a listing may be", "break the line"));
            }
        }
    }
    report(wrong)
}

/// Each chapter that tests/rules.toml does not excuse has two exercises.
fn each_chapter_has_two_exercises() -> Result<(), Report> {
    let (chapters, all) = (page::files(), exercise::all());
    let mut wrong = Vec::new();
    for page in &chapters {
        let count = all.iter().filter(|exercise| page::owner(&exercise.name).as_ref() == Some(page)).count();
        let is_excused = rules()?.without_exercises.contains(&files::stem(page));
        if count < 2 && !is_excused {
            let what = format!("has {count} exercises");
            wrong.push(Diagnostic::new(page, 1, what, format!("write two, or name it in `without-exercises` of {RULES}")));
        } else if count > 0 && is_excused {
            let what = "has exercises, though `without-exercises` names it";
            wrong.push(Diagnostic::new(page, 1, what, format!("take it out of {RULES}")));
        }
    }
    report(wrong)
}

/// A chapter ends with a box that links to all its exercises.
fn each_chapter_names_its_exercises() -> Result<(), Report> {
    let (chapters, all) = (page::files(), exercise::all());
    let mut wrong = Vec::new();
    for path in &chapters {
        let page = page::load(path)?;
        let own = all.iter().filter(|exercise| page::owner(&exercise.name).as_ref() == Some(path));
        let links = own.map(|exercise| Ok(format!("[{}](exercises.md#{})", exercise.task()?.title, exercise.name)));
        let links = links.collect::<Result<Vec<String>, String>>()?;
        let expected = format!("Practice, with a judge that tries every schedule:\n{}.", links.join(",\n"));
        let text = page.lines.join("\n");
        let opening = "<div class=\"exercises\">";
        let shown = text.split_once(opening).and_then(|(before, rest)| {
            let line = before.matches('\n').count() + 1;
            rest.split_once("</div>").map(|(inside, _)| (line, inside.trim().to_owned()))
        });
        let remedy = format!("write\n{opening}\n\n{expected}\n\n</div>\n");
        match shown {
            None if links.is_empty() => {}
            None => wrong.push(Diagnostic::new(&page.path, page.lines.len(), "has exercises and does not name them", remedy)),
            Some((line, _)) if links.is_empty() => {
                wrong.push(Diagnostic::new(&page.path, line, "names exercises and has none", "take the box out"));
            }
            Some((line, inside)) if inside != expected => {
                wrong.push(Diagnostic::new(&page.path, line, "does not name the exercises that it has", remedy));
            }
            Some(_) => {}
        }
    }
    report(wrong)
}
