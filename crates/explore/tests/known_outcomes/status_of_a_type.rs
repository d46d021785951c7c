// exit status: 3
// exit status: 4

use std::process::{ExitCode, Termination};
use std::sync::mpsc;
use std::thread;

struct Status(u8);

impl Termination for Status {
    fn report(self) -> ExitCode {
        ExitCode::from(self.0)
    }
}

fn main() -> Status {
    let (sender, receiver) = mpsc::channel();
    for status in [3, 4] {
        let sender = sender.clone();
        thread::spawn(move || sender.send(status));
    }
    Status(receiver.recv().unwrap())
}
