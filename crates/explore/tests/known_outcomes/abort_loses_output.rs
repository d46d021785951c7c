// exit status: 134

use std::process;
fn main() {
    print!("lost");
    process::abort();
}
