//! `cargo practice`: lists the exercises, and judges the reader's answers.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, SystemTime};

use book::listing::{Listing, Place};
use book::{files, project};
use practice::exercise::{self, Exercise};
use practice::judge;

const USAGE: &str = "\
usage: cargo practice [NAME [--hint N | --watch | --reset]]

  without a name     list the exercises, and which are done
  NAME               judge practice/NAME.rs; the first time, copy the start there
  NAME --hint N      print the N-th hint
  NAME --watch       judge it on each save
  NAME --reset       start over, after asking you
";

/// How often the watcher looks at the file.
const LOOK: Duration = Duration::from_millis(200);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] => list().map(Ok),
        [name] if !name.starts_with('-') => once(name),
        [name, "--hint", number] => hint(name, number).map(Ok),
        [name, "--watch"] => watch(name),
        [name, "--reset"] => reset(name).map(Ok),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        // Standard output gets the verdict, good or bad; standard error gets only the reason why there is none.
        Ok(said) => {
            let (Ok(words) | Err(words)) = &said;
            println!("{}", words.trim_end());
            if said.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(why) => {
            eprintln!("{}", why.trim_end());
            ExitCode::FAILURE
        }
    }
}

/// What a command prints: `Ok` if it did what was asked for, `Err` if the answer isn't right yet.
type Verdict = Result<String, String>;

/// Returns the path of the reader's answer to an exercise.
fn own(exercise: &Exercise) -> PathBuf {
    project().join("practice").join(format!("{}.rs", exercise.name))
}

fn find(name: &str) -> Result<Exercise, String> {
    let found = exercise::all().into_iter().find(|exercise| exercise.name == name);
    found.ok_or_else(|| format!("no exercise is called `{name}`; `cargo practice` lists them"))
}

/// Lists all exercises, by chapter, with their state.
fn list() -> Result<String, String> {
    let chapters = exercise::by_chapter()?;
    let each = || chapters.iter().flat_map(|(_, own)| own);
    let widest = each().map(|exercise| exercise.name.len()).max().unwrap_or_default();
    let (mut done, mut lines) = (0, Vec::new());
    for (title, exercises) in &chapters {
        lines.push(title.clone());
        for exercise in exercises {
            let state = match own(exercise).is_file() {
                false => "",
                true if verdict(exercise)?.is_ok() => "done",
                true => "begun",
            };
            done += usize::from(state == "done");
            lines.push(format!("  {state:<5}  {:<widest$}  {}", exercise.name, exercise.task()?.title));
        }
        lines.push(String::new());
    }
    Ok(format!("{}\n{done} of {} are done. Begin one: cargo practice NAME", lines.join("\n"), each().count()))
}

/// Judges the reader's answer; the outer error says why there is nothing to judge.
fn verdict(exercise: &Exercise) -> Result<Verdict, String> {
    let (path, start) = (own(exercise), exercise.start());
    let answer = Listing { name: exercise.name.clone(), place: Place::Examples, path: path.clone() };
    Ok(judge::judge(&exercise.demands()?, &files::read(&start)?, &answer, &files::read(&path)?))
}

/// Begins the exercise, or judges the answer.
fn once(name: &str) -> Result<Verdict, String> {
    let exercise = find(name)?;
    let path = own(&exercise);
    if path.exists() {
        return judged(&exercise);
    }
    files::copy(&exercise.start(), &path)?;
    println!("{} is yours to edit; here is the task, and what the judge says about the start.\n", project().shown(&path));
    let task = exercise.task()?;
    println!("{}\n\n{}\n", task.title, exercise::in_words(&task.text));
    judged(&exercise)
}

/// Judges the answer; the verdict has the exercise's name, or says how to get its hints.
fn judged(exercise: &Exercise) -> Result<Verdict, String> {
    let name = &exercise.name;
    Ok(match verdict(exercise)? {
        Ok(seen) => Ok(format!("{name} is done. {seen}")),
        Err(why) => {
            let hints = exercise.task()?.hints.len();
            Err(format!("Not yet: {}\n\nHints: cargo practice {name} --hint 1 (of {hints})", why.trim_end()))
        }
    })
}

fn hint(name: &str, number: &str) -> Result<String, String> {
    let hints = find(name)?.task()?.hints;
    let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let hint = at.and_then(|at| hints.get(at));
    hint.map(|hint| exercise::in_words(hint)).ok_or_else(|| format!("{name} has {} hints; count from 1", hints.len()))
}

/// Judges the answer now and every time its file is saved, until interrupted.
fn watch(name: &str) -> Result<Verdict, String> {
    let exercise = find(name)?;
    let path = own(&exercise);
    let saved = || -> Option<SystemTime> { path.metadata().and_then(|data| data.modified()).ok() };
    let tell = |said: Result<Verdict, String>| {
        let (Ok(words) | Err(words)) = said.unwrap_or_else(Err);
        println!("{}\n\nWatching {}; stop with Ctrl-C.\n", words.trim_end(), project().shown(&path));
    };
    // Read before judging, so a save in the meantime is judged too.
    let mut last = saved();
    tell(once(name));
    last = last.or_else(saved);
    loop {
        thread::sleep(LOOK);
        let now = saved();
        if now != last {
            last = now;
            match now {
                Some(_) => tell(judged(&exercise)),
                // Many editors save by replacing the old file with a new one.
                None => println!("{} is gone; it'll be judged again when it's back.\n", project().shown(&path)),
            }
        }
    }
}

/// Restores the start if the reader agrees.
fn reset(name: &str) -> Result<String, String> {
    let exercise = find(name)?;
    let path = own(&exercise);
    let shown = project().shown(&path);
    if path.exists() {
        print!("Overwrite {shown} with the start? Your work in it is lost. [y/N] ");
        io::stdout().flush().ok();
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).map_err(|error| error.to_string())?;
        if !matches!(answer.trim(), "y" | "yes") {
            return Ok(format!("{shown} stays as it is."));
        }
    }
    files::copy(&exercise.start(), &path)?;
    Ok(format!("{shown} has been reset to the start."))
}
