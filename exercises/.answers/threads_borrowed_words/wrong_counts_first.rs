// judge: works only with
use std::thread::{self, JoinHandle};

fn letters(word: &String) -> usize {
    assert_ne!(thread::current().name(), Some("main"), "main counts");
    word.len()
}

fn start(words: &[String]) -> JoinHandle<usize> {
    let letters = words.iter().map(String::len).sum();
    thread::spawn(move || letters)
}

fn main() {
    let words = ["green", ""].map(String::from);
    let letters = start(&words);
    let count = words.len();
    println!("{count} words, {} letters", letters.join().unwrap());
}
