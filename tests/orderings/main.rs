//! Every memory ordering of the hand-written types is necessary and sufficient: loom runs each type's own text under a model, finds nothing, and finds the bug as soon as one ordering is weakened.
//!
//! One test a type, named after its file: `listings/src/spin_lock/flag.rs` is `spin_lock_flag`, and `tests/orderings/models/spin_lock_flag.rs` is its model.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use book::{listing, project, record, trials};
use cargo_outcomes::rewrite::{self, Site};
use explore::cache;
use explore::doubles;
use explore::run::{self, Failure};
use explore::rustc::{self, Project};
use libtest_mimic::{Failed, Trial};

/// A model that runs longer is too large for a reader, and for this test.
const LIMIT: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let arguments = trials::arguments();
    let mut trials: Vec<Trial> =
        types().into_iter().map(|(name, path)| Trial::test(name.clone(), move || check(&name, &path).map_err(Failed::from))).collect();
    trials.push(Trial::test("each_model_has_its_type", || each_model_has_its_type().map_err(Failed::from)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

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

fn check(name: &str, path: &Path) -> Result<(), String> {
    let shown = project().shown(path);
    let model_path = project().join("tests/orderings/models").join(format!("{name}.rs"));
    if !model_path.is_file() {
        return Err(format!("{shown}:1: has orderings and no model; write {}", project().shown(&model_path)));
    }
    if let Some(line) = keeps_a_pointer(&listing::read(path)?) {
        return Err(format!(
            "{shown}:{line}: keeps the pointer that `get` returns, and loom sees an access only where `get` is called; write `*….get()` at each use"
        ));
    }
    let (subject, sites) = for_loom(path)?;
    let (model, _) = for_loom(&model_path)?;
    // It stands behind the type, where no inner documentation may.
    let model = model.replace("//!", "//");
    let program = Program { name: name.to_owned(), shown: shown.clone(), subject, model, compiled: RefCell::new(None) };
    let said = program.run(None)?;
    if !said.starts_with("executions ") {
        return Err(format!("{shown}:1: loom finds a bug; fix the type or its model:\n{said}"));
    }
    println!("{name}: {}, {} orderings", said.trim(), sites.len());
    for site in &sites {
        for weaker in rewrite::weaker(&site.ordering) {
            is_needed(&program, &shown, &project().shown(&model_path), site, weaker)?;
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

/// A file as loom's doubles run it, with its orderings.
fn for_loom(path: &Path) -> Result<(String, Vec<Site>), String> {
    let reported = |refusal: rewrite::Refusal| format!("{}:{}: {}; {}", project().shown(path), refusal.line, refusal.what, refusal.help);
    rewrite::module_for_loom(&listing::read(path)?).map_err(reported)
}

/// What loom says when the first ordering of the type is weakened, in terms of the files that a reader can look up.
fn first_report(program: &Program, shown: &str, sites: &[Site]) -> Result<String, String> {
    let site = sites.first().ok_or_else(|| format!("{shown}:1: has no ordering to weaken"))?;
    let weaker = rewrite::weaker(&site.ordering)[0];
    let said = program.run(Some((site.number, weaker)))?;
    let from = said.find("Causality violation").ok_or_else(|| format!("{shown}:{}: loom reports no violation but:\n{said}", site.line))?;
    let lines: Vec<String> = said[from..].lines().take_while(|line| !line.is_empty()).map(|line| program.placed(line, shown)).collect();
    Ok(format!("line {}: {} made {weaker}\n\n{}\n", site.line, site.ordering, lines.join("\n")))
}

/// Weakens one ordering and demands that loom finds the bug.
fn is_needed(program: &Program, shown: &str, model: &str, site: &Site, weaker: &str) -> Result<(), String> {
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

/// A type with its model, compiled once and run with one ordering or another.
struct Program {
    name: String,
    /// The file of the type, as messages name it.
    shown: String,
    subject: String,
    model: String,
    compiled: RefCell<Option<Rc<Project>>>,
}

impl Program {
    /// What loom says: `executions N`, or its report of the bug.
    fn run(&self, weakened: Option<(usize, &str)>) -> Result<String, String> {
        let weakened = weakened.map(|(site, weaker)| format!("{site}:{weaker}")).unwrap_or_default();
        let double = doubles::library("std_on_loom")?;
        let stamp = doubles::stamp(&double)?;
        cache::cached(
            "orderings",
            include_str!("main.rs"),
            &["located", &self.subject, &self.model, &weakened, &stamp, rustc::version()?],
            || self.run_anew(&weakened, &double),
        )
    }

    fn run_anew(&self, weakened: &str, double: &Path) -> Result<String, String> {
        let kept = self.compiled.borrow().clone();
        let project = match kept {
            Some(project) => project,
            None => Rc::new(self.compile(double)?),
        };
        self.compiled.replace(Some(Rc::clone(&project)));
        let mut command = run::clean(project.program());
        command.env("GUARDED_WEAKEN", weakened).env("GUARDED_LOOM_LOCATION", "1");
        if weakened.is_empty() {
            command.env_remove("GUARDED_WEAKEN");
        }
        match run::within(LIMIT, &mut command) {
            Ok(run) if run.code == Some(0) => Ok(run.stdout),
            Ok(run) => Ok(format!("{}{}", run.stdout.trim_start_matches("executions "), run.stderr)),
            Err(Failure::TimedOut(_)) => Err(format!(
                "tests/orderings/models/{}.rs:1: does not end within {} s {weakened}; make the model smaller",
                self.name,
                LIMIT.as_secs()
            )),
            Err(Failure::Broken(why)) => Err(format!("tests/orderings/models/{}.rs:1: {why}", self.name)),
        }
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

    fn compile(&self, double: &Path) -> Result<Project, String> {
        let text = format!(
            "#![allow(warnings)]\nmod subject {{\n{}\n}}\n{}\nfn main() {{ std_on_loom::check(model); }}\n",
            self.subject, self.model
        );
        let arguments = doubles::link(double);
        rustc::compile(&format!("loom-{}", self.name), &text, "2024", &arguments).map_err(|why| {
            let arrow = why.lines().find(|line| line.contains("--> src/main.rs:")).unwrap_or("--> src/main.rs:0:0");
            let place = self.placed(arrow.trim_start(), &self.shown);
            format!("{}: {why}", place.trim_start_matches("--> "))
        })
    }
}
