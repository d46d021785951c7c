use std::sync::Mutex;

fn free(oven: &Mutex<Option<&str>>) -> bool {
    oven.try_lock().is_ok()
}

fn main() {
    let oven = Mutex::new(None);
    let loaf = *oven.lock().unwrap();
    println!("after let {loaf:?}, free: {}", free(&oven));
    match *oven.lock().unwrap() {
        Some(loaf) => println!("{loaf}"),
        None => println!("in match, free: {}", free(&oven)),
    }
    if let Some(loaf) = *oven.lock().unwrap() {
        println!("{loaf}");
    } else {
        println!("in else, free: {}", free(&oven));
    }
    println!("in the end, free: {}", free(&oven));
}
