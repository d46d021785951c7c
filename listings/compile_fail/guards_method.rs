use std::sync::Mutex;

fn main() {
    let jobs = Mutex::new(vec!["print", "mail"]);
    let longest = jobs.lock().unwrap().iter().max(); // error[E0716]
    println!("{longest:?}");
}
