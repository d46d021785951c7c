fn main() {
    let message: String;
    println!("{message}"); // error[E0381]
}
