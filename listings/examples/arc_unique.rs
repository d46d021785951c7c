use std::sync::Arc;

fn main() {
    let mut menu = Arc::new(vec!["tea"]);
    Arc::get_mut(&mut menu).unwrap().push("coffee");

    let mut other = Arc::clone(&menu);
    println!("handles: {}", Arc::strong_count(&menu));
    println!("while shared: {:?}", Arc::get_mut(&mut menu));

    Arc::make_mut(&mut other).push("cake");
    println!("{menu:?} and {other:?}");
    println!("one value: {}", Arc::ptr_eq(&menu, &other));

    println!("taken: {:?}", Arc::into_inner(other));
}
