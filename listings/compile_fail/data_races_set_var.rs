use std::env;
use std::thread;

fn main() {
    let printer = thread::spawn(|| println!("{:?}", env::var("LANG")));
    env::set_var("LANG", "fa_IR"); // error[E0133]
    printer.join().unwrap();
}
