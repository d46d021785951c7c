use std::thread;

fn main() {
    let recipe = String::from("rye, salt");
    let text: &'static str = recipe.leak();
    let baker = thread::spawn(move || text.len());
    println!("{text}: {} bytes", baker.join().unwrap());
}
