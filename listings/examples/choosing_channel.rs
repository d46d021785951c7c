use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, counts) = mpsc::channel();

    for page in ["to be or not", "to be"] {
        let sender = sender.clone();
        thread::spawn(move || {
            let words = page.split(' ').count();
            sender.send(words).unwrap();
        });
    }
    drop(sender);

    let mut total = 0;
    for (pages, words) in (1..).zip(counts) {
        total += words;
        println!("so far: {pages} pages, {total} words");
    }
    assert_eq!(total, 6);
}
