fn main() {
    let loaves = vec!["rye", "oat"];
    let sold = loaves;
    println!("{sol:?} of {loaves:?}"); // error[E0425]
}
