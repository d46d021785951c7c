//! Checks that every memory ordering in the hand-written types is necessary and sufficient: loom runs each type's own code under a model, and finds a bug only if an ordering is weakened.
//!
//! One test per type, named after its file: `listings/src/spin_lock/flag.rs` is `spin_lock_flag`, and `tests/orderings/models/spin_lock_flag.rs` is its model.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Duration;

use book::{files, project, record, trials};
use cargo_outcomes::rewrite::{self, Doubles, Site};
use explore::cache::Key;
use explore::doubles::{self, Doubled};
use explore::run::{self, Failure};
use explore::together::{self, Together};

/// A model that runs longer is too large for a reader, and for this test.
const LIMIT: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let wanted = types().into_iter().filter(|(name, _)| trials::is_wanted(&arguments, name));
    let loaded = wanted.filter_map(|(name, path)| Program::load(&name, &path).ok());
    let unknown = loaded.filter(|(program, _)| !program.key("").is_ok_and(|key| key.is_known()));
    let together = Arc::new(doubles::together(unknown.map(|(program, _)| program.whole)));
    let trial = |(name, path): (String, PathBuf)| {
        let together = Arc::clone(&together);
        trials::test(name.clone(), move || check(&name, &path, &together))
    };
    let models = trials::test("each_model_has_its_type", each_model_has_its_type);
    trials::run(&arguments, types().into_iter().map(trial).chain([models]))
}

/// Returns the files under `listings/src` whose code names an ordering, with the names of their models.
fn types() -> Vec<(String, PathBuf)> {
    let folder = project().join("listings/src");
    let files = files::below(&folder, "rs").into_iter();
    let with_sites =
        files.filter(|path| files::read(path).is_ok_and(|text| rewrite::module_for_loom(&text).is_ok_and(|(_, sites)| !sites.is_empty())));
    let named = with_sites.map(|path| {
        let below = path.strip_prefix(&folder).unwrap_or(&path).with_extension("");
        (below.to_string_lossy().replace(['/', '\\', '-'], "_"), path)
    });
    named.collect()
}

/// Every model has its type: without one, it would prove nothing.
fn each_model_has_its_type() -> Result<(), String> {
    let known: Vec<String> = types().into_iter().map(|(name, _)| name).collect();
    for model in files::in_folder(&project().join("tests/orderings/models")) {
        if !known.contains(&files::stem(&model)) {
            return Err(format!(
                "{}:1: models a type that has no ordering or does not exist; rename it with its type, or delete it",
                project().shown(&model)
            ));
        }
    }
    Ok(())
}

fn check(name: &str, path: &Path, together: &Together) -> Result<(), String> {
    let (program, sites) = Program::load(name, path)?;
    let (shown, model) = (project().shown(path), project().shown(&model(name)));
    let run = |weakened: Option<(usize, &str)>| program.run(weakened, together);
    let said = run(None)?;
    if !said.starts_with("executions ") {
        return Err(format!("{shown}:1: loom finds a bug; fix the type or its model:\n{said}"));
    }
    println!("{name}: {}, {} orderings", said.trim(), sites.len());
    for site in &sites {
        for weaker in rewrite::weaker(&site.ordering) {
            is_needed(&run(Some((site.number, weaker)))?, &shown, &model, site, weaker)?;
        }
    }
    let report = path.with_extension("loom");
    if report.exists() { record::compare(&report, &first_report(&program, together, &sites)?) } else { Ok(()) }
}

/// Returns the first line of a type with an `UnsafeCell` where the pointer from `get` isn't dereferenced at once.
fn keeps_a_pointer(text: &str) -> Option<usize> {
    let has_cell = text.contains("UnsafeCell");
    let is_kept = |line: &str| {
        line.match_indices(".get()").any(|(at, _)| {
            // Go back over the path to the cell, including the arguments of calls.
            let mut depth = 0;
            let before = line[..at].chars().rev().find(|sign| {
                depth += match sign {
                    ')' | ']' => 1,
                    '(' | '[' => -1,
                    _ => 0,
                };
                depth < 0 || depth == 0 && !"_.)]([".contains(*sign) && !sign.is_alphanumeric()
            });
            before != Some('*')
        })
    };
    let types = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = types.lines().map(|line| line.split("//").next().unwrap_or_default());
    code.enumerate().find(|(_, line)| has_cell && is_kept(line)).map(|(index, _)| index + 1)
}

/// Returns the path of a type's model.
fn model(name: &str) -> PathBuf {
    project().join("tests/orderings/models").join(format!("{name}.rs"))
}

/// Rewrites a file for loom's doubles, and returns it with its orderings.
fn for_loom(path: &Path) -> Result<(String, Vec<Site>), String> {
    let reported = |refusal: rewrite::Refusal| format!("{}:{}: {}; {}", project().shown(path), refusal.line, refusal.what, refusal.help);
    rewrite::module_for_loom(&files::read(path)?).map_err(reported)
}

