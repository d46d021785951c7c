use std::collections::HashMap;

struct Menu(HashMap<String, u32>);

impl Menu {
    fn price(&mut self, item: &str) -> &u32 {
        if let Some(price) = self.0.get(item) {
            return price;
        }
        self.0.insert(item.to_string(), 3); // error[E0502]
        &self.0[item]
    }
}

fn main() {
    let mut menu = Menu(HashMap::new());
    println!("{}", menu.price("tea"));
}
