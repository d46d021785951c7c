struct Ticket(&'static str);

impl Drop for Ticket {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn main() {
    let first = Ticket("first");
    let _second = Ticket("second"); // never used
    {
        let inner = Ticket("inner");
        println!("last use of {}", inner.0);
        println!("end of the block");
    }
    println!("last use of {}", first.0);
    println!("end of main");
}
