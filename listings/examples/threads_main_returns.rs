use std::thread;

fn main() {
    let backup = thread::spawn(|| println!("backup: written"));
    drop(backup);
    println!("main: returns");
}
