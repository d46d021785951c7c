use std::thread;

fn sell(wanted: u32) -> u32 {
    if wanted == 0 {
        panic!("nothing wanted");
    }
    if wanted > 5 {
        panic!("{wanted} wanted, 5 left");
    }
    5 - wanted
}

fn main() {
    for wanted in [3, 0, 8] {
        match thread::spawn(move || sell(wanted)).join() {
            Ok(left) => println!("sold, left: {left}"),
            Err(why) => {
                if let Some(text) = why.downcast_ref::<&str>() {
                    println!("&str: {text}");
                } else if let Some(text) = why.downcast_ref::<String>() {
                    println!("String: {text}");
                }
            }
        }
    }
}
