use std::sync::{LazyLock, Mutex};

static EMPTY: Mutex<String> = Mutex::new(String::new());
static LITERAL: Mutex<&'static str> = Mutex::new("ship it");
static LAZY: LazyLock<Mutex<String>> =
    LazyLock::new(|| Mutex::new(String::from("ship it")));

fn main() {
    EMPTY.lock().unwrap().push_str("ship it");
    *LITERAL.lock().unwrap() = "ship it now";
    LAZY.lock().unwrap().push_str(" later");

    println!("{}", EMPTY.lock().unwrap());
    println!("{}", LITERAL.lock().unwrap());
    println!("{}", LAZY.lock().unwrap());
}
