//! The benchmark's baselines: stock skeptic and stock mdBook, on pages that hold the same programs and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use book::tree;

use super::copy::{self, Entries, Entry, PROGRAMS, Shown};
use crate::project;

/// A package whose build script hands its pages to skeptic, with no option set and nothing cached, as skeptic's own introduction says.
const MANIFEST: &str = "[package]\nname = \"plain\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n\
                        [build-dependencies]\nskeptic = \"SKEPTIC\"\n\n[dev-dependencies]\nskeptic = \"SKEPTIC\"\n";
const BUILD: &str =
    "fn main() {\n    let pages = skeptic::markdown_files_of_directory(\"pages\");\n    skeptic::generate_doc_tests(&pages);\n}\n";
const TESTS: &str = "include!(concat!(env!(\"OUT_DIR\"), \"/skeptic-tests.rs\"));\n";

/// The `book.toml` of stock mdBook's book.
const BOOK: &str = "[book]\ntitle = \"Plain\"\n\n[rust]\nedition = \"2024\"\n";

/// The folders of the two baselines.
#[derive(Debug)]
pub struct Plain {
    pub skeptic: PathBuf,
    pub mdbook: PathBuf,
}

impl Plain {
    /// Writes both for the programs of this project.
    pub fn write(folder: &Path, project: &Entries) -> Result<Self, String> {
        let plain = Self { skeptic: folder.join("skeptic"), mdbook: folder.join("mdbook") };
        let (mut package, mut book) = (Entries::new(), Entries::new());
        let put =
            |entries: &mut Entries, path: String, text: String| drop(entries.insert(PathBuf::from(path), Entry::Text(text.into_bytes())));
        put(&mut package, "Cargo.toml".to_owned(), MANIFEST.replace("SKEPTIC", &version(project)?));
        put(&mut package, "build.rs".to_owned(), BUILD.to_owned());
        put(&mut package, "src/lib.rs".to_owned(), String::new());
        put(&mut package, "tests/skeptic.rs".to_owned(), TESTS.to_owned());
        put(&mut book, "book.toml".to_owned(), BOOK.to_owned());
        let mut summary = "# Summary\n\n".to_owned();
        for (page, shown) in copy::pages(project) {
            let (programs, refused): (Vec<&Shown>, Vec<&Shown>) = shown.iter().partition(|shown| shown.folder == PROGRAMS);
            let heading = format!("# {page}\n");
            // skeptic can't mark a program that must be refused.
            if !programs.is_empty() {
                put(
                    &mut package,
                    format!("pages/{page}.md"),
                    programs.iter().fold(heading.clone(), |text, shown| text + &fenced(project, shown)),
                );
            }
            let all = programs.iter().chain(&refused).fold(heading, |text, shown| text + &fenced(project, shown));
            put(&mut book, format!("src/{page}.md"), all);
            summary += &format!("- [{page}]({page}.md)\n");
        }
        put(&mut book, "src/SUMMARY.md".to_owned(), summary);
        // The project's versions; Cargo removes those that aren't needed here, once.
        match fs::read(plain.skeptic.join("Cargo.lock")) {
            Ok(lock) => package.insert(PathBuf::from("Cargo.lock"), Entry::Text(lock)),
            Err(_) => project.get(Path::new("Cargo.lock")).and_then(|lock| package.insert(PathBuf::from("Cargo.lock"), lock.clone())),
        };
        tree::write(&plain.skeptic, &package)?;
        tree::write(&plain.mdbook, &book)?;
        Ok(plain)
    }

    /// Returns `cargo test` as a user of plain skeptic runs it.
    pub fn test_by_skeptic(&self) -> Command {
        let mut command = project::cargo();
        command.arg("test").current_dir(&self.skeptic);
        command
    }

    /// Returns `mdbook test` as a user of plain mdBook runs it.
    pub fn test_by_mdbook(&self, program: &Path) -> Result<Command, String> {
        let mut command = Command::new(program);
        command.arg("test").current_dir(&self.mdbook).env("RUSTUP_TOOLCHAIN", project::toolchain()?);
        Ok(command)
    }
}

/// Returns the version of skeptic that the project uses.
fn version(project: &Entries) -> Result<String, String> {
    let manifest = project.get(Path::new("crates/skeptic/Cargo.toml")).map(Entry::text).unwrap_or_default();
    let line = manifest.lines().find(|line| line.starts_with("skeptic = "));
    let version = line.and_then(|line| line.split('"').nth(1));
    version.map(str::to_owned).ok_or_else(|| "crates/skeptic/Cargo.toml names no version of skeptic".to_owned())
}

/// Returns a program in its page's fence.
fn fenced(project: &Entries, shown: &Shown) -> String {
    let fence = shown.block.lines().find(|line| line.starts_with("```")).unwrap_or("```rust");
    let program = project.get(&Path::new(shown.folder).join(format!("{}.rs", shown.name))).map(Entry::text).unwrap_or_default();
    format!("\n## {}\n\n{fence}\n{program}```\n", shown.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both get the programs, and mdBook also gets those that must be refused.
    #[test]
    fn programs_become_pages() {
        let block = |name: &str, info: &str| format!("<figure class=\"listing\" id=\"{name}\">\n```{info}\n```\n</figure>\n");
        let files = [
            ("src/mutex.md", block("mutex_a", "rust,no_run") + &block("mutex_b", "rust,compile_fail")),
            ("listings/examples/mutex_a.rs", "fn main() {}\n".to_owned()),
            ("listings/compile_fail/mutex_b.rs", "fn main() { 1 }\n".to_owned()),
            ("crates/skeptic/Cargo.toml", "skeptic = { version = \"=0.14.2\", features = [\"x\"] }\n".to_owned()),
        ];
        let project: Entries = files.into_iter().map(|(path, text)| (PathBuf::from(path), Entry::Text(text.into_bytes()))).collect();
        let folder = book::project().fresh("plain-test");
        let plain = Plain::write(&folder, &project).unwrap();
        let page = fs::read_to_string(plain.skeptic.join("pages/mutex.md")).unwrap();
        assert_eq!(page, "# mutex\n\n## mutex_a\n\n```rust,no_run\nfn main() {}\n```\n");
        let page = fs::read_to_string(plain.mdbook.join("src/mutex.md")).unwrap();
        assert!(page.ends_with("## mutex_b\n\n```rust,compile_fail\nfn main() { 1 }\n```\n"), "{page}");
        assert!(fs::read_to_string(plain.skeptic.join("Cargo.toml")).unwrap().contains("skeptic = \"=0.14.2\""));
    }
}
