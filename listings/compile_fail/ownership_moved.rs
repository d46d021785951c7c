fn main() {
    let ticket = String::from("row 7");
    let pocket = ticket;
    println!("{ticket} {pocket}"); // error[E0382]
}
