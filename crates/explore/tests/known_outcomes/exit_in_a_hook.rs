// done
// done exit status: 7
// exit status: 7

use std::{panic, process, thread};

fn main() {
    panic::set_hook(Box::new(|_| process::exit(7)));
    thread::spawn(|| panic!());
    println!("done");
}
