// judge: works only with
use std::thread;

fn sort(pile: &str) -> usize {
    println!("{pile} starts");
    println!("{pile} is done");
    pile.len()
}

fn main() {
    let piles = ["red", "blue"];
    thread::scope(|s| {
        for pile in piles {
            s.spawn(move || sort(pile));
        }
    });
    let total: usize = piles.iter().map(|pile| pile.len()).sum();
    assert_eq!(total, 7);
}
