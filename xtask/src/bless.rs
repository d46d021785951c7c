//! Rewrites the records: the tests propose what each record should say, and nothing is written unless all of them could.

use std::fs;
use std::path::Path;

use book::files;

use crate::project;

/// Writes the records of all listings, or of those whose names contain `name`, and prints what changed.
pub fn bless(name: Option<&str>) -> Result<(), String> {
    write_anew(
        &[
            "programs",
            "refusals",
            "outcomes",
            "seats",
            "answers",
            "orderings",
            "checkers",
            "packages",
            "instructions",
            "figures",
            "specimens",
            "auto_traits",
            "indexes",
        ],
        name,
    )?;
    // The index pages repeat what a listing has.
    if name.is_some() { write_anew(&["indexes"], None) } else { Ok(()) }
}

/// Redraws the figures that are drawn from a source alone.
pub fn figures() -> Result<(), String> {
    write_anew(&["figures"], Some("figures_are_drawn_from_their_sources"))
}

/// Has these tests, or those whose names contain `name`, propose their records, and applies the proposals if all could.
fn write_anew(tests: &[&str], name: Option<&str>) -> Result<(), String> {
    // One folder for each run: two authors may bless at once.
    let proposals = project::root().join("target/guarded/bless").join(std::process::id().to_string());
    let mut command = project::cargo();
    command.args(["test", "--quiet", "--no-fail-fast"]);
    for test in tests {
        command.args(["--test", test]);
    }
    command.args(name.map(|name| ["--", name]).into_iter().flatten()).env("GUARDED_BLESS", &proposals);
    let run =
        project::run_quietly(&format!("running {}", tests.join(", ")), &mut command).map_err(|why| format!("{why}; nothing was written"));
    let changed = run.and_then(|()| take_over(&proposals, project::root()));
    fs::remove_dir_all(&proposals).ok();
    match changed? {
        0 => println!("xtask: every record is as it was"),
        count => println!("xtask: {count} changed; review with `git diff`"),
    }
    Ok(())
}

/// Applies the proposals to the records, prints each change, and returns the number of changes.
pub fn take_over(proposals: &Path, root: &Path) -> Result<usize, String> {
    let mut changed = 0;
    if !proposals.is_dir() {
        return Err("no test proposed a record; is there one of this name?".to_owned());
    }
    for proposal in files::all_below(proposals) {
        let relative = proposal.strip_prefix(proposals).map_err(|error| error.to_string())?;
        let record = root.join(relative);
        let wanted = fs::read(&proposal).map_err(|error| format!("{}: {error}", proposal.display()))?;
        let present = fs::read(&record).ok();
        let reported = match (present, wanted.is_empty()) {
            (None, true) => continue,
            (Some(_), true) => fs::remove_file(&record).map(|()| "deleted"),
            (Some(present), false) if present == wanted => continue,
            (Some(_), false) => fs::write(&record, &wanted).map(|()| "changed"),
            (None, false) => fs::write(&record, &wanted).map(|()| "new"),
        };
        let reported = reported.map_err(|error| format!("{}: {error}", record.display()))?;
        println!("xtask: {reported}: {}", relative.display());
        changed += 1;
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only what a proposal names is touched: written if it differs, deleted if the proposal is empty.
    #[test]
    fn proposals_are_taken_over() {
        let base = book::project().fresh("bless-test");
        let (proposals, root) = (base.join("proposals"), base.join("root"));
        for (file, proposed, present) in
            [("same", "a", Some("a")), ("other", "b", Some("a")), ("new", "c", None), ("gone", "", Some("d")), ("never", "", None)]
        {
            files::write(&proposals.join(file), proposed).unwrap();
            if let Some(present) = present {
                files::write(&root.join(file), present).unwrap();
            }
        }
        files::write(&root.join("stranger"), "x").unwrap();
        assert_eq!(take_over(&proposals, &root), Ok(3));
        let left: Vec<String> = files::all_below(&root)
            .iter()
            .map(|file| format!("{}={}", file.file_name().unwrap().to_string_lossy(), fs::read_to_string(file).unwrap()))
            .collect();
        assert_eq!(left, ["new=c", "other=b", "same=a", "stranger=x"]);
    }
}
