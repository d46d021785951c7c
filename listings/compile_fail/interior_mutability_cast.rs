fn bump(stock: &i32) {
    let place = stock as *const i32 as *mut i32;
    // SAFETY: there is none; nobody may write behind a `&i32`.
    unsafe { *place += 1 } // error[invalid_reference_casting]
}

fn main() {
    let stock = 5;
    bump(&stock);
    println!("{stock}");
}
