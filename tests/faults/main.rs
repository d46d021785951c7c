//! Fault injection: each row of the tables in `table/` is a mistake that an author can make. The test makes it in a copy of the book, and its check must fail, name the file and the line, and say what to do.
//!
//! One test per row, named after it: `cargo test --test faults 'one space'`.

mod checks;
mod copy;
mod fault;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, OnceLock};

use book::diagnostic::Report;
use book::project;
use book::tree::{self, Entries, Entry};
use book::trials::{self, test};
use explore::code;

use crate::fault::{Edit, Fault, Undo, fits};

fn main() -> Result<ExitCode, Report> {
    let arguments = trials::arguments();
    if std::env::var_os("GUARDED_ANY_RUSTC").is_some() {
        println!("SKIPPED: GUARDED_ANY_RUSTC is set, and the rows quote the pinned compiler");
        return Ok(ExitCode::SUCCESS);
    }
    let rows = [
        test("a copy without a fault passes every check", || copy::with(passes)),
        test("every check has a fault that it catches", || copy::with(every_check_has_a_fault)),
        test("every row is complete", every_row_is_a_row),
        test("a checker run in another checkout is refused", || copy::with(|copy| is_refused(copy, &[], "this checker was compiled in"))),
        test("a checker run where there is no book is refused", || is_refused(&std::env::temp_dir(), &[], "holds a book to check")),
        test("a variable that was left in a shell and leads to another book is refused", || {
            is_refused(project().checker(), &[("GUARDED_ROOT", project().checker())], "this book would go unchecked")
        }),
        test("a variable that was left in a shell and lets records be proposed is refused", || {
            is_refused(project().checker(), &[("GUARDED_BLESS", &std::env::temp_dir())], "this book would go unchecked")
        }),
        test("no cache hides a change to the code that computes", || copy::with(caches_know_the_code)),
    ];
    let faults =
        table::rows()?.iter().map(|fault| test(format!("{}: {}", fault.kind, fault.name), || copy::with(|copy| is_caught(copy, fault))));
    Ok(trials::run(&arguments, rows.into_iter().chain(faults)))
}

/// Makes the mistake, and checks that the row's check reports it.
fn is_caught(copy: &Path, fault: &Fault) -> Result<(), String> {
    let (binary, test) = (&fault.check.0, &fault.check.1);
    passes_before(copy, binary, test)?;
    let mut undo = Undo::default();
    let mut here = None;
    for edit in &fault.done {
        undo.remember(copy, edit);
        let place = edit.apply(copy).map_err(|why| {
            format!("tests/faults/table/{}.toml:1: `{}` cannot be created: {why}; correct the row", fault.kind, fault.name)
        })?;
        here.get_or_insert(place);
    }
    let (file, line) = here.ok_or("tests/faults/table: nothing is done; say what")?;
    let wanted = fault.says.replace("HERE", &format!("{file}:{line}"));
    let run = checks::run(copy, binary, &["--exact", test], &fault.environment())?;
    drop(undo);
    let said = checks::said(&run);
    if run.code == Some(0) && said.contains("running 0 tests") {
        return Err(format!("tests/faults/table/{}.toml:1: tests/{binary} has no test `{test}`; fix the row's header", fault.kind));
    }
    if run.code == Some(0) {
        return Err(format!(
            "no check saw it: `{test}` of tests/{binary} passes; fix the check. What was done:\n{}\nIt said:\n{said}",
            listed(&fault.done)
        ));
    }
    match said.lines().filter(|line| fits(line, &wanted)).count() {
        1 => Ok(()),
        count => Err(format!(
            "`{test}` of tests/{binary} fails, and {count} lines say `{wanted}`, not one; fix the check or the row. It said:\n{said}"
        )),
    }
}

/// Checks that every check refuses to run in this folder, and says why in one line.
fn is_refused(folder: &Path, environment: &[(&str, &Path)], why: &str) -> Result<(), String> {
    for binary in checks::all()?.keys() {
        let run = checks::run_in(folder, binary, environment)?;
        let said = checks::said(&run);
        let reported = said.lines().filter(|line| line.contains(why) && line.contains("; run ")).count();
        if run.code == Some(0) || reported != 1 {
            return Err(format!(
                "crates/book/src/project.rs:1: tests/{binary} runs in {}, and it should be refused; fix `project`. It said:\n{said}",
                folder.display()
            ));
        }
    }
    Ok(())
}

