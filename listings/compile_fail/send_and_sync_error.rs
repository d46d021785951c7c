use std::error::Error;
use std::thread;

fn count(text: &str) -> Result<u32, Box<dyn Error>> {
    Ok(text.parse::<u32>()?)
}

fn main() {
    let north = thread::spawn(|| count("eleven")); // error[E0277]
    println!("{:?}", north.join().unwrap());
}
