// judge: never overlaps
use std::thread;

fn sort(pile: &str) -> usize {
    println!("{pile} starts");
    println!("{pile} is done");
    pile.len()
}

fn main() {
    let piles = ["red", "blue"];

    let total: usize = thread::scope(|s| {
        let spawn = |pile| s.spawn(move || sort(pile));
        let threads = piles.into_iter().map(spawn);
        threads.map(|one| one.join().unwrap()).sum()
    });
    assert_eq!(total, 7);
}
