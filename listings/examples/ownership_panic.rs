#![forbid(unsafe_code)]

struct Ticket(&'static str);

impl Drop for Ticket {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn main() {
    let _kept = Ticket("kept");
    let sold: Vec<Ticket> = Vec::new();
    println!("each pays {}", 60 / sold.len());
    println!("not reached");
}
