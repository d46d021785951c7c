use std::sync::Arc;

fn main() {
    let mut menu = Arc::new(vec!["tea"]);
    let list = Arc::get_mut(&mut menu).unwrap();
    let other = Arc::clone(&menu); // error[E0502]
    list.push("coffee");
    println!("{other:?}");
}
