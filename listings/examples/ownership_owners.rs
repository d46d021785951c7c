struct Ticket(&'static str);

impl Drop for Ticket {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

struct Night {
    pass: Ticket,
    seats: Vec<Ticket>,
}

static HOUSE: Ticket = Ticket("house");

fn main() {
    let night = Night {
        seats: vec![Ticket("seat 1"), Ticket("seat 2")],
        pass: Ticket("pass"),
    };
    println!("look at {}", Ticket("temporary").0);
    println!("look at {}", HOUSE.0);

    let seats = night.seats; // this field moves, `pass` stays
    println!("{} seats and a {}", seats.len(), night.pass.0);
    println!("end of main");
}
