// judge: does not compile
use std::thread::{self, JoinHandle};

fn letters(word: &String) -> usize {
    assert_ne!(thread::current().name(), Some("main"), "main counts");
    word.len()
}

fn start(words: &[String]) -> JoinHandle<usize> {
    thread::spawn(move || words.iter().map(letters).sum())
}

fn main() {
    let words = ["green", ""].map(String::from);
    let letters = start(&words);
    let count = words.len();
    println!("{count} words, {} letters", letters.join().unwrap());
}
