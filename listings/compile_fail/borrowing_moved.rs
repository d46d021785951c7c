fn main() {
    let ticket = String::from("row 7");
    let reader = &ticket;
    let pocket = ticket; // error[E0505]
    println!("{reader} {pocket}");
}
