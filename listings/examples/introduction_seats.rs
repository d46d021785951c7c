fn main() {
    let seats = ["Ada", "Grace", "Barbara"];
    println!("{} guests", seats.len());
    let last = seats.len();
    println!("the last guest is {}", seats[last]);
}
