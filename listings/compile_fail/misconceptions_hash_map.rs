use std::collections::HashMap;

static STOCK: HashMap<&str, u32> = HashMap::new(); // error[E0015]

fn main() {
    println!("{STOCK:?}");
}