/// Checks that the check passes without a fault, once for all faults that it must find.
fn passes_before(copy: &Path, binary: &str, test: &str) -> Result<(), String> {
    type Answers = BTreeMap<String, Arc<OnceLock<Result<(), String>>>>;
    static ASKED: Mutex<Answers> = Mutex::new(Answers::new());
    let answer = Arc::clone(ASKED.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).entry(format!("{binary} {test}")).or_default());
    answer
        .get_or_init(|| match checks::run(copy, binary, &["--exact", test], &[])? {
            run if run.code == Some(0) => Ok(()),
            run => Err(format!("`{test}` of tests/{binary} fails without a fault; fix that first:\n{}", checks::said(&run))),
        })
        .clone()
}

/// Packages that don't compute anything that's cached.
const UNCACHED: &[&str] = &["figures", "no-web", "skeptic"];

/// Checks that a change in any package that contributes to a cached result changes the result's key.
fn caches_know_the_code(copy: &Path) -> Result<(), String> {
    let hash = || code::hash(copy);
    let folders = std::fs::read_dir(copy.join("crates")).map_err(|error| format!("crates:1: {error}"))?;
    for folder in folders.flatten().filter(|folder| folder.path().join("src").is_dir()) {
        let (before, mut undo) = (hash(), Undo::default());
        let file = folder.path().join("src").join(if folder.path().join("src/lib.rs").is_file() { "lib.rs" } else { "main.rs" });
        undo.remember_file(&file);
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}:1: {error}", file.display()))?;
        std::fs::write(&file, text + "\n").map_err(|error| format!("{}:1: {error}", file.display()))?;
        let name = folder.file_name().to_string_lossy().into_owned();
        if (hash() == before) != UNCACHED.contains(&name.as_str()) {
            return Err(format!(
                "crates/explore/src/code.rs:1: keys and the code of crates/{name} do not fit; name it in COMPUTE, or in UNCACHED of tests/faults/main.rs"
            ));
        }
    }
    Ok(())
}

/// Files above the folder for temporary files that mislead a program started there.
const ASTRAY: &[(&str, &str)] = &[
    ("Cargo.toml", "[workspace]\nmembers = []\n"),
    (".cargo/config.toml", "[build]\nrustflags = [\"--no-such-flag\"]\ntarget-dir = \"elsewhere\"\n"),
    ("rust-toolchain.toml", "[toolchain]\nchannel = \"no-such-channel\"\n"),
    ("book.toml", "[book]\nsrc = \"nowhere\"\n"),
];

/// Checks that without a fault, every test of every check passes, and that none changes a file of the book or above the folder for
/// temporary files, which is below the project here.
fn passes(copy: &Path) -> Result<(), String> {
    let astray = copy.join("target/astray");
    let entries: Entries = ASTRAY.iter().map(|(file, text)| (file.into(), Entry::Text(text.as_bytes().to_vec()))).collect();
    let below = astray.join("target/tmp");
    tree::write(&astray, &entries)?;
    std::fs::create_dir_all(&below).map_err(|error| format!("{}: {error}", below.display()))?;
    let before = tree::read(copy)?;
    // `packages` copies packages into that folder, as a reader would, so these files would mislead it.
    for binary in checks::all()?.keys().filter(|binary| !["faults", "packages", "skeptic"].contains(&binary.as_str())) {
        let run = checks::run(copy, binary, &[], &[("TMPDIR", &below)])?;
        if run.code != Some(0) {
            return Err(format!("tests/{binary} fails on a copy without a fault; fix the book:\n{}", checks::said(&run)));
        }
        let (after, above) = (tree::read(copy)?, tree::read(&astray)?);
        let changed = before.keys().chain(after.keys()).find(|path| before.get(*path) != after.get(*path));
        if let Some(path) = changed.or_else(|| above.keys().chain(entries.keys()).find(|path| above.get(*path) != entries.get(*path))) {
            return Err(format!("{}:1: is changed by tests/{binary}; let it write below `project().scratch` alone", path.display()));
        }
    }
    Ok(())
}

