use std::cell::{Ref, RefCell, RefMut};

fn main() {
    let stock = RefCell::new(5);

    let one: Ref<'_, i32> = stock.borrow();
    let two: Ref<'_, i32> = stock.borrow();
    println!("readers: {one} {two}");
    println!("write? {:?}", stock.try_borrow_mut().err());

    drop(one);
    drop(two);
    let mut writer: RefMut<'_, i32> = stock.borrow_mut();
    *writer -= 1;
    println!("read? {:?}", stock.try_borrow().err());

    drop(writer);
    println!("now: {}", stock.borrow());
    assert!(stock.try_borrow_mut().is_ok());
}
