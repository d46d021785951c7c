// saved exit status: 1
// exit status: 1
// saved

use std::process;
use std::thread;
fn main() {
    thread::spawn(|| process::exit(1));
    println!("saved");
}
