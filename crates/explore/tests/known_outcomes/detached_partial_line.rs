//
// seat 7 of row 3 sold
// only if the end of `main` cuts the output off: seat  
// only if the end of `main` cuts the output off: seat 7
// only if the end of `main` cuts the output off: seat 7 of row  
// only if the end of `main` cuts the output off: seat 7 of row 3

use std::thread;

fn main() {
    let (seat, row) = (7, 3);
    thread::spawn(move || println!("seat {seat} of row {row} sold"));
}
