use std::rc::Rc;

fn needs_static<T: 'static>(_: &T) {}
fn needs_send<T: Send>(_: &T) {}

fn owned_and_short() {
    let page = String::from("rain again tomorrow");
    let words: Vec<&str> = vec![&page]; // error[E0597]
    needs_send(&words);
    needs_static(&words);
}

fn main() {
    let count = Rc::new(3_u32);
    needs_static(&count);
    needs_send(&count); // error[E0277]
    owned_and_short();
}
