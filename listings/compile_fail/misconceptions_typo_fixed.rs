fn main() {
    let loaves = vec!["rye", "oat"];
    let sold = loaves;
    println!("{sold:?} of {loaves:?}"); // error[E0382]
}
