use std::thread;

fn main() {
    let mut lent = 0;
    let mut copied = 0;
    let title = String::from("tea");
    let shown = &title;

    let inside = thread::scope(|s| {
        s.spawn(|| lent += 1);
        let clerk = s.spawn(move || {
            copied += 1; // the closure's own copy
            format!("{copied} {shown}")
        });
        clerk.join().unwrap()
    });

    println!("inside: {inside}");
    println!("outside: lent {lent}, copied {copied}, {title}");
    assert_eq!((lent, copied), (1, 0));
}
