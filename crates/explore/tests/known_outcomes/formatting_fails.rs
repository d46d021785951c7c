// half panic: a formatting trait implementation returned an error when the underlying stream did not

use std::fmt;

struct Half;

impl fmt::Display for Half {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("half")?;
        Err(fmt::Error)
    }
}

fn main() {
    println!("{Half} and half");
}
