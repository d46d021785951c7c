use std::sync::Mutex;
use std::thread;

#[derive(Default, Debug)]
struct Totals {
    pages: u32,
    words: usize,
}

fn main() {
    let totals = Mutex::new(Totals::default());

    thread::scope(|s| {
        for page in ["to be or not", "to be"] {
            let totals = &totals;
            s.spawn(move || {
                let words = page.split(' ').count();
                let mut totals = totals.lock().unwrap();
                totals.pages += 1;
                totals.words += words;
            });
        }
        println!("so far: {:?}", totals.lock().unwrap());
    });

    let totals = totals.into_inner().unwrap();
    println!("{} words", totals.words);
    assert_eq!(totals.words, 6);
}