/// Tests that no fault in a copy can make fail: the binary, the beginning of the name, and the reason.
const NOT_BY_A_COPY: &[(&str, &str, &str)] = &[
    ("chapters", "style::sentences_are_told_apart", "a test of the checker's own parts"),
    ("chapters", "terms::said::terms_are_found", "a test of the checker's own parts"),
    ("chapters", "voice::habits_are_told_from_english", "a test of the checker's own parts"),
    ("indexes", "messages_become_cells", "a test of the checker's own parts"),
    ("policy", "breaches_are_seen", "a test of the checker's own parts"),
    ("skeptic", "", "the pages are compiled in; what a copy can add is every_program_was_given_to_skeptic"),
];

/// Every check has a row that makes it fail: otherwise it may be unable to. (Checks with one test per listing count as one.)
fn every_check_has_a_fault(copy: &Path) -> Result<(), String> {
    let caught: BTreeSet<(&str, &str)> = table::rows()?.iter().map(|fault| (fault.check.0.as_str(), fault.check.1.as_str())).collect();
    let mut idle = Vec::new();
    for binary in checks::all()?.keys().filter(|binary| *binary != "faults") {
        let excused = |test: &str| NOT_BY_A_COPY.iter().any(|(of, beginning, _)| binary == of && test.starts_with(beginning));
        let proven = |test: &str| caught.contains(&(binary, test)) || excused(test);
        let names = checks::names(copy, binary)?;
        let (of_listings, others): (Vec<&str>, Vec<&str>) =
            names.iter().map(String::as_str).partition(|test| is_of_a_listing(binary, test));
        if !of_listings.is_empty() && !of_listings.iter().any(|test| proven(test)) {
            idle.push(format!("the tests of listings in tests/{binary}"));
        }
        idle.extend(others.into_iter().filter(|test| !proven(test)).map(|test| format!("`{test}` of tests/{binary}")));
    }
    if idle.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "tests/faults/table:1: no row makes {} fail; add one, or name it with the reason in NOT_BY_A_COPY of tests/faults/main.rs",
            idle.join(", or ")
        ))
    }
}

/// Whether a test is named after a listing or a type.
fn is_of_a_listing(binary: &str, test: &str) -> bool {
    match binary {
        "checkers" | "instructions" | "programs" => true,
        "answers" | "exercises" | "orderings" | "outcomes" | "packages" | "refusals" | "seats" => !test.starts_with("each_"),
        // skeptic's own, one for each listing.
        "skeptic" => !test.starts_with("tests::every_") && !test.starts_with("tests::the_"),
        _ => false,
    }
}

/// The minimum number of rows, so a lost table is noticed.
const FEWEST: usize = 474;

/// Each row has a unique name, and says where the fault is and what to do.
fn every_row_is_a_row() -> Result<(), String> {
    let rows = table::rows()?;
    let mut names = BTreeSet::new();
    for fault in rows {
        let place = fault.says.split(' ').next().and_then(|place| place.strip_suffix(':')).unwrap_or_default();
        let line = place.rsplit_once(':').map(|(_, line)| line);
        let is_place = place == "HERE" || line.is_some_and(|line| line == "…" || line.bytes().all(|byte| byte.is_ascii_digit()));
        let missing = match () {
            () if !names.insert((&fault.kind, &fault.name)) => "a name of its own",
            () if !is_place => "a place, `HERE: ` or `file:line: `",
            () if !fault.says.contains("; ") => "a help, `; fix it`",
            () => continue,
        };
        return Err(format!("tests/faults/table/{}.toml:1: `{}` lacks {missing}; complete the row", fault.kind, fault.name));
    }
    if rows.len() < FEWEST { Err(format!("tests/faults/table:1: holds {} faults; restore the others", rows.len())) } else { Ok(()) }
}

fn listed(edits: &[Edit]) -> String {
    edits.iter().map(|edit| format!("  {edit:?}\n")).collect()
}
