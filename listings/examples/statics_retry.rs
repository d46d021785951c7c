use std::panic;
use std::sync::{LazyLock, OnceLock};

static LAZY: LazyLock<u32> = LazyLock::new(|| parse("12o"));
static ONCE: OnceLock<u32> = OnceLock::new();

fn parse(text: &str) -> u32 {
    println!("parsing {text}");
    text.parse().expect("a price is a number")
}

fn main() {
    for _ in 0..2 {
        let price = panic::catch_unwind(|| *LAZY);
        println!("lazy: {:?}", price.ok());
    }
    for text in ["12o", "120", "95"] {
        let price =
            panic::catch_unwind(|| *ONCE.get_or_init(|| parse(text)));
        println!("once: {:?}", price.ok());
    }
    println!("set: {:?}, get: {:?}", ONCE.set(95), ONCE.get());
}
