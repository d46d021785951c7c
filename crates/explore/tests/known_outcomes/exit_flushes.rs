// flushed

use std::process;
struct D;
impl Drop for D { fn drop(&mut self) { println!("never"); } }
fn main() {
    let _d = D;
    print!("flushed");
    process::exit(0);
}