/// Returns what loom says when the type's first ordering is weakened, in terms of files that a reader can look up.
fn first_report(program: &Program, together: &Together, sites: &[Site]) -> Result<String, String> {
    let shown = &program.shown;
    let site = sites.first().ok_or_else(|| format!("{shown}:1: has no ordering to weaken"))?;
    let weaker = rewrite::weaker(&site.ordering)[0];
    let said = program.run(Some((site.number, weaker)), together)?;
    let from = said.find("Causality violation").ok_or_else(|| format!("{shown}:{}: loom reports no violation but:\n{said}", site.line))?;
    let lines: Vec<String> = said[from..].lines().take_while(|line| !line.is_empty()).map(|line| program.placed(line)).collect();
    Ok(format!("line {}: {} made {weaker}\n\n{}\n", site.line, site.ordering, lines.join("\n")))
}

/// Checks that loom finds a bug in the program with one ordering weakened.
fn is_needed(said: &str, shown: &str, model: &str, site: &Site, weaker: &str) -> Result<(), String> {
    if said.starts_with("executions ") {
        let Site { line, ordering, .. } = site;
        return Err(format!(
            "{shown}:{line}: {ordering} weakened to {weaker} goes unnoticed ({}); use the weaker one, or enlarge {model}",
            said.trim()
        ));
    }
    if said.contains("exceeded maximum number of branches") {
        return Err(format!(
            "{shown}:{}: loom gives up instead of finding the bug of {weaker}; spin with compare_exchange and spin_loop, or bound the loop in {model}",
            site.line
        ));
    }
    Ok(())
}

/// The number of lines before the type in the compiled program.
const HEAD: usize = 2;

/// A type with its model, compiled once and run with any of its orderings weakened.
struct Program {
    name: String,
    /// The file of the type, as messages name it.
    shown: String,
    /// How many lines of the compiled program are the type's.
    lines: usize,
    whole: Doubled,
}

impl Program {
    /// Loads the program of a type, and the type's orderings.
    fn load(name: &str, path: &Path) -> Result<(Self, Vec<Site>), String> {
        let (shown, model) = (project().shown(path), model(name));
        if !model.is_file() {
            return Err(format!("{shown}:1: has orderings and no model; write {}", project().shown(&model)));
        }
        if let Some(line) = keeps_a_pointer(&files::read(path)?) {
            return Err(format!(
                "{shown}:{line}: keeps the pointer that `get` returns, and loom sees an access only where `get` is called; write `*….get()` at each use"
            ));
        }
        let (subject, sites) = for_loom(path)?;
        let (model, _) = for_loom(&model)?;
        // The model comes after the type, where inner doc comments aren't allowed.
        let model = model.replace("//!", "//");
        let (page, _) = for_loom(&project().join("tests/orderings/models/shared/page.rs"))?;
        let whole = format!(
            "#![allow(warnings)]\nmod subject {{\n{subject}\n}}\n{model}\nfn main() {{ {}::check(model); }}\nmod page {{\n{page}\n}}\n",
            Doubles::Loom.name()
        );
        let (lines, whole) = (subject.lines().count(), Doubled::new(format!("loom-{name}"), whole, Doubles::Loom));
        Ok((Self { name: name.to_owned(), shown, lines, whole }, sites))
    }

    /// Returns the cache key for loom's result with this ordering weakened.
    fn key(&self, weakened: &str) -> Result<Key, String> {
        self.whole.key_of("orderings", include_str!("main.rs"), weakened)
    }

    /// Returns what loom says: `executions N`, or its report of the bug.
    fn run(&self, weakened: Option<(usize, &str)>, together: &Together) -> Result<String, String> {
        let weakened = weakened.map(|(site, weaker)| format!("{site}:{weaker}")).unwrap_or_default();
        self.key(&weakened)?.cached(|| self.run_anew(&weakened, together))
    }

    fn run_anew(&self, weakened: &str, together: &Together) -> Result<String, String> {
        let mut command = self.command(together)?;
        if !weakened.is_empty() {
            command.env("GUARDED_WEAKEN", weakened);
        }
        let reported = |what: String| Err(format!("tests/orderings/models/{}.rs:1: {what}", self.name));
        match run::within(LIMIT, &mut command).map(together::as_alone) {
            Ok(run) if run.code == Some(0) => Ok(run.stdout),
            Ok(run) => Ok(format!("{}{}", run.stdout.trim_start_matches("executions "), run.stderr)),
            Err(Failure::TimedOut(_)) => reported(format!("does not end within {} s {weakened}; make the model smaller", LIMIT.as_secs())),
            Err(Failure::Broken(why)) => reported(why),
        }
    }

    fn command(&self, together: &Together) -> Result<Command, String> {
        self.whole.command(&[together]).map_err(|why| {
            let arrow = why.lines().find(|line| line.contains("--> src/main.rs:")).unwrap_or("--> src/main.rs:0:0");
            format!("{}: {why}", self.placed(arrow.trim_start()).trim_start_matches("--> "))
        })
    }

    /// Rewrites a line of loom's report: places in the compiled program become places in the type or its model.
    fn placed(&self, line: &str) -> String {
        let Some((before, place)) = line.split_once("src/main.rs:") else { return line.to_owned() };
        let number: usize = place.split(':').next().and_then(|number| number.parse().ok()).unwrap_or_default();
        match number.checked_sub(HEAD) {
            Some(within) if within <= self.lines => format!("{before}{}:{within}", self.shown),
            _ => format!("{before}tests/orderings/models/{}.rs:{}", self.name, number.saturating_sub(HEAD + self.lines + 2)),
        }
    }
}
