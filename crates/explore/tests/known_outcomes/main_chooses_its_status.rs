//
// exit status: 2

use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

fn main() -> Result<ExitCode, String> {
    let (tx, rx) = mpsc::channel();
    let other = tx.clone();
    thread::spawn(move || tx.send(0));
    thread::spawn(move || other.send(2));
    Ok(ExitCode::from(rx.recv().unwrap()))
}
