fn main() {
    let tills = [300, 200];
    let first = tills.get_unchecked(0); // error[E0133]
    println!("{first}");
}
