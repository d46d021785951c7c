//! Functions whose machine code a page shows: files in `listings/asm`, each with a record of its instructions for every kind of processor.

use std::path::{Path, PathBuf};

use crate::{files, project};

/// The folder of the functions, relative to the root.
pub const FOLDER: &str = "listings/asm";

/// A kind of processor that the compiler targets.
#[derive(Debug, Clone, Copy)]
pub struct Processor {
    /// The extension of its records.
    pub ending: &'static str,
    /// The words before its record on a page.
    pub label: &'static str,
    /// The compiler's name for it.
    pub target: &'static str,
    /// Additional compiler flags.
    pub flags: &'static [&'static str],
}

/// The processors that the pages discuss. The last one has a record only where its instructions differ from those of the one before.
pub const PROCESSORS: [Processor; 3] = [
    Processor { ending: "x86_64", label: "On x86-64:", target: "x86_64-unknown-linux-gnu", flags: &["-Cllvm-args=-x86-asm-syntax=intel"] },
    // Without this flag, the code calls a function that checks at run time which of the two AArch64s it's on.
    Processor {
        ending: "aarch64",
        label: "On AArch64:",
        target: "aarch64-unknown-linux-gnu",
        flags: &["-Ctarget-feature=-outline-atomics"],
    },
    Processor { ending: "lse", label: "On AArch64 with LSE:", target: "aarch64-unknown-linux-gnu", flags: &["-Ctarget-feature=+lse"] },
];

/// Returns the files with functions, sorted.
pub fn all() -> Vec<PathBuf> {
    files::with_ending(&project().join(FOLDER), "rs")
}

/// Returns the processors that a file has a record for.
pub fn recorded(file: &Path) -> impl Iterator<Item = &'static Processor> {
    PROCESSORS.iter().filter(|processor| file.with_extension(processor.ending).is_file())
}

/// Returns the functions of an assembly listing in source order, reduced to labels and instructions.
///
/// Leaves out what only the assembler sees: directives, comments, the label at the end of a function, and labels that nothing jumps to.
/// The remaining labels are numbered from 1 in each function, because the compiler numbers them across the whole file.
pub fn normalize(source: &str, assembly: &str) -> String {
    let names = source.lines().filter_map(|line| line.strip_prefix("pub fn ")?.split('(').next());
    let functions: Vec<String> = names.filter_map(|name| function(name, assembly)).collect();
    functions.join("\n")
}

/// Returns one function, under its name in the source.
fn function(name: &str, assembly: &str) -> Option<String> {
    // `_ZN4main12load_relaxed17h0123456789abcdefE:`
    let mangled = format!("{}{name}17h", name.len());
    let mut lines = assembly.lines().skip_while(|line| !(line.starts_with("_ZN") && line.contains(&mangled) && line.ends_with(':')));
    lines.next()?;
    let body: Vec<String> = lines.take_while(|line| !line.starts_with(".Lfunc_end")).filter_map(instruction).collect();
    let is_used = |label: &str| body.iter().any(|line| line.starts_with(' ') && line.split(' ').any(|word| word == label));
    let labels: Vec<&str> = body.iter().filter_map(|line| line.strip_suffix(':')).filter(|label| is_used(label)).collect();
    let counted = |label: &str| labels.iter().position(|used| *used == label).map(|at| format!(".L{}", at + 1));
    let mut text = format!("{name}:\n");
    for line in &body {
        match line.strip_suffix(':') {
            Some(label) => text.extend(counted(label).map(|label| format!("{label}:\n"))),
            None => {
                let words = line.split(' ').map(|word| counted(word).unwrap_or_else(|| word.to_owned()));
                text += &format!("{}\n", words.collect::<Vec<_>>().join(" "));
            }
        }
    }
    Some(text)
}

/// Returns a label unchanged, or an instruction aligned in columns; `None` for a directive or a comment.
fn instruction(line: &str) -> Option<String> {
    let line = line.trim();
    if line.ends_with(':') {
        return Some(line.to_owned());
    }
    // In the middle of a line, `#` begins a number on AArch64.
    if line.is_empty() || line.starts_with(['.', '#', '/']) {
        return None;
    }
    let mut words = line.split_whitespace();
    let (name, rest) = (words.next()?, words.collect::<Vec<_>>().join(" "));
    Some(format!("    {name:<7} {rest}").trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Functions are in source order, with numbered labels and only instructions.
    #[test]
    fn instructions_are_left() {
        let source = "#[inline(never)]\npub fn take(lock: &u8) -> bool {\n}\n\npub fn give(lock: &u8) {\n}\n";
        let assembly = "\t.text\n_ZN4main4give17h00E:\n\t.cfi_startproc\n\t#MEMBARRIER\n\tlock\t\txadd\t[rdi], rax\n\tret\n.Lfunc_end0:\n\
            _ZN4main4take17h11E:\n.LBB1_1:\n\tldxr\tx9, [x8]\n\tadd\tx9, x9, #1\n\tcbnz\tx9, .LBB1_1\n.LBB1_2:\n\tret\n.Lfunc_end1:\n\t.size\n";
        let expected = "take:\n.L1:\n    ldxr    x9, [x8]\n    add     x9, x9, #1\n    cbnz    x9, .L1\n    ret\n\ngive:\n    lock    xadd [rdi], rax\n    ret\n";
        assert_eq!(normalize(source, assembly), expected);
    }
}
