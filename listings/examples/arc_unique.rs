use std::sync::Arc;

fn main() {
    let mut menu = Arc::new(vec!["tea"]);
    Arc::get_mut(&mut menu).unwrap().push("coffee");

    let mut other = Arc::clone(&menu);
    println!("handles: {}", Arc::strong_count(&menu));
    println!("one value: {}", Arc::ptr_eq(&menu, &other));
    println!("while shared: {:?}", Arc::get_mut(&mut menu));

    Arc::make_mut(&mut other).push("cake");
    println!("one value: {}", Arc::ptr_eq(&menu, &other));
    println!("{menu:?} and {other:?}");

    let third = Arc::clone(&menu);
    let menu = Arc::try_unwrap(menu).unwrap_err();
    drop(third);
    println!("unwrapped: {:?}", Arc::try_unwrap(menu));
    println!("taken: {:?}", Arc::into_inner(other));
}
