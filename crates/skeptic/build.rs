//! Passes skeptic each listing as stock mdBook shows it: expands the pages and writes each block to a file named after its listing, which also names its test.

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

use book::page::{self, Page};
use book::project;
use mdbook_driver::MDBook;
use mdbook_driver::book::BookItem;
use mdbook_driver::builtin_renderers::MarkdownRenderer;
use mdbook_driver::config::Config;

fn main() {
    // A broken book must not stop the other tests, which explain better what is wrong, so the error is reported by its own test.
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let reported = generate(&out).err().unwrap_or_default();
    if !reported.is_empty() {
        fs::write(out.join("skeptic-tests.rs"), "").expect("OUT_DIR can be written");
        fs::write(out.join("given.txt"), "").expect("OUT_DIR can be written");
    }
    fs::write(out.join("reported.txt"), reported).expect("OUT_DIR can be written");
}

fn generate(out: &Path) -> Result<(), String> {
    let root = project().root();
    for watched in ["src", "listings", "README.md", "book.toml"] {
        // Relative, so Cargo watches this checkout even if the build folder was copied from another.
        println!("cargo:rerun-if-changed=../../{watched}");
    }
    println!("cargo:rerun-if-env-changed=GUARDED_ROOT");
    let folder = out.join("listings");
    fs::create_dir_all(&folder).map_err(text)?;
    let mut given = Vec::new();
    for page in expanded(root)? {
        for block in &page.blocks {
            let fence = page.fences.iter().find(|fence| (block.line..block.end()).contains(&fence.line));
            if let Some(markdown) = fence.and_then(|fence| for_skeptic(&block.id, &fence.info, &fence.body)) {
                let file = folder.join(format!("{}.md", block.id));
                write_if_changed(&file, &markdown)?;
                given.push(file);
            }
        }
    }
    let mut documents = given.clone();
    documents.push(root.join("README.md"));
    skeptic::generate_doc_tests(&documents);
    in_an_empty_project(out)?;
    let names: Vec<String> = given.iter().map(|file| file.file_stem().unwrap_or_default().to_string_lossy().into_owned()).collect();
    fs::write(out.join("given.txt"), names.join("\n")).map_err(text)
}

/// Compiles the tests in an empty project instead of this one with its dependencies, since listings use only std, and routes them through `run_test` in `src/lib.rs`.
fn in_an_empty_project(out: &Path) -> Result<(), String> {
    let project = out.join("empty");
    fs::create_dir_all(project.join("src")).map_err(text)?;
    write_if_changed(&project.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2021\"\n\n[workspace]\n")?;
    write_if_changed(&project.join("Cargo.lock"), "version = 4\n\n[[package]]\nname = \"empty\"\nversion = \"0.0.0\"\n")?;
    write_if_changed(&project.join("src/lib.rs"), "")?;
    let file = out.join("skeptic-tests.rs");
    let tests = fs::read_to_string(&file).map_err(text)?;
    let here = format!("r#\"{}\"#", env!("CARGO_MANIFEST_DIR"));
    let there = format!("r#\"{}\"#", project.display());
    let tests =
        tests.replace("skeptic::rt::run_test(", "run_test(").replace("skeptic::rt::compile_test(", "compile_test(").replace(&here, &there);
    write_if_changed(&file, &tests)
}

/// Returns the pages as mdBook passes them to its renderers, with every include expanded.
fn expanded(root: &Path) -> Result<Vec<Page>, String> {
    // From book.toml alone, ignoring mdBook's environment variables.
    let configuration = Config::from_disk(root.join("book.toml")).map_err(text)?;
    let book = MDBook::load_with_config(root, configuration).map_err(text)?;
    let (book, _) = book.preprocess_book(&MarkdownRenderer::new()).map_err(text)?;
    let chapters = book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => Some(page::parse(chapter.path.as_deref()?, &chapter.content)),
        _ => None,
    });
    Ok(chapters.collect())
}

/// Returns the block for skeptic, which doesn't know `compile_fail` and whose `should_panic` passes on a compile error; a listing that panics is only compiled here (`programs` runs it).
///
/// skeptic would wait for a program forever, so each ends itself after [`LIMIT`]: its test then fails under the listing's name and leaves no process behind.
fn for_skeptic(name: &str, info: &str, body: &str) -> Option<String> {
    let words = match info {
        "rust" => "rust",
        "rust,no_run" | "rust,should_panic" => "rust,no_run",
        _ => return None,
    };
    // A part of a type is a whole file without a `main`, and skeptic doesn't add one.
    let main = match (body.contains("fn main()"), words) {
        (false, _) => "fn main() {}\n".to_owned(),
        (true, "rust") => {
            let body = body.replacen("fn main()", "fn main_of_the_listing()", 1);
            return Some(format!("```{words}\n{body}{}```\n", limited(name)));
        }
        (true, _) => String::new(),
    };
    Some(format!("```{words}\n{body}{main}```\n"))
}

/// How long a program may run, in seconds.
const LIMIT: u32 = 10;

/// Returns a `main` that runs the listing's, for at most [`LIMIT`].
fn limited(name: &str) -> String {
    format!(
        "fn main() -> impl std::process::Termination {{
    std::thread::spawn(|| {{
        std::thread::sleep(std::time::Duration::from_secs({LIMIT}));
        eprintln!(\"listings/examples/{name}.rs:1: did not end within {LIMIT} s; make it end\");
        std::process::exit(101);
    }});
    main_of_the_listing()
}}
"
    )
}

/// Writes a file only if it has changed, so skeptic keeps its compiled program.
fn write_if_changed(file: &Path, content: &str) -> Result<(), String> {
    if fs::read_to_string(file).is_ok_and(|kept| kept == content) { Ok(()) } else { fs::write(file, content).map_err(text) }
}

fn text(error: impl Display) -> String {
    format!("{error:#}")
}
