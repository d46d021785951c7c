//! `cargo xtask …`: tasks for people who work on the book.

mod bench;
mod bless;
mod browser;
mod ci;
mod cost;
mod download;
mod epub;
mod machine;
mod mdbook;
mod measure;
mod new;
mod project;
mod search;
mod site;
mod soak;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask TASK

  serve            build the book, open it, and rebuild it on each change
  build            build the site without its EPUB, into book/, with the listings and exercises to download
  new NAME         start a listing: cargo xtask new mutex_counter
  new NAME --refused   start a listing that the compiler refuses
  bless [NAME]     rewrite the records from real runs, and print what changed
  outcomes FILE    every outcome of a program, such as your own; --edition 2021, --replay K
  practice [NAME]  list the exercises, or judge your answer to one; NAME --hint N, --watch, --reset
  cost [--busy]    measure benches/, write figures/cost.data, draw it: two minutes on an idle machine, or on a busy one
  bench-checks [1x3 3 10]  measure what the checks cost, with each listing that many times (once, in three rounds); writes docs/bench.md
  bench-search     compare the explorer's search with loom's and shuttle's; writes docs/search.md
  soak [200 1000]  run all tests, and each program, that often while the machine is busy;
                   soak --busy …: the machine is busy already
  browser          build the book and try it in a browser (needs Node.js and Chromium)
  epub             build the site with the book as an EPUB (needs pandoc and epubcheck)
  downloads        build the site, and build its downloads like a reader
  ci               run what .ci/run checks, in order
";

type Task<'a> = Box<dyn FnOnce() -> Result<(), String> + 'a>;

/// Returns the task that these words ask for.
fn task<'a>(words: &'a [&'a str]) -> Option<Task<'a>> {
    let task: Task = match *words {
        ["serve"] => Box::new(mdbook::serve),
        ["build"] => Box::new(mdbook::build),
        ["new", name] => Box::new(move || new::listing(name, false)),
        ["new", name, "--refused"] | ["new", "--refused", name] => Box::new(move || new::listing(name, true)),
        ["bless"] => Box::new(|| bless::bless(None)),
        ["bless", name] => Box::new(move || bless::bless(Some(name))),
        ["outcomes", ref asked @ ..] if !asked.is_empty() => Box::new(move || project::outcomes(asked)),
        ["practice", ref words @ ..] => Box::new(move || project::practice(words)),
        ["cost"] => Box::new(|| cost::cost(false)),
        ["cost", "--busy"] => Box::new(|| cost::cost(true)),
        ["bench-checks", ref sizes @ ..] => Box::new(move || bench::bench(sizes)),
        ["bench-search"] => Box::new(search::search),
        ["soak", ref how @ ..] => Box::new(move || soak::soak(how)),
        ["browser"] => Box::new(browser::browser),
        ["epub"] => Box::new(epub::epub),
        ["downloads"] => Box::new(|| mdbook::build().and_then(|()| download::builds_as_it_is(&project::root().join("book")))),
        ["ci"] => Box::new(ci::run),
        _ => return None,
    };
    Some(task)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = task(&words).map_or_else(|| Err(format!("unknown task\n{USAGE}")), |task| task());
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line of the usage asks for a task, with and without the words in brackets; nothing else does.
    #[test]
    fn the_usage_names_tasks() {
        let lines = USAGE.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let asked: Vec<&str> = lines.map(|line| line.trim_start().split("  ").next().unwrap_or_default()).collect();
        assert!(asked.len() > 10, "{asked:?}");
        for line in asked {
            let words = |all: bool| {
                line.split(' ').scan(false, move |within, word| {
                    let inside = *within || word.starts_with('[');
                    *within = inside && !word.ends_with(']');
                    Some(if all || !inside { word.trim_matches(['[', ']']) } else { "" })
                })
            };
            for all in [true, false] {
                let words: Vec<&str> = words(all).filter(|word| !word.is_empty()).collect();
                assert!(task(&words).is_some(), "{words:?}");
            }
        }
        assert!(task(&["soak", "--busy", "1"]).is_some() && task(&["new", "--refused", "x"]).is_some());
        assert!(task(&[]).is_none() && task(&["serve", "now"]).is_none() && task(&["new"]).is_none());
    }
}
