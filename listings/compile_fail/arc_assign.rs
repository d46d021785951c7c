use std::sync::Arc;

fn main() {
    let visits = Arc::new(0);
    *visits += 1; // error[E0594]
    println!("visits: {visits}");
}
