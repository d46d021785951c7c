use std::error::Error;
use std::sync::Mutex;

fn main() -> Result<(), Box<dyn Error>> {
    let tickets = Mutex::new(7);
    *tickets.lock()? -= 1; // error[E0515]
    println!("{tickets:?}");
    Ok(())
}
