use std::collections::HashMap;

struct Menu(HashMap<String, u32>);

impl Menu {
    fn price(&mut self, item: &str) -> &u32 {
        self.0.entry(item.to_string()).or_insert(3)
    }
}

fn main() {
    let mut menu = Menu(HashMap::new());
    println!("{}", menu.price("tea"));
    assert_eq!(menu.0.len(), 1);
}
