//! Checks whether a program is the same in editions 2021 and 2024 by comparing its MIR, the compiler's intermediate form.
//!
//! One call of rustc compiles all [expected](together::expect) programs as modules of one crate, since most of its time is startup. Only a listing that may differ is compiled alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use regex_lite::{Captures, Regex};

use crate::cache::Key;
use crate::rustc::Project;
use crate::together;

/// The fewest listings that are worth compiling together.
const MANY: usize = 8;

/// rustc's arguments.
const MIR: [&str; 4] = ["--emit=mir", "--cap-lints=allow", "-o", "main.mir"];

/// Returns whether a program is the same in both editions.
pub fn are_the_same(name: &str, text: &str) -> Result<bool, String> {
    let answer = key(text)?.cached(|| {
        let same = known_together().contains(text) || alone(name, text, "2021")? == alone(name, text, "2024")?;
        Ok(same.to_string())
    })?;
    Ok(answer == "true")
}

fn key(text: &str) -> Result<Key, String> {
    Key::new("editions", include_str!("editions.rs"), &[text])
}

/// Returns the texts that a joint compilation shows to be the same in both editions.
fn known_together() -> &'static BTreeSet<String> {
    static SAME: OnceLock<BTreeSet<String>> = OnceLock::new();
    SAME.get_or_init(|| {
        let is_known = |text: &str| key(text).is_ok_and(|key| key.is_known());
        let asked: BTreeSet<String> = together::expected().into_iter().map(|program| program.text).filter(|text| !is_known(text)).collect();
        if asked.len() < MANY { BTreeSet::new() } else { same(&Vec::from_iter(asked)) }
    })
}

/// Returns the programs whose functions, constants and statics compile to the same MIR in both editions, or none if they don't compile together.
fn same(texts: &[String]) -> BTreeSet<String> {
    let merged = |edition| {
        let (project, run) = together::asked(texts, edition, &MIR)?;
        mir(&project).ok().filter(|_| run.code == Some(0))
    };
    let (Some(in_2021), Some(in_2024)) = (merged("2021"), merged("2024")) else { return BTreeSet::new() };
    let mut count: BTreeMap<String, isize> = BTreeMap::new();
    for item in items(&in_2021) {
        *count.entry(item).or_default() += 1;
    }
    for item in items(&in_2024) {
        *count.entry(item).or_default() -= 1;
    }
    let different: Vec<&str> = count.iter().filter(|(_, count)| **count != 0).map(|(item, _)| item.as_str()).collect();
    let is_the_same = |(number, text): &(usize, &String)| !different.iter().any(|item| may_be_of(item, *number, text));
    texts.iter().enumerate().filter(is_the_same).map(|(_, text)| text.clone()).collect()
}

/// Returns whether an item may come from a program: it names the program's module, or no module and only words that the program contains.
///
/// rustc omits the module if only one module defines the name.
fn may_be_of(item: &str, number: usize, text: &str) -> bool {
    let head = item.lines().next().unwrap_or_default();
    let is_module = |word: &&str| word.strip_prefix('m').is_some_and(|number| number.parse::<usize>().is_ok());
    let mut named = words(head).filter(is_module).peekable();
    match named.peek() {
        // The name may also be the program's own.
        Some(_) => named.any(|named| named[1..] == number.to_string() || words(text).any(|own| own == named)),
        None => {
            let path = head.split(['(', ':', ' ']).map(str::trim).find(|word| !["", "fn", "const", "static", "mut"].contains(word));
            path.is_none_or(|path| words(path).all(|word| words(text).any(|other| other == word)))
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| sign != '_' && !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Splits MIR into items, each with the allocations it refers to, renumbered.
fn items(mir: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in mir.lines().filter(|line| !line.starts_with("//")) {
        let begins = !line.is_empty() && !line.starts_with([' ', '}']) && !line.starts_with("alloc");
        if begins || items.is_empty() {
            items.push(String::new());
        }
        if let Some(item) = items.last_mut() {
            item.push_str(line);
            item.push('\n');
        }
    }
    items.iter().map(|item| renumbered(item)).collect()
}

/// Renumbers allocations: `alloc17` is numbered within the crate, here within the item.
fn renumbered(item: &str) -> String {
    static ALLOCATION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"alloc(\d+)").expect("the pattern is valid"));
    let mut numbers = BTreeMap::new();
    let number = |allocation: &Captures<'_>| {
        let next = numbers.len();
        format!("alloc{}", numbers.entry(allocation[1].to_owned()).or_insert(next))
    };
    ALLOCATION.replace_all(item, number).into_owned()
}

/// Returns the MIR of one program.
fn alone(name: &str, text: &str, edition: &str) -> Result<String, String> {
    mir(&Project::new(&format!("{name}-{edition}-mir"), text)?.compiled(edition, MIR)?)
}

fn mir(project: &Project) -> Result<String, String> {
    std::fs::read_to_string(project.folder().join("main.mir")).map_err(|error| format!("rustc writes no MIR ({error})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rustc;

    /// In edition 2021, the lock is still held in the `else`.
    const OTHER: &str = "fn main() {\n    let n = std::sync::Mutex::new(1);\n    if let 2 = *n.lock().unwrap() {\n    } else {\n        drop(n.lock());\n    };\n}\n";

    /// A difference between the editions is seen, and a program that doesn't compile is reported.
    #[test]
    fn editions_are_compared() {
        assert_eq!(are_the_same("same", "fn main() {}\n"), Ok(true));
        assert_eq!(are_the_same("other", OTHER), Ok(false));
        let keyword = "fn main() {\n    let gen = 1;\n}\n";
        for why in [are_the_same("keyword", keyword).unwrap_err(), rustc::compile("keyword", keyword, "2024", &[]).unwrap_err()] {
            assert!(why.starts_with("does not compile in edition 2024; fix it:\n"), "{why}");
        }
    }

    /// Among many programs, one that differs doesn't pass, whichever item differs, and the others still do.
    #[test]
    fn many_are_compared_at_once() {
        let in_a_function = OTHER.replace("fn main()", "fn main() {\n    only_here();\n}\n\nfn only_here()");
        let in_a_method =
            format!("struct S;\n\nimpl S {{\n    {}}}\n\nfn main() {{\n    S.go();\n}}\n", OTHER.replace("fn main()", "fn go(self)"));
        let same_name = "fn only() -> u32 {\n    17\n}\n\nfn main() {\n    println!(\"{}\", only());\n}\n";
        let plain = "fn main() {\n    println!(\"plain\");\n}\n";
        let programs = [plain, OTHER, &in_a_function, &in_a_method, same_name].map(str::to_owned);
        assert_eq!(same(&programs), [plain, same_name].map(str::to_owned).into());
        let broken = [&programs[..], &["fn main() {\n".to_owned()]].concat();
        assert_eq!(same(&broken), BTreeSet::new());
    }

    /// Allocations that differ only in their numbers are equal.
    #[test]
    fn memory_is_renumbered() {
        assert_eq!(renumbered("alloc17 alloc4 alloc17 allocator"), "alloc0 alloc1 alloc0 allocator");
        assert_eq!(items("fn a() {\n    alloc5;\n}\n\nalloc5 (size: 1) {\n}\nfn b() {}\n").len(), 2);
    }
}
