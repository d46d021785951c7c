fn main() {
    let mut queue = vec!["Ann", "Bob"];
    let first = &queue[0];
    queue.push("Eve"); // error[E0502]
    println!("{first}");
}
