use std::sync::Arc;

fn main() {
    let mut play = Arc::new("Hamlet");
    println!("{play}");
    let title = String::from("Macbeth");
    play = Arc::new(title.as_str()); // dropped after `title`
    println!("{play}");
}
