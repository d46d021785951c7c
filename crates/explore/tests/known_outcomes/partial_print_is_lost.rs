// counted
// counteddone
// done counted
// only if the end of `main` cuts the output off:

use std::thread;

fn main() {
    thread::spawn(|| println!("done"));
    print!("counted");
}
