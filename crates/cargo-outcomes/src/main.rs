//! The binary behind `cargo outcomes FILE`.

use std::process::ExitCode;

use cargo_outcomes::command::{self, Asked, Explorer};

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    // Cargo passes the subcommand's name as the first argument.
    if arguments.first().is_some_and(|first| first == "outcomes") {
        arguments.remove(0);
    }
    match Asked::read(&arguments).and_then(|asked| command::run(&Explorer::installed()?, &asked)) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
