//! `cargo xtask …`: the tasks of those who work on the book. No dependencies, so that it starts at once.

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
mod soak;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask TASK

  serve            build the book, open it, and build it again at each change
  build            build the site as it is published, into book/
  new NAME         begin a listing: cargo xtask new mutex_counter
  new NAME --refused   begin a listing that the compiler refuses
  bless [NAME]     write the records anew from real runs, and print what changed
  replay NAME K    run the K-th outcome of a listing again, step by step
  cost [--busy]    measure benches/, write figures/cost.data, draw it: two minutes on an idle machine, or on a busy one
  bench [1 3 10]   measure what the checks cost, with so many times each listing, and draw it
  soak [200 1000]  run all tests so often beside other work, and each program so often;
                   soak --busy …: the machine has other work already
  browser          build the book and try it in a browser (needs Node.js and Chromium)
  epub             build the site with the book as an EPUB (needs pandoc and epubcheck)
  ci               what .ci/run checks, in its order
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["serve"] => mdbook::serve(),
        ["build"] => mdbook::build(),
        ["new", name] => new::listing(name, false),
        ["new", name, "--refused"] | ["new", "--refused", name] => new::listing(name, true),
        ["bless"] => bless::bless(None),
        ["bless", name] => bless::bless(Some(name)),
        ["replay", name, outcome] => project::replay(name, outcome),
        ["cost"] => cost::cost(false),
        ["cost", "--busy"] => cost::cost(true),
        ["bench", ref sizes @ ..] => bench::bench(sizes),
        ["soak", "--busy", ref numbers @ ..] => soak::soak(numbers, true),
        ["soak", ref numbers @ ..] => soak::soak(numbers, false),
        ["browser"] => browser::browser(),
        ["epub"] => epub::epub(),
        ["ci"] => ci::run(),
        _ => Err(format!("unknown task\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
