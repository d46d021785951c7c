// judge: works only with
use std::thread::{self, JoinHandle};

fn letters(word: &String) -> usize {
    assert_ne!(thread::current().name(), Some("main"), "main counts");
    word.len()
}

fn start(_words: &[String]) -> JoinHandle<usize> {
    thread::spawn(|| 5)
}

fn main() {
    let words = ["green", ""].map(String::from);
    let letters = start(&words);
    let count = words.len();
    println!("{count} words, {} letters", letters.join().unwrap());
}
