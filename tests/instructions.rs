//! Checks the instructions on the pages: each file of `listings/asm` is compiled for every processor, and its records must be what the compiler writes.
//!
//! One test per file, named after it. Nothing is linked or run, so any machine can compile for both processors; it only needs `core` for each.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use book::instructions::{self, PROCESSORS, Processor};
use book::{files, project, record, trials};
use explore::cache::Key;
use explore::run::{self, Failure};
use explore::rustc;

fn main() -> ExitCode {
    let test = |file: PathBuf| trials::test(files::stem(&file), move || are_those_of_the_compiler(&file));
    trials::run(&trials::arguments(), instructions::all().into_iter().map(test))
}

/// Checks that the records are what the compiler writes; LSE has no record if its instructions are those of plain AArch64.
fn are_those_of_the_compiler(file: &Path) -> Result<(), String> {
    let mut before = String::new();
    for processor in &PROCESSORS {
        let text = instructions_for(file, processor)?;
        let is_more_of_the_same = processor.ending == "lse" && text == before;
        record::compare(&file.with_extension(processor.ending), if is_more_of_the_same { "" } else { &text })?;
        before = text;
    }
    Ok(())
}

fn instructions_for(file: &Path, processor: &Processor) -> Result<String, String> {
    let (source, shown) = (files::read(file)?, project().shown(file));
    let asked = format!("{processor:?}");
    let assembly = Key::new("instructions", include_str!("instructions.rs"), &[&asked, &source])?.cached(|| compile(file, processor))?;
    let text = instructions::normalize(&source, &assembly);
    let functions = source.lines().filter(|line| !line.starts_with([' ', '/']) && line.contains("fn ")).count();
    let found = text.lines().filter(|line| !line.starts_with([' ', '.']) && line.ends_with(':')).count();
    if functions == 0 || found != functions {
        return Err(format!(
            "{shown}:1: has {functions} functions, and the compiler has written {found} for {}; mark each `#[inline(never)] pub fn`, and let no two of them be the same",
            processor.target
        ));
    }
    Ok(text)
}

/// Returns the assembly that the compiler writes, optimized as in a release build.
fn compile(file: &Path, processor: &Processor) -> Result<String, String> {
    let shown = project().shown(file);
    let folder = project().scratch("instructions");
    let output: PathBuf = folder.join(format!("{}-{}-{}.s", files::stem(file), processor.ending, std::process::id()));
    let mut command = run::clean(rustc::program()?);
    command.args(["--crate-name=main", "--crate-type=lib", "--edition=2024", "--emit=asm", "-Copt-level=3", "-Cpanic=abort"]);
    command.args(["--target", processor.target]).args(processor.flags).arg("-o").arg(&output).arg(file);
    let run = match run::within(Duration::from_secs(60), &mut command) {
        Ok(run) => run,
        Err(Failure::TimedOut(_)) => return Err(format!("{shown}:1: is not compiled within 60 s; make it smaller")),
        Err(Failure::Broken(why)) => return Err(format!("{shown}:1: {why}")),
    };
    if run.stderr.contains("target may not be installed") {
        let target = processor.target;
        return Err(format!("rust-toolchain.toml:4: names {target}, and it is not installed; run `rustup target add {target}`"));
    }
    if run.code != Some(0) {
        return Err(format!("{shown}:1: does not compile for {}; fix it:\n{}", processor.target, run.stderr));
    }
    // The flags for AArch64 cause a warning of their own.
    if !run.stderr.is_empty() && processor.ending == "x86_64" {
        return Err(format!("{shown}:1: is not compiled without a warning for {}; fix it:\n{}", processor.target, run.stderr));
    }
    let assembly = files::read(&output)?;
    std::fs::remove_file(&output).ok();
    Ok(assembly)
}
