// judge: uses `leak`
use std::thread::{self, JoinHandle};

fn start(words: &[String]) -> JoinHandle<usize> {
    let words: &'static [String] = words.to_vec().leak();
    thread::spawn(|| words.iter().map(String::len).sum())
}

fn main() {
    let words = ["green", ""].map(String::from);
    let letters = start(&words);
    let count = words.len();
    println!("{count} words, {} letters", letters.join().unwrap());
}
