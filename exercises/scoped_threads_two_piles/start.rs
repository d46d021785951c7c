use std::thread;

fn sort(pile: &str) -> usize {
    println!("{pile} starts");
    println!("{pile} is done");
    pile.len()
}

fn main() {
    let piles = ["red", "blue"];

    let total: usize = thread::scope(|s| {
        let one = |pile| s.spawn(move || sort(pile)).join().unwrap();
        piles.into_iter().map(one).sum()
    });
    assert_eq!(total, 7);
}
