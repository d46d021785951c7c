//! Every memory ordering of the hand-written types is necessary and sufficient: loom runs each type's own text under a model, finds nothing, and finds the bug as soon as one ordering is weakened.
//!
//! One test a type, named after its file: `listings/src/spin_lock/flag.rs` is `spin_lock_flag`, and `tests/orderings/models/spin_lock_flag.rs` is its model.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use book::{listing, project, record, trials};
use cargo_outcomes::rewrite::{self, Site};
use explore::cache;
use explore::doubles;
use explore::run::{self, Failure};
use explore::rustc::{self, Project};
use explore::together::{self, Together};
use libtest_mimic::{Failed, Trial};

/// A model that runs longer is too large for a reader, and for this test.
const LIMIT: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let wanted = types().into_iter().filter(|(name, _)| trials::is_wanted(&arguments, name));
    let loaded = wanted.filter_map(|(name, path)| Program::load(&name, &path).ok());
    let texts = loaded.filter(|(program, _)| !program.is_known()).map(|(program, _)| program.text());
    let double = doubles::library(DOUBLE);
    let together = Arc::new(double.map_or_else(|_| Together::default(), |double| Together::new(texts, EDITION, doubles::link(&double))));
    let trial = |(name, path): (String, PathBuf)| {
        let together = Arc::clone(&together);
        Trial::test(name.clone(), move || check(&name, &path, &together).map_err(Failed::from))
    };
    let mut trials: Vec<Trial> = types().into_iter().map(trial).collect();
    trials.push(Trial::test("each_model_has_its_type", || each_model_has_its_type().map_err(Failed::from)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The crate with loom's types under the names of std's.
const DOUBLE: &str = "std_on_loom";

/// The edition of the book's types.
const EDITION: &str = "2024";

/// The files under `listings/src` whose text names an ordering, with the names of their models.
fn types() -> Vec<(String, PathBuf)> {
    let folder = project().join("listings/src");
    let files = listing::files_below(&folder, "rs").into_iter();
    let with_sites = files
        .filter(|path| listing::read(path).is_ok_and(|text| rewrite::module_for_loom(&text).is_ok_and(|(_, sites)| !sites.is_empty())));
    let named = with_sites.map(|path| {
        let below = path.strip_prefix(&folder).unwrap_or(&path).with_extension("");
        (below.to_string_lossy().replace(['/', '\\', '-'], "_"), path)
    });
    named.collect()
}

/// A model whose type is gone would prove nothing.
fn each_model_has_its_type() -> Result<(), String> {
    let known: Vec<String> = types().into_iter().map(|(name, _)| name).collect();
    for model in listing::files(&project().join("tests/orderings/models")) {
        if !known.contains(&listing::stem(&model)) {
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
    let (program, model) = (Compiled { program, together, alone: OnceCell::new() }, model(name));
    let shown = project().shown(path);
    let said = program.run(None)?;
    if !said.starts_with("executions ") {
        return Err(format!("{shown}:1: loom finds a bug; fix the type or its model:\n{said}"));
    }
    println!("{name}: {}, {} orderings", said.trim(), sites.len());
    for site in &sites {
        for weaker in rewrite::weaker(&site.ordering) {
            is_needed(&program, &shown, &project().shown(&model), site, weaker)?;
        }
    }
    let report = path.with_extension("loom");
    if report.exists() { record::compare(&report, &first_report(&program, &shown, &sites)?) } else { Ok(()) }
}

/// The first line of a type with an `UnsafeCell` where `get` is called and the pointer not followed at once.
fn keeps_a_pointer(text: &str) -> Option<usize> {
    let has_cell = text.contains("UnsafeCell");
    let is_kept = |line: &str| {
        line.match_indices(".get()").any(|(at, _)| {
            // Back over the cell's path, with the arguments of its calls.
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

/// The file with a type's model.
fn model(name: &str) -> PathBuf {
    project().join("tests/orderings/models").join(format!("{name}.rs"))
}

/// A file as loom's doubles run it, with its orderings.
fn for_loom(path: &Path) -> Result<(String, Vec<Site>), String> {
    let reported = |refusal: rewrite::Refusal| format!("{}:{}: {}; {}", project().shown(path), refusal.line, refusal.what, refusal.help);
    rewrite::module_for_loom(&listing::read(path)?).map_err(reported)
}

/// What loom says when the first ordering of the type is weakened, in terms of the files that a reader can look up.
fn first_report(program: &Compiled, shown: &str, sites: &[Site]) -> Result<String, String> {
    let site = sites.first().ok_or_else(|| format!("{shown}:1: has no ordering to weaken"))?;
    let weaker = rewrite::weaker(&site.ordering)[0];
    let said = program.run(Some((site.number, weaker)))?;
    let from = said.find("Causality violation").ok_or_else(|| format!("{shown}:{}: loom reports no violation but:\n{said}", site.line))?;
    let lines: Vec<String> =
        said[from..].lines().take_while(|line| !line.is_empty()).map(|line| program.program.placed(line, shown)).collect();
    Ok(format!("line {}: {} made {weaker}\n\n{}\n", site.line, site.ordering, lines.join("\n")))
}

/// Weakens one ordering and demands that loom finds the bug.
fn is_needed(program: &Compiled, shown: &str, model: &str, site: &Site, weaker: &str) -> Result<(), String> {
    let said = program.run(Some((site.number, weaker)))?;
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

/// Lines of the compiled whole before the first of the type.
const HEAD: usize = 2;

/// A type with its model.
struct Program {
    name: String,
    /// The file of the type, as messages name it.
    shown: String,
    subject: String,
    model: String,
}

impl Program {
    /// The program of a type, and the type's orderings.
    fn load(name: &str, path: &Path) -> Result<(Self, Vec<Site>), String> {
        let (shown, model) = (project().shown(path), model(name));
        if !model.is_file() {
            return Err(format!("{shown}:1: has orderings and no model; write {}", project().shown(&model)));
        }
        if let Some(line) = keeps_a_pointer(&listing::read(path)?) {
            return Err(format!(
                "{shown}:{line}: keeps the pointer that `get` returns, and loom sees an access only where `get` is called; write `*….get()` at each use"
            ));
        }
        let (subject, sites) = for_loom(path)?;
        let (model, _) = for_loom(&model)?;
        // It stands behind the type, where no inner documentation may.
        let model = model.replace("//!", "//");
        Ok((Self { name: name.to_owned(), shown, subject, model }, sites))
    }

    /// The whole that is compiled.
    fn text(&self) -> String {
        format!("#![allow(warnings)]\nmod subject {{\n{}\n}}\n{}\nfn main() {{ {DOUBLE}::check(model); }}\n", self.subject, self.model)
    }

    /// All that it depends on what loom says of it.
    fn inputs(&self, weakened: &str) -> Result<String, String> {
        let stamp = doubles::stamp(&doubles::library(DOUBLE)?)?;
        Ok(format!("{:?}", (self.text(), weakened, stamp)))
    }

    /// Whether it has been run, so that it probably needn't be compiled.
    fn is_known(&self) -> bool {
        let key = rustc::version().and_then(|version| Ok((version, self.inputs("")?)));
        key.is_ok_and(|(version, inputs)| cache::is_known(PURPOSE, include_str!("main.rs"), &[version, &inputs]))
    }

    /// A line of loom's report, with the places in the compiled whole reported as places in the type or in its model.
    fn placed(&self, line: &str, shown: &str) -> String {
        let Some((before, place)) = line.split_once("src/main.rs:") else { return line.to_owned() };
        let number: usize = place.split(':').next().and_then(|number| number.parse().ok()).unwrap_or_default();
        let subject = self.subject.lines().count();
        match number.checked_sub(HEAD) {
            Some(within) if within <= subject => format!("{before}{shown}:{within}"),
            _ => format!("{before}tests/orderings/models/{}.rs:{}", self.name, number.saturating_sub(HEAD + subject + 2)),
        }
    }
}

/// Where it's kept what loom says.
const PURPOSE: &str = "orderings";

/// A type with its model, compiled once and run with one ordering or another.
struct Compiled<'a> {
    program: Program,
    /// With the others.
    together: &'a Together,
    /// By itself, if it isn't among those.
    alone: OnceCell<Project>,
}

impl Compiled<'_> {
    /// What loom says: `executions N`, or its report of the bug.
    fn run(&self, weakened: Option<(usize, &str)>) -> Result<String, String> {
        let weakened = weakened.map(|(site, weaker)| format!("{site}:{weaker}")).unwrap_or_default();
        let inputs = self.program.inputs(&weakened)?;
        cache::cached(PURPOSE, include_str!("main.rs"), &[rustc::version()?, &inputs], || self.run_anew(&weakened))
    }

    fn run_anew(&self, weakened: &str) -> Result<String, String> {
        let mut command = match self.together.command(&self.program.text()) {
            Some(command) => command,
            None => run::clean(self.alone()?.program()),
        };
        if !weakened.is_empty() {
            command.env("GUARDED_WEAKEN", weakened);
        }
        let name = &self.program.name;
        match run::within(LIMIT, &mut command).map(together::as_alone) {
            Ok(run) if run.code == Some(0) => Ok(run.stdout),
            Ok(run) => Ok(format!("{}{}", run.stdout.trim_start_matches("executions "), run.stderr)),
            Err(Failure::TimedOut(_)) => Err(format!(
                "tests/orderings/models/{name}.rs:1: does not end within {} s {weakened}; make the model smaller",
                LIMIT.as_secs()
            )),
            Err(Failure::Broken(why)) => Err(format!("tests/orderings/models/{name}.rs:1: {why}")),
        }
    }

    fn alone(&self) -> Result<&Project, String> {
        if let Some(project) = self.alone.get() {
            return Ok(project);
        }
        let program = &self.program;
        let arguments = doubles::link(&doubles::library(DOUBLE)?);
        let compiled = rustc::compile(&format!("loom-{}", program.name), &program.text(), EDITION, &arguments).map_err(|why| {
            let arrow = why.lines().find(|line| line.contains("--> src/main.rs:")).unwrap_or("--> src/main.rs:0:0");
            let place = program.placed(arrow.trim_start(), &program.shown);
            format!("{}: {why}", place.trim_start_matches("--> "))
        })?;
        Ok(self.alone.get_or_init(|| compiled))
    }
}
