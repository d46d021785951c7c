// a b c
// b a c

use std::io::{self, Write};
use std::thread;
fn main() {
    let t = thread::spawn(|| writeln!(io::stdout(), "a").unwrap());
    print!("b\n");
    io::stdout().flush().unwrap();
    t.join().unwrap();
    io::stdout().write_all(b"c\n").unwrap();
    writeln!(io::stderr(), "nobody sees").unwrap();
}
