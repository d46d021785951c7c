use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

fn main() {
    let titles = [String::from("Emma"), String::from("Dune")];
    let next = AtomicUsize::new(0);
    let take = || titles.get(next.fetch_add(1, Ordering::Relaxed));

    let work = || {
        let mut letters = 0;
        while let Some(title) = take() {
            letters += title.len();
        }
        letters
    };
    let letters = thread::scope(|s| {
        let workers = [s.spawn(work), s.spawn(work)];
        workers.map(|worker| worker.join().unwrap())
    });
    println!("{} letters", letters.iter().sum::<usize>());
    assert_eq!(letters.iter().sum::<usize>(), 8);
}
