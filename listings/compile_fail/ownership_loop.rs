fn main() {
    let seats = vec![String::from("row 7"), String::from("row 8")];
    for seat in seats {
        println!("{seat}");
    }
    println!("{} seats", seats.len()); // error[E0382]
}
