use std::sync::Mutex;

fn main() {
    let mut seats = Mutex::new(vec!["A1", "A2"]);

    seats.get_mut().unwrap().push("A3"); // no lock is taken

    let seats: Vec<&str> = seats.into_inner().unwrap();
    println!("{seats:?}");
    assert_eq!(seats.len(), 3);
}
