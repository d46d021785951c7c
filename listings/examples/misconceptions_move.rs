fn bake(dough: String) -> *const u8 {
    dough.as_ptr()
}

fn main() {
    let mut dough = String::from("rye dough");
    let here = dough.as_ptr();
    let there = bake(dough);
    println!("the bytes stayed: {}", here == there);
    dough = String::from("oat dough"); // `dough` owns a value again
    println!("{dough}");
    assert_eq!(size_of::<String>(), 3 * size_of::<usize>());
}
