fn main() {
    let ticket = String::from("row 7");
    let text = ticket.as_ptr(); // where the text is
    let pocket = ticket; // `pocket` is the owner now
    assert_eq!(pocket.as_ptr(), text);
    println!("{pocket}, where it was");
}
